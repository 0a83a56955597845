"""How many requests Discord takes in which time, as far as anybody knows.

Discord publishes one number, 50 requests a second over all routes, and asks to read the others from the headers of its
answers: https://discord.com/developers/docs/topics/rate-limits. The numbers of single routes here were observed by people
who read those headers, and may be others tomorrow; routes that nobody tells of have a generous one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import blake2s
from typing import Self

__all__ = ["Bucket", "HiddenLimit", "Limit", "RateTable"]


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests within a time that begins with the first of them."""

    count: int
    window: timedelta

    def stretched(self, factor: float) -> Self:
        """Return the limit with another length of time."""
        return replace(self, window=self.window * factor)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Routes that share a limit, by method and template. ``observed`` tells a number that somebody read from a header."""

    routes: frozenset[tuple[str, str]]
    limit: Limit
    observed: bool = True

    @property
    def hash(self) -> str:
        """What ``X-RateLimit-Bucket`` calls it."""
        return blake2s(repr(sorted(self.routes)).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class HiddenLimit:
    """A limit that no header announces: it counts requests of a route whose body has a field."""

    route: tuple[str, str]
    field: str
    limit: Limit


def _seconds(count: int, seconds: float) -> Limit:
    return Limit(count, timedelta(seconds=seconds))


def _bucket(limit: Limit, *routes: str) -> Bucket:
    pairs = [route.partition(" ") for route in routes]
    return Bucket(frozenset((method, template) for method, _, template in pairs), limit)


_CHANNEL = "/channels/{channel_id}"
_MESSAGES = f"{_CHANNEL}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_REACTIONS = f"{_MESSAGE}/reactions"
_WEBHOOK = "/webhooks/{webhook_id}/{token}"
_OBSERVED = (
    _bucket(_seconds(5, 5), f"POST {_MESSAGES}"),
    _bucket(_seconds(5, 5), f"PATCH {_MESSAGE}"),
    # discord-api-docs issue 8330, for messages of the last ten seconds; for older ones it is more generous.
    _bucket(_seconds(5, 1), f"DELETE {_MESSAGE}"),
    _bucket(_seconds(1, 1), f"POST {_MESSAGES}/bulk-delete"),
    # discord-api-docs issue 981: adding and clearing count together.
    _bucket(
        _seconds(1, 0.25),
        f"PUT {_REACTIONS}/{{emoji}}/@me",
        f"DELETE {_REACTIONS}/{{emoji}}/@me",
        f"DELETE {_REACTIONS}/{{emoji}}/{{user_id}}",
        f"DELETE {_REACTIONS}/{{emoji}}",
        f"DELETE {_REACTIONS}",
    ),
    # discord-api-docs issue 2190, for what is neither name nor topic.
    _bucket(_seconds(10, 15), f"PATCH {_CHANNEL}"),
    _bucket(
        _seconds(5, 2),
        f"POST {_WEBHOOK}",
        f"PATCH {_WEBHOOK}/messages/{{message_id}}",
        f"DELETE {_WEBHOOK}/messages/{{message_id}}",
    ),
)
_HIDDEN = tuple(
    HiddenLimit(("PATCH", _CHANNEL), name, Limit(2, timedelta(minutes=10)))
    # discord-api-docs issue 2190: channels and threads alike, each field by itself.
    for name in ("name", "topic")
)


@dataclass(frozen=True, slots=True)
class RateTable:
    """All limits of requests. The published one is ``everywhere``; ``otherwise`` is our own for routes not listed."""

    everywhere: Limit = field(default_factory=lambda: _seconds(50, 1))
    buckets: tuple[Bucket, ...] = _OBSERVED
    hidden: tuple[HiddenLimit, ...] = _HIDDEN
    otherwise: Limit = field(default_factory=lambda: _seconds(100, 10))

    def by_route(self) -> Mapping[tuple[str, str], Bucket]:
        """Return the bucket of each listed route."""
        return {route: bucket for bucket in self.buckets for route in bucket.routes}

    def stretched(self, factor: float) -> RateTable:
        """Return the table with other lengths of time; a test takes 0.01 of them."""
        return RateTable(
            self.everywhere.stretched(factor),
            tuple(replace(one, limit=one.limit.stretched(factor)) for one in self.buckets),
            tuple(replace(one, limit=one.limit.stretched(factor)) for one in self.hidden),
            self.otherwise.stretched(factor),
        )
