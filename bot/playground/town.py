"""The server that people find on the page: a channel for each that a digest names, and two people to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.sandbox import Channel, Sandbox
from bot.sandbox.world.channels import ChannelKind
from bot.sandbox.world.world import Event
from bot.settings.models import DigestSettings, Settings

__all__ = ["Kinds", "Town"]

_MOST_TAGS = 20
_LONGEST_TAG = 20
"""Tags of a forum, and characters of one: https://discord.com/developers/docs/resources/channel#forum-tag-object."""
_NEWS = ("MESSAGE_CREATE", "MESSAGE_UPDATE")


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which channels are no text channels; the settings do not say."""

    forums: frozenset[int] = frozenset()
    announcements: frozenset[int] = frozenset()

    def of(self, channel_id: int) -> str:
        """Return the kind by the name that the sandbox has for it."""
        return "forum" if channel_id in self.forums else "announcement" if channel_id in self.announcements else "text"

    def __or__(self, other: Kinds) -> Kinds:
        return Kinds(self.forums | other.forums, self.announcements | other.announcements)

    def strangers(self, settings: Settings) -> tuple[int, ...]:
        """Return the ids to which no digest posts."""
        known = {channel_id for digest in settings.digests for channel_id in digest.channel_ids}
        return tuple(sorted((self.forums | self.announcements) - known))


class Town:
    """A server with ``#general``, an admin, a member, and direct messages of both with the bot.

    ``names`` are those of channels that shall not be called ``papers-`` and the end of their id.
    """

    def __init__(self, discord_: Sandbox, kinds: Kinds, names: Mapping[int, str] = MappingProxyType({})) -> None:
        self._kinds = kinds
        self._names = names
        self._targets: frozenset[int] = frozenset()
        self._world = discord_.world
        # The bot reads the settings by itself, and may ask for a new channel before anybody here has read of it.
        self._world.on_unknown_channel = self._open
        self.guild = discord_.add_guild("Reading group")
        self.general = self.guild.add_channel("general", topic="Type / to see what Paperboy can do.")
        self.admin = self.guild.add_member("Ada", permissions=["manage_guild"])
        self.member = self.guild.add_member("Ben")
        for person in (self.admin, self.member):
            discord_.dm(person)

    def follow(self, settings: Settings) -> None:
        """Add the channels and roles that the settings name and the server lacks; those that they no longer name stay."""
        posting: dict[int, list[DigestSettings]] = {}
        for digest in settings.digests:
            if digest.mention_role is not None:
                self._give_role(int(digest.mention_role))
            for channel_id in digest.channel_ids:
                posting.setdefault(channel_id, []).append(digest)
        for channel_id in [*posting, *(self._targets - posting.keys())]:
            self._furnish(self._world.channels.get(channel_id) or self._open(channel_id), posting.get(channel_id, []))
        self._targets = frozenset(posting)

    def _give_role(self, role_id: int) -> None:
        """Let there be a role that a digest mentions, and let the member have it: so both views of a ping can be seen."""
        if role_id not in self.guild.roles:
            role = self.guild.add_role(f"readers-{role_id % 10_000:04}", id=role_id, mentionable=True)
            self.guild.set_roles(self.member, [*self.member.roles, role])

    def _open(self, channel_id: int) -> Channel:
        name = self._names.get(channel_id, f"papers-{channel_id % 10_000:04}")
        return self.guild.add_channel(name, self._kinds.of(channel_id), id=channel_id)

    def _furnish(self, channel: Channel, posting: Sequence[DigestSettings]) -> None:
        """Let a channel say what is posted there, and a forum offer the tags for it; tags that are no longer needed stay."""
        named = [f"“{digest.name}”" for digest in posting]
        topic = f"Posted here: {' and '.join(named)}." if named else "No digest is posted here any longer."
        if channel.topic != topic:
            channel.topic = topic
            channel.changed()
        if channel.kind is not ChannelKind.FORUM:
            return
        wanted = [tag for digest in posting for tag in digest.categories if len(tag) <= _LONGEST_TAG]
        missing = [tag for tag in dict.fromkeys(wanted) if tag not in {one.name for one in channel.tags}]
        for tag in missing[: _MOST_TAGS - len(channel.tags)]:
            channel.add_tag(tag)

    def channel(self, channel_id: int) -> Channel:
        """Return a channel that the settings name."""
        return self._world.channels[channel_id]

    @property
    def names(self) -> dict[int, str]:
        """What mentions of channels and roles can be called."""
        return {
            **{channel.id: channel.name for channel in (*self.guild.channels, *self.guild.threads)},
            **{role.id: role.name for role in self.guild.roles.values()},
        }

    def on_post(self, tell: Callable[[], object]) -> None:
        """Call ``tell`` whenever a message appears or changes where digests are posted."""

        def hear(event: Event) -> None:
            channel = self._world.channels.get(int(event.data.get("channel_id") or 0))
            if event.name in _NEWS and channel is not None and channel.home.id in self._targets:
                tell()

        self._world.listeners.append(hear)
