"""How often a bot may begin a session: https://discord.com/developers/docs/events/gateway#session-start-limit-object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

__all__ = ["SessionStarts", "StartLimit", "Verdict"]

_MILLISECOND = timedelta(milliseconds=1)


class Verdict(Enum):
    """What becomes of an IDENTIFY."""

    FINE = "fine"
    TOO_SOON = "too soon"
    USED_UP = "used up"


@dataclass(frozen=True, slots=True)
class StartLimit:
    """Discord's numbers for a bot of ordinary size."""

    total: int = 1000
    window: timedelta = timedelta(hours=24)
    max_concurrency: int = 1
    """How many may begin within ``every``, one of each ``shard % max_concurrency``."""
    every: timedelta = timedelta(seconds=5)


class SessionStarts:
    """Counts the IDENTIFYs of the one application; without a limit all are fine."""

    def __init__(self, clock: Callable[[], datetime], limit: StartLimit | None = None) -> None:
        self._clock = clock
        self._limit = limit
        self._begun: datetime | None = None
        self._count = 0
        self._last: dict[int, datetime] = {}

    def take(self, shard: int) -> Verdict:
        """Count an IDENTIFY of a shard, one that comes too soon as well."""
        if self._limit is None:
            return Verdict.FINE
        now = self._clock()
        self._turn_over(now, self._limit)
        if self._begun is None:
            self._begun = now
        self._count += 1
        if self._count > self._limit.total:
            return Verdict.USED_UP
        key = shard % self._limit.max_concurrency
        last = self._last.get(key)
        if last is not None and now - last < self._limit.every:
            return Verdict.TOO_SOON
        self._last[key] = now
        return Verdict.FINE

    def payload(self) -> dict[str, int]:
        """Return the ``session_start_limit`` of Get Gateway Bot; ``reset_after`` is in milliseconds."""
        limit = self._limit or StartLimit()
        now = self._clock()
        self._turn_over(now, limit)
        left = limit.window - (now - self._begun) if self._begun else timedelta(0)
        return {
            "total": limit.total,
            "remaining": max(limit.total - self._count, 0),
            "reset_after": left // _MILLISECOND,
            "max_concurrency": limit.max_concurrency,
        }

    def _turn_over(self, now: datetime, limit: StartLimit) -> None:
        if self._begun is not None and now - self._begun >= limit.window:
            self._begun, self._count = None, 0
