"""Keeping arXiv's pace: one request at a time, and none within three seconds of another, from all of this machine.

arXiv's terms of use (https://info.arxiv.org/help/api/tou.html): "make no more than one request every three seconds, and limit
requests to a single connection at a time".
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.dataset.arxiv_api.claim import Claim

__all__ = ["Pace"]

_REST = 3.0
_BUSY = 0.5


class Pace:
    """Turns at asking arXiv, shared with every process that uses ``folder``; each begins three seconds after the last ended."""

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._path = folder / "last-request"
        self._clock = clock
        self._sleep = sleep
        self._lock = asyncio.Lock()
        self._last: datetime | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the next turn, and have it for the length of a block."""
        async with self._lock:
            await self._rest()
            claim = Claim(self._path, self._clock, rest=_REST, busy=_BUSY)
            try:
                while wait := await asyncio.to_thread(claim.take):
                    await self._sleep(wait)
                yield
            finally:
                self._last = self._clock()
                # Also when this is cancelled: others wait for it.
                await asyncio.shield(asyncio.to_thread(claim.release))

    async def _rest(self) -> None:
        """Wait until three seconds after the last turn of this process, whatever the disk says."""
        if self._last is not None:
            # Below 0 where the clock was set back: then all of the rest may be left.
            elapsed = max(0.0, (self._clock() - self._last).total_seconds())
            if elapsed < _REST:
                await self._sleep(_REST - elapsed)
