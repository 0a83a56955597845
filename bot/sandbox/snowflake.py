"""Discord's ids: https://discord.com/developers/docs/reference#snowflakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["EPOCH", "Snowflakes", "created_at"]

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LOW_BITS = 22


class Snowflakes:
    """Makes ids that tell the clock's time and never repeat; a later id is always the greater."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """Return a new id."""
        stamp = (self._clock() - EPOCH) // _MILLISECOND << _LOW_BITS
        self._last = max(self._last + 1, stamp)
        return self._last


def created_at(snowflake: int) -> datetime:
    """Return the time that an id tells, in UTC, to the millisecond."""
    return EPOCH + (snowflake >> _LOW_BITS) * _MILLISECOND
