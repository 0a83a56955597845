"""Servers: https://discord.com/developers/docs/resources/guild."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.permissions import EVERYONE_BY_DEFAULT, INVITED_BOT, Permission, named
from bot.sandbox.world.channels import Channel, ChannelKind, Thread
from bot.sandbox.world.commandaccess import CommandAccess, Grant, GrantKind
from bot.sandbox.world.members import Member
from bot.sandbox.world.roles import Role
from bot.sandbox.world.users import User

if TYPE_CHECKING:
    from bot.sandbox.world.world import World

__all__ = ["Guild"]


@dataclass(eq=False)
class Guild:
    """A server, where everything is built: channels, roles, members."""

    world: World = field(repr=False)
    id: int
    name: str
    owner: User
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    members: dict[int, Member] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.roles[self.id] = Role(self.id, "@everyone", EVERYONE_BY_DEFAULT, 0)
        self.command_access = CommandAccess(self.id, self.world.application_id)
        self._join(self.owner)

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[self.id]

    @property
    def me(self) -> Member | None:
        """The bot as a member, None where it is not in the server."""
        return self.members.get(self.world.bot.id)

    @property
    def channels(self) -> list[Channel]:
        """Its channels without threads, in the order of the list."""
        return [one for one in self.world.channels.values() if one.guild is self and not one.is_thread]

    @property
    def threads(self) -> list[Thread]:
        """Its threads and posts, archived ones too."""
        return [one for one in self.world.channels.values() if isinstance(one, Thread) and one.guild is self]

    def install_bot(self, permissions: Permission = INVITED_BOT) -> Member:
        """Bring the bot into the server with a role of its own, as an invite does."""
        bot = self.world.bot
        role = Role(self.world.snowflakes.next(), bot.name, permissions, len(self.roles), managed_by=bot.id)
        self.roles[role.id] = role
        member = self._join(bot, role)
        self.world.emit("GUILD_CREATE", self.gateway_payload(), guild=self)
        return member

    def remove_bot(self) -> None:
        """Throw the bot out of the server."""
        self.world.emit("GUILD_DELETE", {"id": str(self.id)}, guild=self)
        del self.members[self.world.bot.id]
        self.roles = {role.id: role for role in self.roles.values() if role.managed_by is None}

    def add_channel(
        self,
        name: str,
        kind: str = "text",
        *,
        id: int | None = None,  # noqa: A002 - Discord's word
        topic: str | None = None,
        tags: Iterable[str] = (),
        require_tag: bool = False,
    ) -> Channel:
        """Add a channel: ``text``, ``announcement``, ``forum``, ``voice`` or ``category``."""
        number = id or self.world.snowflakes.next()
        place = len(self.channels)
        channel = Channel(
            self.world, number, ChannelKind[kind.upper()], name, self, place, topic, require_tag=require_tag
        )
        self.world.add_channel(channel)
        for tag in tags:
            channel.add_tag(tag)
        return channel

    def add_role(
        self,
        name: str,
        permissions: Iterable[str] = (),
        *,
        id: int | None = None,  # noqa: A002 - Discord's word
        mentionable: bool = False,
    ) -> Role:
        """Add a role with permissions by Discord's lower-case names."""
        return self.new_role(name, named(permissions), id=id, mentionable=mentionable, position=len(self.roles))

    def new_role(
        self,
        name: str,
        permissions: Permission,
        *,
        id: int | None = None,  # noqa: A002 - Discord's word
        mentionable: bool = False,
        position: int | None = None,
    ) -> Role:
        """Add a role with permissions by their bits, by default below all others but @everyone."""
        place = 1 if position is None else position
        for other in self.roles.values():
            other.position += other.position >= place
        role = Role(id or self.world.snowflakes.next(), name, permissions, place, mentionable)
        self.roles[role.id] = role
        self.world.emit("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": role.payload()}, guild=self)
        return role

    def remove_role(self, role: Role) -> None:
        """Take a role away, from its members too."""
        for member in self.members.values():
            member.roles = [one for one in member.roles if one is not role]
        del self.roles[role.id]
        data = {"guild_id": str(self.id), "role_id": str(role.id)}
        self.world.emit("GUILD_ROLE_DELETE", data, guild=self)

    def set_roles(self, member: Member, roles: Iterable[Role]) -> None:
        """Give a member exactly these roles."""
        member.roles = list(roles)
        self.world.emit("GUILD_MEMBER_UPDATE", {**member.payload(), "guild_id": str(self.id)}, guild=self)

    def add_member(
        self,
        who: str | User,
        *,
        administrator: bool = False,
        permissions: Iterable[str] = (),
        roles: Iterable[Role] = (),
        locale: str = "en-US",
    ) -> Member:
        """Add an account by name, or one that is elsewhere already; its permissions come as a role of its own."""
        user = self.world.add_user(who, locale=locale) if isinstance(who, str) else who
        names = [*permissions, *(["administrator"] if administrator else [])]
        own = [self.add_role(f"{user.name}'s permissions", names)] if names else []
        member = self._join(user, *own, *roles)
        self.world.emit("GUILD_MEMBER_ADD", {**member.payload(), "guild_id": str(self.id)}, guild=self)
        return member

    def set_bot_permissions(self, **permissions: bool) -> None:
        """Give (True) or take (False) the bot permissions in the whole server.

        A role cannot take away what @everyone has, so what is taken is taken from @everyone too.
        """
        own = next(role for role in self.roles.values() if role.managed_by == self.world.bot.id)
        given = named(name for name, wanted in permissions.items() if wanted)
        taken = named(name for name, wanted in permissions.items() if not wanted)
        self.set_role(own, own.permissions & ~taken | given)
        if taken & self.everyone.permissions:
            self.set_role(self.everyone, self.everyone.permissions & ~taken)

    def set_command_permissions(
        self, command: str | None, targets: Mapping[Role | User | Member | Channel | Guild, bool]
    ) -> None:
        """Allow (True) or take (False) a command by its name, or with None all of them, as the server's settings do.

        A role may be ``everyone``; the server itself means all of its channels. Nothing at all leaves it to the command.

        :raises KeyError: where no such command is registered
        """
        book = self.world.commands
        found = book.find(command, self.id) if command is not None else {"id": self.world.application_id}
        if found is None:
            raise KeyError(command)
        self.command_access.put(int(found["id"]), [self._grant(one, given) for one, given in targets.items()])
        payload = self.command_access.payload(int(found["id"]))
        if payload:
            self.world.emit("APPLICATION_COMMAND_PERMISSIONS_UPDATE", payload, guild=self)
        self.world.changes.notify()

    def _grant(self, target: Role | User | Member | Channel | Guild, allowed: bool) -> Grant:
        if target is self:
            return Grant(self.id - 1, GrantKind.CHANNEL, allowed)
        if isinstance(target, Channel):
            return Grant(target.id, GrantKind.CHANNEL, allowed)
        return Grant(target.id, GrantKind.ROLE if isinstance(target, Role) else GrantKind.USER, allowed)

    def set_role(self, role: Role, permissions: Permission) -> None:
        """Give a role exactly these permissions."""
        role.permissions = permissions
        self.world.emit("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": role.payload()}, guild=self)

    def _join(self, user: User, *roles: Role) -> Member:
        member = self.members[user.id] = Member(self, user, self.world.clock(), list(roles))
        return member

    def payload(self) -> dict[str, Any]:
        """Return the server as REST sends it."""
        return _CONSTANT | {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "preferred_locale": self.locale,
            "roles": [role.payload() for role in self.roles.values()],
        }

    def gateway_payload(self) -> dict[str, Any]:
        """Return the server as GUILD_CREATE sends it without the members intent: only the bot is listed."""
        return self.payload() | {
            "joined_at": self.members[self.world.bot.id].joined_at.isoformat(),
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [self.members[self.world.bot.id].payload()],
            "channels": [channel.payload() for channel in self.channels],
            "threads": [thread.payload() for thread in self.threads if not thread.archived],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


_CONSTANT: dict[str, Any] = {
    "icon": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "description": None,
    "home_header": None,
    "afk_channel_id": None,
    "afk_timeout": 300,
    "verification_level": 0,
    "default_message_notifications": 0,
    "explicit_content_filter": 0,
    "emojis": [],
    "stickers": [],
    "features": [],
    "mfa_level": 0,
    "application_id": None,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "rules_channel_id": None,
    "public_updates_channel_id": None,
    "safety_alerts_channel_id": None,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "premium_progress_bar_enabled": False,
    "region": "deprecated",
    "nsfw": False,
    "nsfw_level": 0,
    "max_members": 500000,
    "max_presences": None,
    "max_video_channel_users": 25,
    "max_stage_video_channel_users": 50,
    "incidents_data": None,
    "widget_enabled": False,
    "widget_channel_id": None,
}
