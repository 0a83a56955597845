"""Failures on request: which request fails, and how.

A rule meets the nth request that fits it, counted from when the rule was made, and as many more as ``times`` says. It
acts before the request takes effect or after: a connection lost *after* is a message that was sent without the sender
knowing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from typing import Any

from bot.sandbox.errors import RateLimitError

__all__ = ["Fault", "Faults", "How"]


class How(Enum):
    """What a fault does to its request."""

    ANSWER = "answer"
    DROP = "drop"
    HANG = "hang"


@dataclass(eq=False)
class Fault:
    """A rule. ``route`` is a pattern over path templates such as ``/channels/*/messages``, or over real paths."""

    method: str
    route: str
    how: How
    after: bool = False
    nth: int = 1
    times: int = 1
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    fitting: int = 0
    """How many requests fitted so far, before, while and after it acted."""
    met: int = 0
    """How many requests it acted on so far."""
    _released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def takes(self, method: str, template: str, path: str) -> bool:
        """Count a request that fits, and tell whether the fault acts on it."""
        if method != self.method or not (fnmatchcase(template, self.route) or fnmatchcase(path, self.route)):
            return False
        self.fitting += 1
        acts = self.nth <= self.fitting < self.nth + self.times
        self.met += acts
        return acts

    def release(self) -> None:
        """Let the requests that hang go on."""
        self._released.set()

    async def hang(self) -> None:
        """Wait until released."""
        await self._released.wait()


class Faults:
    """The rules in force. The first that fits a request acts on it."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def answer(  # noqa: PLR0913 - every one is a keyword
        self,
        method: str,
        route: str,
        *,
        status: int,
        code: int = 0,
        message: str = "",
        after: bool = False,
        nth: int = 1,
        times: int = 1,
    ) -> Fault:
        """Answer with an error; ``after``: although the request took effect."""
        body = {"code": code, "message": message or f"{status}: made up"}
        return self._add(Fault(method, route, How.ANSWER, after, nth, times, status=status, body=body))

    def rate_limit(
        self, method: str, route: str, *, retry_after: float, everywhere: bool = False, nth: int = 1, times: int = 1
    ) -> Fault:
        """Answer 429 with the body and headers of Discord's; ``everywhere`` is the global limit.

        :param retry_after: seconds
        """
        error = RateLimitError(retry_after, "global" if everywhere else "user")
        fault = Fault(
            method, route, How.ANSWER, nth=nth, times=times, status=429, headers=error.headers, body=error.body
        )
        return self._add(fault)

    def drop(self, method: str, route: str, *, after: bool = False, nth: int = 1, times: int = 1) -> Fault:
        """Reset the connection instead of answering."""
        return self._add(Fault(method, route, How.DROP, after, nth, times))

    def hang(self, method: str, route: str, *, after: bool = False, nth: int = 1, times: int = 1) -> Fault:
        """Do not answer until the fault is released."""
        return self._add(Fault(method, route, How.HANG, after, nth, times))

    def clear(self) -> None:
        """Forget all rules and let go what hangs."""
        for rule in self._rules:
            rule.release()
        self._rules.clear()

    def find(self, method: str, template: str, path: str) -> Fault | None:
        """Return the rule that acts on a request; every rule that fits counts it."""
        return next(iter([rule for rule in self._rules if rule.takes(method, template, path)]), None)

    def _add(self, fault: Fault) -> Fault:
        self._rules.append(fault)
        return fault
