"""How patient and how generous fetching is, as a value."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["FetchPolicy"]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """Limits for asking an address; times are in seconds.

    ``connect`` and ``read`` bound the silence before and during an answer; ``total`` bounds one attempt with all its
    redirects, as a server that drips a byte now and then passes every read limit; ``whole`` bounds all attempts with the waits
    between them, for all pages of a source together, so that a refresh ends. After a failure that may pass, the next of the
    ``attempts`` waits ``backoff``, then twice as long, and so on, or as long as the server's Retry-After says; a server that
    wants a longer rest than ``longest_wait`` is left alone until the next refresh. ``most_bytes`` bounds a text as it comes,
    and again unpacked.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    whole: float = 120.0
    attempts: int = 3
    backoff: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 5
    most_bytes: int = 16 * 1024 * 1024
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], datetime] = _now
