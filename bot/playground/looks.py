"""When to look at the digests again though nobody asks for it. Pure: time is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.playground.statuses import Standing

__all__ = ["Looks"]

_AFTER_DUE = (timedelta(seconds=2), timedelta(seconds=10))
"""The bot wakes at the due time, posts or leaves it, and writes that down; the second look is for a slow one."""
_UNDER_WAY = timedelta(seconds=2)
"""What is on its way arrives within moments, or waits for somebody, as does what cannot be seen now: each further look waits
twice as long as the last."""
_LONGEST = timedelta(minutes=1)


class Looks:
    """Remembers due times until they have passed, because the next answer no longer has them."""

    def __init__(self) -> None:
        self._planned: set[datetime] = set()
        self._pause = _UNDER_WAY

    def learn(self, standings: Iterable[Standing], now: datetime, *, missed: bool = False) -> None:
        """Take over what was seen at ``now``; what was planned until then is done. ``missed`` is whether nothing could be seen.

        A due time that is long past is one that nobody could ask about since, and is no reason to look again and again.
        """
        known = tuple(standings)
        after_due = {one.due + delay for one in known if one.due is not None for delay in _AFTER_DUE}
        self._planned = {moment for moment in self._planned | after_due if moment > now}
        if missed or any(one.under_way for one in known):
            self._planned.add(now + self._pause)
            self._pause = min(2 * self._pause, _LONGEST)
        else:
            self._pause = _UNDER_WAY

    def seconds_to_next(self, now: datetime) -> float | None:
        """Return how long to wait, None where nothing is planned."""
        return max(0.0, (min(self._planned) - now).total_seconds()) if self._planned else None
