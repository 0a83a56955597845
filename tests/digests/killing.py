"""Killing a bot in the middle of a delivery: before or after any one call of its ledger or of Discord."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from threading import Lock
from typing import Any, cast

import pytest

from bot.digests.ledger import Ledger
from bot.digests.model import Publisher

__all__ = ["THIRDS", "Killed", "Killer", "third_of"]

THIRDS = [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)]
"""Parameters of tests that die at each moment in turn: a third of the moments at every edit, all of them before a merge."""

LEDGER_CALLS = {
    "claim",
    "sent",
    "release",
    "failed",
    "plan",
    "adopt",
    "met",
    "edition",
    "steps",
    "sightings",
    "unfinished",
    "to_edit",
    "first_seen",
    "history",
    "histories",
    "record_run",
    "release_run",
    "correctable",
    "correct",
    "said_papers",
    "move",
}
DISCORD_CALLS = {"view", "posted", "post", "open_post", "publish", "edit"}


def third_of(moments: int, third: int) -> range:
    """Return every third of the moments, counted from 1; ``third`` tells at which to begin, whole turns aside.

    The moments before and after a call follow each other, so each call is met, and the three thirds are all there is.
    """
    return range(1 + third % 3, moments + 1, 3)


class Killed(BaseException):
    """The process is gone. Not an Exception: nothing may catch it."""


class Killer:
    """Counts the moments before and after each call, and kills at moment ``at`` (from 1); every later call is dead as well."""

    def __init__(self, at: int | None = None) -> None:
        self.at = at
        self.moments: list[str] = []
        self.dead = False
        self._lock = Lock()

    def ledger(self, ledger: Ledger) -> Ledger:
        """Return the ledger with a moment around each of its calls."""
        return cast("Ledger", _Watched(ledger, LEDGER_CALLS, self))

    def publisher(self, publisher: Publisher) -> Publisher:
        """Return the publisher with a moment around each of its calls."""
        return cast("Publisher", _Watched(publisher, DISCORD_CALLS, self))

    def moment(self, name: str) -> None:
        """Kill, if it is time."""
        with self._lock:
            if not self.dead:
                self.moments.append(name)
                self.dead = len(self.moments) == self.at
            if self.dead:
                raise Killed(name)


class _Watched:
    """Passes everything on; the calls that matter with a moment before and one after."""

    def __init__(self, target: object, calls: set[str], killer: Killer) -> None:
        self._target = target
        self._calls = calls
        self._killer = killer

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if name not in self._calls:
            return found
        return self._async(name, found) if inspect.iscoroutinefunction(found) else self._sync(name, found)

    def _sync(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def watched(*args: Any, **options: Any) -> Any:
            self._killer.moment(f"before {name}")
            result = call(*args, **options)
            self._killer.moment(f"after {name}")
            return result

        return watched

    def _async(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        async def watched(*args: Any, **options: Any) -> Any:
            self._killer.moment(f"before {name}")
            result = await call(*args, **options)
            self._killer.moment(f"after {name}")
            return result

        return watched
