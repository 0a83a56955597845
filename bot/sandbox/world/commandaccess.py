"""Who may use which command where, as a server's own settings say.

What "Server Settings, Integrations" does; bots may read it and not change it:
https://discord.com/developers/docs/interactions/application-commands#permissions
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.members import Member

__all__ = ["MAX_GRANTS", "CommandAccess", "Grant", "GrantKind"]

MAX_GRANTS = 100
"""Per command."""


class GrantKind(IntEnum):
    """Whom or what a grant is about."""

    ROLE = 1
    USER = 2
    CHANNEL = 3


@dataclass(frozen=True, slots=True)
class Grant:
    """What is allowed to, or taken from, one role, account or channel.

    The server's own id stands for @everyone, as of a role, and one less for all channels.
    """

    id: int
    kind: GrantKind
    allowed: bool

    def payload(self) -> dict[str, Any]:
        """Return the grant as Discord sends it."""
        return {"id": str(self.id), "type": int(self.kind), "permission": self.allowed}


@dataclass
class CommandAccess:
    """The grants of one server: by command, or by the application's id for all of its commands."""

    guild_id: int
    application_id: int
    _grants: dict[int, tuple[Grant, ...]] = field(default_factory=dict)

    def put(self, target: int, grants: Iterable[Grant]) -> None:
        """Replace the grants of a command or of the application; none at all removes them.

        :raises ValueError: for more than Discord takes
        """
        listed = tuple(grants)
        if len(listed) > MAX_GRANTS:
            raise ValueError(f"Discord takes {MAX_GRANTS} permissions per command, not {len(listed)}")
        self._grants.pop(target, None)
        if listed:
            self._grants[target] = listed

    def payload(self, target: int) -> dict[str, Any] | None:
        """Return the grants of a command or of the application as Discord sends them, None where there are none."""
        if target not in self._grants:
            return None
        return {
            "id": str(target),
            "application_id": str(self.application_id),
            "guild_id": str(self.guild_id),
            "permissions": [grant.payload() for grant in self._grants[target]],
        }

    def payloads(self) -> list[dict[str, Any]]:
        """Return everything that was set, as Discord sends it."""
        return [payload for target in self._grants if (payload := self.payload(target))]

    def allows(self, command_id: int, member: Member, channel: Channel) -> bool | None:
        """Tell whether a member may use a command in a channel; None where the command's own default decides.

        What is set for the command goes before what is set for the application, an account before its roles, and
        these before @everyone. An application's permission leaves the command's default in force.
        """
        own, whole = self._grants.get(command_id, ()), self._grants.get(self.application_id, ())
        channels = [found for grants in (own, whole) if (found := self._of_channel(grants, channel)) is not None]
        if channels[:1] == [False]:
            return False
        special = self._of_member(own, member)
        if special is not None:
            return special
        return False if self._of_member(whole, member) is False else None

    def _of_channel(self, grants: Sequence[Grant], channel: Channel) -> bool | None:
        by_id = _by_id(grants, GrantKind.CHANNEL)
        return by_id.get(channel.home.id, by_id.get(self.guild_id - 1))

    def _of_member(self, grants: Sequence[Grant], member: Member) -> bool | None:
        users, roles = _by_id(grants, GrantKind.USER), _by_id(grants, GrantKind.ROLE)
        if member.id in users:
            return users[member.id]
        of_roles = [roles[role.id] for role in member.roles if role.id in roles]
        return any(of_roles) if of_roles else roles.get(self.guild_id)


def _by_id(grants: Sequence[Grant], kind: GrantKind) -> Mapping[int, bool]:
    return {grant.id: grant.allowed for grant in grants if grant.kind is kind}
