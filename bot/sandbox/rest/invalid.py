"""Requests that were refused, which Discord's proxy counts by address.

https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans: beyond 10,000 answers of
401, 403 or 429 within ten minutes the address is shut out for a while; 429 of a shared limit do not count. An address that
goes on calling a webhook that is not there is restricted too, and no number is told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.sandbox.limits.unverified import Doubt

__all__ = ["BUDGET", "WINDOW", "InvalidRequests"]

BUDGET = 10_000
WINDOW = timedelta(minutes=10)
_COUNTED = (401, 403, 429)


class InvalidRequests:
    """Counts refused requests; the bot is the only one at its address."""

    def __init__(self, clock: Callable[[], datetime], budget: int = BUDGET) -> None:
        self._clock = clock
        self._budget = budget
        self._times: deque[datetime] = deque()
        self._gone_webhooks: set[str] = set()

    def count(self, status: int | None, path: str, headers: Mapping[str, str]) -> Iterator[Doubt]:
        """Count an answer and yield what Discord would make of it."""
        if status in _COUNTED and headers.get("X-RateLimit-Scope") != "shared":
            yield from self._count_refused()
        if status == 404 and path.startswith("/webhooks/"):
            yield from self._count_gone(path)

    def _count_refused(self) -> Iterator[Doubt]:
        now = self._clock()
        self._times.append(now)
        while self._times[0] <= now - WINDOW:
            self._times.popleft()
        if len(self._times) > self._budget:
            told = f"{len(self._times)} requests were answered with 401, 403 or 429 within ten minutes"
            yield Doubt("invalid requests", f"{told}; Discord shuts an address out after {self._budget}.")

    def _count_gone(self, path: str) -> Iterator[Doubt]:
        webhook = "/".join(path.split("/")[:4])
        if webhook in self._gone_webhooks:
            told = "This webhook was not found before; Discord restricts bots that go on calling one that is gone."
            yield Doubt("webhooks that are gone", told)
        self._gone_webhooks.add(webhook)
