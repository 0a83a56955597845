"""How long an event loop is kept from its work by everything else in its process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["watched_loop"]

_TICK = 0.001


@asynccontextmanager
async def watched_loop() -> AsyncIterator[list[float]]:
    """Yield a list of by how many milliseconds each tick came late, growing while the context lasts.

    A tick is at the most as late as this process was busy meanwhile: what other processes took from it is not its own doing.
    """
    late: list[float] = []

    async def tick() -> None:
        while True:
            began, busy = time.perf_counter(), time.process_time()
            await asyncio.sleep(_TICK)
            waited = time.perf_counter() - began - _TICK
            late.append(min(waited, time.process_time() - busy) * 1000)

    ticking = asyncio.create_task(tick())
    try:
        yield late
    finally:
        ticking.cancel()
        await asyncio.wait({ticking})
