"""Leaving a server alone for as long as it asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import SourceError

__all__ = ["Rest"]

_LONGEST = timedelta(days=1)
"""A server that wants more is asked once a day all the same: it may have been a slip."""


class Rest:
    """What one source remembers of its server's wish, for all of its pages and over refreshes; ``clock`` gives UTC."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._error: SourceError | None = None
        self._until: datetime | None = None

    def note(self, error: SourceError) -> None:
        """Remember a failure, if the server said with it how long it wants to be left alone."""
        if error.wait > 0:
            self._error = error
            self._until = self._clock() + min(timedelta(seconds=error.wait), _LONGEST)

    def check(self) -> None:
        """Raise the failure that began the rest, if it is not over."""
        if self._error is None or self._until is None or self._clock() >= self._until:
            return
        reason = f"{self._error.reason}; it asked to be left alone until {self._until:%Y-%m-%d %H:%M} UTC"
        raise SourceError(self._error.source, reason, status=self._error.status)
