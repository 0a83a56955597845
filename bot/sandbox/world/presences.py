"""Whether an account is online, and what it says it is doing.

https://discord.com/developers/docs/events/gateway-events#update-presence
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["OFFLINE", "ONLINE", "STATUSES", "Presence"]

STATUSES = ("online", "dnd", "idle", "invisible", "offline")


@dataclass(frozen=True, slots=True)
class Presence:
    """A status and the activities that are shown beside the name."""

    status: str = "online"
    activities: tuple[Mapping[str, Any], ...] = ()
    since: int | None = None
    """Since when the client idles, in milliseconds of Unix time."""
    afk: bool = False

    @property
    def shown(self) -> str:
        """What others see: who is invisible looks offline."""
        return "offline" if self.status == "invisible" else self.status

    def payload(self, user_id: int) -> dict[str, Any]:
        """Return the presence as others get it."""
        visible = self.shown != "offline"
        return {
            "user": {"id": str(user_id)},
            "status": self.shown,
            "activities": [dict(one) for one in self.activities] if visible else [],
            "client_status": {"web": self.shown} if visible else {},
        }


ONLINE = Presence()
OFFLINE = Presence("offline")
