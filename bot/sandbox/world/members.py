"""Who is in a server, and with which roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.person import Person
from bot.sandbox.permissions import Permission, in_channel, in_guild
from bot.sandbox.world.users import User

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.guilds import Guild
    from bot.sandbox.world.roles import Role

__all__ = ["Member"]


@dataclass(eq=False)
class Member(Person):
    """An account in one server. What it can do is in ``Person``."""

    guild: Guild = field(repr=False)
    user: User
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)

    @property
    def account(self) -> User:
        """The account that is this member."""
        return self.user

    @property
    def id(self) -> int:
        """The account's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """What mentions this member in a message."""
        return self.user.mention

    def permissions(self, channel: Channel | None = None) -> Permission:
        """Return what the member may do in the server, or in one of its channels."""
        return in_guild(self.guild, self) if channel is None else in_channel(channel, self)

    def payload(self) -> dict[str, Any]:
        """Return the member as Discord sends it."""
        return {
            "user": self.user.payload(),
            "nick": None,
            "avatar": None,
            "banner": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at.isoformat(),
            "premium_since": None,
            "communication_disabled_until": None,
            "pending": False,
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
