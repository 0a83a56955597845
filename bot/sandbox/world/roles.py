"""Roles: https://discord.com/developers/docs/topics/permissions#role-object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.permissions import Permission

__all__ = ["Role"]


@dataclass(eq=False)
class Role:
    """A role of a server; the one with the server's own id is @everyone."""

    id: int
    name: str
    permissions: Permission
    position: int
    mentionable: bool = False
    color: int = 0
    hoist: bool = False
    managed_by: int | None = None
    """The bot that Discord made this role for, if any."""

    def payload(self) -> dict[str, Any]:
        """Return the role as Discord sends it."""
        tags = {"tags": {"bot_id": str(self.managed_by)}} if self.managed_by else {}
        return tags | {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": None, "tertiary_color": None},
            "hoist": self.hoist,
            "icon": None,
            "unicode_emoji": None,
            "managed": self.managed_by is not None,
            "mentionable": self.mentionable,
            "flags": 0,
        }
