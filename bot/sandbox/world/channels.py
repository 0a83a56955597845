"""Channels of every kind that holds text: https://discord.com/developers/docs/resources/channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from bot.sandbox.permissions import Permission, named
from bot.sandbox.world.messages import Message

if TYPE_CHECKING:
    from bot.sandbox.world.guilds import Guild
    from bot.sandbox.world.members import Member
    from bot.sandbox.world.roles import Role
    from bot.sandbox.world.users import User
    from bot.sandbox.world.world import World

__all__ = ["PINNED", "REQUIRE_TAG", "Channel", "ChannelKind", "Overwrite", "Tag", "Thread"]

_NOTHING = Permission(0)
REQUIRE_TAG = 1 << 4
"""Channel flag of a forum whose posts need a tag."""
PINNED = 1 << 1
"""Channel flag of a post that stands above the others of its forum."""


class ChannelKind(IntEnum):
    """Discord's channel types, by the names that ``add_channel`` takes."""

    TEXT = 0
    DM = 1
    VOICE = 2
    GROUP_DM = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


@dataclass(frozen=True)
class Overwrite:
    """What a channel gives to or takes from one role (or, ``for_member``, one member)."""

    allow: Permission = _NOTHING
    deny: Permission = _NOTHING
    for_member: bool = False


@dataclass(frozen=True)
class Tag:
    """A tag of a forum."""

    id: int
    name: str
    moderated: bool = False
    emoji_id: int | None = None
    emoji_name: str | None = None

    def payload(self) -> dict[str, Any]:
        """Return the tag as Discord sends it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "moderated": self.moderated,
            "emoji_id": None if self.emoji_id is None else str(self.emoji_id),
            "emoji_name": self.emoji_name,
        }


@dataclass(eq=False)
class Channel:
    """A channel. Direct messages have no guild but ``recipients``."""

    world: World = field(repr=False)
    id: int
    kind: ChannelKind
    name: str
    guild: Guild | None = field(default=None, repr=False)
    position: int = 0
    topic: str | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict, repr=False)
    tags: list[Tag] = field(default_factory=list, repr=False)
    require_tag: bool = False
    category: Channel | None = field(default=None, repr=False)
    settings: dict[str, Any] = field(default_factory=dict, repr=False)
    """What else was set and is only given back: slowmode, age restriction, how a forum sorts its posts."""
    recipients: list[User] = field(default_factory=list, repr=False)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    nonces: dict[str, Message] = field(default_factory=dict, repr=False)
    """The bot's last message of each nonce, deleted ones too."""
    last_pin: datetime | None = None

    is_thread = False

    @property
    def home(self) -> Channel:
        """The channel whose overwrites count: itself, or a thread's parent."""
        return self

    @property
    def mention(self) -> str:
        """What links to this channel in a message."""
        return f"<#{self.id}>"

    @property
    def threads(self) -> list[Thread]:
        """Its threads or posts, oldest first."""
        everything = self.world.channels.values()
        return [one for one in everything if isinstance(one, Thread) and one.parent is self]

    def add_thread(
        self,
        name: str,
        *,
        owner: User | None = None,
        id: int | None = None,  # noqa: A002 - Discord's word
        private: bool = False,
    ) -> Thread:
        """Open a thread, by default as the bot's own."""
        kind = ChannelKind.ANNOUNCEMENT_THREAD if self.kind is ChannelKind.ANNOUNCEMENT else ChannelKind.PUBLIC_THREAD
        thread = Thread(
            self.world,
            id or self.world.snowflakes.next(),
            ChannelKind.PRIVATE_THREAD if private else kind,
            name,
            self.guild,
            parent=self,
            owner=owner or self.world.bot,
            archived_at=self.world.clock(),
        )
        self.world.add_channel(thread)
        return thread

    def set_overwrite(
        self, target: Role | User | Member, *, allow: tuple[str, ...] = (), deny: tuple[str, ...] = ()
    ) -> None:
        """Give to or take from a role or an account by permission names; nothing given and taken removes it."""
        for_member = target.id in self.world.users
        self.overwrites[target.id] = Overwrite(named(allow), named(deny), for_member=for_member)
        if not allow and not deny:
            del self.overwrites[target.id]
        self.changed()

    def set_bot_permissions(self, **permissions: bool) -> None:
        """Allow (True) or deny (False) the bot permissions in this channel, by Discord's lower-case names."""
        old = self.overwrites.get(self.world.bot.id, Overwrite())
        allow = named(name for name, given in permissions.items() if given)
        deny = named(name for name, given in permissions.items() if not given)
        new = Overwrite(old.allow & ~deny | allow, old.deny & ~allow | deny, for_member=True)
        self.overwrites[self.world.bot.id] = new
        self.changed()

    def add_tag(self, name: str, *, moderated: bool = False) -> Tag:
        """Add a tag to a forum."""
        tag = Tag(self.world.snowflakes.next(), name, moderated)
        self.tags.append(tag)
        self.changed()
        return tag

    def changed(self) -> None:
        """Tell the connected bots that this channel is another now."""
        self.world.emit("THREAD_UPDATE" if self.is_thread else "CHANNEL_UPDATE", self.payload(), guild=self.guild)

    def payload(self) -> dict[str, Any]:
        """Return the channel as Discord sends it."""
        last = next((one.id for one in reversed(self.messages.values()) if not one.ephemeral), None)
        base: dict[str, Any] = {
            "id": str(self.id),
            "type": int(self.kind),
            "flags": self._flags(),
            "last_message_id": str(last) if last else None,
        }
        return base | (self._in_guild(self.guild) if self.guild else self._direct())

    def _flags(self) -> int:
        return REQUIRE_TAG if self.require_tag else 0

    def _direct(self) -> dict[str, Any]:
        others = [user.payload() for user in self.recipients if user is not self.world.bot]
        group = (
            {"name": self.name, "owner_id": others[0]["id"], "icon": None} if self.kind is ChannelKind.GROUP_DM else {}
        )
        return {"recipients": others} | group

    def _in_guild(self, guild: Guild) -> dict[str, Any]:
        overwrites = [
            {"id": str(id_), "type": int(one.for_member), "allow": str(int(one.allow)), "deny": str(int(one.deny))}
            for id_, one in self.overwrites.items()
        ]
        more: dict[ChannelKind, dict[str, Any]] = {
            ChannelKind.FORUM: {"available_tags": [tag.payload() for tag in self.tags], "default_reaction_emoji": None},
            ChannelKind.VOICE: {"bitrate": 64_000, "user_limit": 0},
        }
        return {
            "guild_id": str(guild.id),
            "name": self.name,
            "position": self.position,
            "permission_overwrites": overwrites,
            "nsfw": False,
            "topic": self.topic,
            "parent_id": str(self.category.id) if self.category else None,
            "rate_limit_per_user": 0,
            **({"last_pin_timestamp": self.last_pin.isoformat()} if self.last_pin else {}),
            **more.get(self.kind, {}),
            **self.settings,
        }


@dataclass(eq=False)
class Thread(Channel):
    """A thread, or a post of a forum."""

    parent: Channel = field(kw_only=True)
    owner: User = field(kw_only=True)
    archived_at: datetime = field(kw_only=True)
    """When ``archived`` was last set or unset, or the thread opened."""
    archived: bool = False
    locked: bool = False
    auto_archive_duration: int = 4320
    """Minutes."""
    applied_tags: list[int] = field(default_factory=list)
    invitable: bool = True
    """Of a private thread: whether members who are no moderators may add others."""
    pinned: bool = False
    """Of a post: whether it stands above the others."""
    total_sent: int = 0
    """Messages ever written, deleted ones too; without what it began with."""
    members: dict[int, datetime] = field(default_factory=dict, repr=False)
    """Who joined it, by account, and when."""
    opened_at: datetime = field(init=False)

    is_thread = True

    def __post_init__(self) -> None:
        self.opened_at = self.archived_at
        self.members.setdefault(self.owner.id, self.opened_at)

    @property
    def home(self) -> Channel:
        """The channel it hangs on."""
        return self.parent

    @property
    def private(self) -> bool:
        """Whether only those see it who joined it, and moderators."""
        return self.kind is ChannelKind.PRIVATE_THREAD

    def join(self, user: User) -> None:
        """Let an account in, if it is not there yet."""
        if user.id not in self.members:
            self.members[user.id] = self.world.clock()
            if self.private and user is self.world.bot:
                # It learns only now that there is such a thread.
                self.world.emit("THREAD_CREATE", self.payload(), guild=self.guild)
            self._tell_members(added=[self.member_payload(user.id)])

    def leave(self, user: User) -> None:
        """Let an account out, if it is there."""
        if self.members.pop(user.id, None) is not None:
            self._tell_members(removed=[str(user.id)])

    def counts(self, message: Message) -> bool:
        """Tell whether a message is one of those that Discord counts: not what a post began with, and seen by all."""
        return message.id != self.id and not message.ephemeral

    def member_payload(self, user_id: int) -> dict[str, Any]:
        """Return somebody who joined as Discord sends them."""
        joined = self.members[user_id].isoformat()
        return {"id": str(self.id), "user_id": str(user_id), "join_timestamp": joined, "flags": 0}

    def _tell_members(self, added: Sequence[dict[str, Any]] = (), removed: Sequence[str] = ()) -> None:
        guild = str(self.guild.id) if self.guild else None
        data = {"id": str(self.id), "guild_id": guild, "member_count": min(len(self.members), 50)}
        lists = {"added_members": list(added), "removed_member_ids": list(removed)}
        self.world.emit("THREAD_MEMBERS_UPDATE", data | lists, guild=self.guild)

    def _flags(self) -> int:
        return PINNED if self.pinned else 0

    def archive(self, *, archived: bool = True, locked: bool = False) -> None:
        """Archive the thread, or bring it back."""
        self.archived, self.locked, self.archived_at = archived, locked, self.world.clock()
        self.changed()

    def _in_guild(self, guild: Guild) -> dict[str, Any]:
        return {
            "guild_id": str(guild.id),
            "name": self.name,
            "parent_id": str(self.parent.id),
            "owner_id": str(self.owner.id),
            "message_count": sum(self.counts(message) for message in self.messages.values()),
            "total_message_sent": self.total_sent,
            # Discord counts to fifty only.
            "member_count": min(len(self.members), 50),
            "rate_limit_per_user": 0,
            "applied_tags": [str(tag) for tag in self.applied_tags],
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": self.auto_archive_duration,
                "archive_timestamp": self.archived_at.isoformat(),
                "create_timestamp": self.opened_at.isoformat(),
                **({"invitable": self.invitable} if self.private else {}),
            },
            **({"member": self.member_payload(bot)} if (bot := self.world.bot.id) in self.members else {}),
            **self.settings,
        }
