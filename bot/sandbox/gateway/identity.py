"""Reading an IDENTIFY: https://discord.com/developers/docs/events/gateway-events#identify."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.intents import KNOWN, PRIVILEGED
from bot.sandbox.world.presences import ONLINE, STATUSES, Presence

__all__ = ["Identity", "presence_of", "read_identity"]

_LARGE = (50, 250)
# Of what a bot says that it does, Discord takes these fields.
_ACTIVITY = ("name", "type", "state", "url")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a client said of itself and wants to hear."""

    intents: int
    shard: tuple[int, int] | None = None
    large_threshold: int = _LARGE[0]
    """From how many members on a server's list leaves out those who are offline."""
    compress: bool = False
    presence: Presence = ONLINE

    @property
    def number(self) -> int:
        """Which shard it is."""
        return self.shard[0] if self.shard else 0

    @property
    def count(self) -> int:
        """Of how many."""
        return self.shard[1] if self.shard else 1

    def is_home_of(self, guild_id: int | None) -> bool:
        """Tell whether this shard hears of a server, or with None of what is in none."""
        return (0 if guild_id is None else (guild_id >> 22) % self.count) == self.number


def read_identity(data: Mapping[str, Any], granted: int) -> Identity:
    """Return what an IDENTIFY says.

    :param granted: bits of the privileged intents that the application has
    :raises CloseError: 4002, 4010, 4013 or 4014
    """
    if not isinstance(data.get("properties"), Mapping):
        raise CloseError(CloseCode.DECODE_ERROR, "properties is missing.")
    threshold = data.get("large_threshold")
    low, high = _LARGE
    return Identity(
        _intents(data.get("intents"), granted),
        _shard(data.get("shard")),
        min(max(threshold, low), high) if isinstance(threshold, int) else low,
        data.get("compress") is True,
        ONLINE if data.get("presence") is None else presence_of(data["presence"]),
    )


def _intents(intents: object, granted: int) -> int:
    if not isinstance(intents, int) or isinstance(intents, bool) or intents & ~KNOWN:
        raise CloseError(CloseCode.INVALID_INTENTS)
    if intents & PRIVILEGED & ~granted:
        raise CloseError(CloseCode.DISALLOWED_INTENTS)
    return intents


def _shard(shard: object) -> tuple[int, int] | None:
    match shard:
        case None:
            return None
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    raise CloseError(CloseCode.INVALID_SHARD)


def presence_of(data: object) -> Presence:
    """Return the presence that a client states.

    :raises CloseError: 4002 for what is none
    """
    match data:
        case {**fields}:
            # Until version 8 there was one ``game`` only; discord.py still sends it when it identifies.
            stated = fields.get("activities", [fields["game"]] if fields.get("game") else [])
            status = fields.get("status") or ONLINE.status
            since = fields.get("since")
        case _:
            raise CloseError(CloseCode.DECODE_ERROR, "The presence is no object.")
    if status not in STATUSES or not isinstance(stated, list) or not isinstance(since, int | float | None):
        raise CloseError(CloseCode.DECODE_ERROR, "The presence is not one of Discord's.")
    activities = tuple(_activity(one) for one in stated)
    return Presence(status, activities, None if since is None else int(since), afk=bool(fields.get("afk")))


def _activity(data: object) -> Mapping[str, Any]:
    if not isinstance(data, Mapping) or not isinstance(data.get("name"), str) or not isinstance(data.get("type"), int):
        raise CloseError(CloseCode.DECODE_ERROR, "An activity needs a name and a type.")
    return {key: data[key] for key in _ACTIVITY if data.get(key) is not None}
