"""Counting requests and answering 429: https://discord.com/developers/docs/topics/rate-limits."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.errors import RateLimitError
from bot.sandbox.rest.ratetable import Bucket, Limit, RateTable

__all__ = ["RateLimits"]

_MAJOR = ("channel_id", "guild_id", "webhook_id", "token")
_MANY = 1000
_UNLIMITED = ("/interactions/",)
"""Not counted at all: an interaction's first answer is given once."""
_NOT_EVERYWHERE = (*_UNLIMITED, "/webhooks/")
"""Not counted to the limit over all routes, as Discord says of interactions' endpoints."""


@dataclass
class _Window:
    """Requests since ``began``; the next one after the limit's time begins another."""

    limit: Limit
    began: datetime
    used: int = 0

    def over(self, now: datetime) -> bool:
        return not self.began <= now < self.began + self.limit.window

    def take(self, now: datetime) -> timedelta | None:
        """Count a request, or return how long none is taken."""
        if self.over(now):
            self.began, self.used = now, 0
        if self.used >= self.limit.count:
            return self.left(now)
        self.used += 1
        return None

    def left(self, now: datetime) -> timedelta:
        return self.began + self.limit.window - now


class RateLimits:
    """Counts the requests of one bot."""

    def __init__(self, table: RateTable, clock: Callable[[], datetime]) -> None:
        self._table = table
        self._clock = clock
        self._by_route = table.by_route()
        self._windows: dict[tuple[str, ...], _Window] = {}
        self._recent: deque[datetime] = deque()

    def take(self, method: str, template: str, parameters: Mapping[str, str], body: Any) -> Mapping[str, str]:
        """Count a request and return the headers of its answer.

        :raises RateLimitError: where it is one too many
        """
        if template.startswith(_UNLIMITED):
            return {}
        now = self._clock()
        if not template.startswith(_NOT_EVERYWHERE):
            self._take_everywhere(now)
        route = (method, template)
        bucket = self._by_route.get(route) or Bucket(frozenset({route}), self._table.otherwise, observed=False)
        major = tuple(parameters[name] for name in _MAJOR if name in parameters)
        window = self._window((bucket.hash, *major), bucket.limit, now)
        wait = window.take(now)
        headers = _headers(window, bucket.hash, now)
        if wait is not None:
            raise RateLimitError(wait.total_seconds(), "user", headers)
        self._take_hidden(route, major, body, headers)
        return headers

    def _take_everywhere(self, now: datetime) -> None:
        limit, recent = self._table.everywhere, self._recent
        while recent and not recent[0] <= now < recent[0] + limit.window:
            recent.popleft()
        if len(recent) >= limit.count:
            raise RateLimitError((recent[0] + limit.window - now).total_seconds(), "global")
        recent.append(now)

    def _take_hidden(
        self, route: tuple[str, str], major: tuple[str, ...], body: Any, headers: Mapping[str, str]
    ) -> None:
        now = self._clock()
        for hidden in self._table.hidden:
            if hidden.route == route and isinstance(body, Mapping) and hidden.field in body:
                wait = self._window((hidden.field, *major), hidden.limit, now).take(now)
                if wait is not None:
                    raise RateLimitError(wait.total_seconds(), "shared", headers)

    def _window(self, key: tuple[str, ...], limit: Limit, now: datetime) -> _Window:
        if key not in self._windows:
            if len(self._windows) >= _MANY:
                self._windows = {key: one for key, one in self._windows.items() if not one.over(now)}
            self._windows[key] = _Window(limit, now)
        return self._windows[key]


def _headers(window: _Window, bucket: str, now: datetime) -> dict[str, str]:
    reset = window.began + window.limit.window
    # Rounded up to Discord's milliseconds, so that whoever waits so long does not come too early.
    after = math.ceil(window.left(now).total_seconds() * 1000) / 1000
    return {
        "X-RateLimit-Limit": str(window.limit.count),
        "X-RateLimit-Remaining": str(window.limit.count - window.used),
        "X-RateLimit-Reset": f"{reset.timestamp():.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": bucket,
    }
