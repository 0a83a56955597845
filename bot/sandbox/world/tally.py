"""How often something happened lately, where a limit counts it over hours or days."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

__all__ = ["Tally"]


class Tally:
    """Times by key, forgotten when they are asked for again after their while."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._times: dict[Hashable, deque[datetime]] = defaultdict(deque)

    def add(self, key: Hashable, within: timedelta, times: int = 1) -> int:
        """Note that something happens now and return how often it did within the last while, this time included."""
        kept, now = self._times[key], self._clock()
        kept.extend([now] * times)
        return self.count(key, within)

    def count(self, key: Hashable, within: timedelta) -> int:
        """Return how often something happened within the last while."""
        kept, now = self._times[key], self._clock()
        while kept and kept[0] <= now - within:
            kept.popleft()
        return len(kept)
