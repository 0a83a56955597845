"""A clock of the loop that tests turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Timers"]


@dataclass(eq=False)
class Call:
    """A call to come."""

    at: float
    what: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Timers:
    """Stands in for the loop's ``call_later``; nothing happens but in ``turn``."""

    now: float = 0.0
    calls: list[Call] = field(default_factory=list)

    def later(self, seconds: float, what: Callable[[], None]) -> Call:
        call = Call(self.now + seconds, what)
        self.calls.append(call)
        return call

    def turn(self, seconds: float) -> None:
        self.now += seconds
        due = [one for one in self.calls if one.at <= self.now and not one.cancelled]
        self.calls = [one for one in self.calls if one not in due and not one.cancelled]
        for one in due:
            one.what()
