"""Leaving a server alone for as long as it asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

__all__ = ["Rest"]

_LONGEST = timedelta(days=1)
"""A server that wants more is asked once a day all the same: it may have been a slip."""


class Rest:
    """Until when a server is to be left alone, over refreshes, and the ``reason`` that it gave; ``clock`` gives UTC."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.reason = ""
        self._clock = clock
        self._begun: datetime | None = None
        self._until: datetime | None = None

    @property
    def until(self) -> datetime | None:
        """When the rest is over, None if there is none; a clock that was set back to before its beginning ends it."""
        if self._begun is None or self._until is None:
            return None
        return self._until if self._begun <= self._clock() < self._until else None

    def begin(self, seconds: float, reason: str) -> None:
        """Begin a rest of so many seconds, unless that is none or a longer one has begun."""
        now = self._clock()
        until = now + min(timedelta(seconds=seconds), _LONGEST)
        if until > (self.until or now):
            self._begun, self._until, self.reason = now, until, reason
