"""How patiently something is asked again. A value, without clock or sleep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

__all__ = ["RetryPolicy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Pauses that grow, a few at a time; what is left over waits for the next wake, until it is given up.

    ``attempts`` is how often in one go, ``first`` the first pause and ``longest`` the longest, in seconds: a longer one that
    Discord asks for is not sat out. ``give_up_after`` is how long after its planning an edition is tried at all.
    """

    attempts: int = 5
    first: float = 2.0
    factor: float = 2.0
    longest: float = 60.0
    give_up_after: timedelta = timedelta(hours=24)

    def pause(self, attempt: int, retry_after: float | None = None) -> float | None:
        """Return the seconds to wait after the ``attempt``-th failure (from 1), never less than Discord asked for.

        None: not now any more.
        """
        if attempt >= self.attempts:
            return None
        pause = min(self.first * self.factor ** (attempt - 1), self.longest)
        if retry_after is None:
            return pause
        return max(pause, retry_after) if retry_after <= self.longest else None
