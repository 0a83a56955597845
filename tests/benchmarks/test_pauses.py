from __future__ import annotations

import asyncio
import time

from tests.benchmarks.pauses import watched_loop


def work(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def test_work_on_the_loop_is_a_pause() -> None:
    async with watched_loop() as pauses:
        await asyncio.sleep(0.01)
        work(0.05)
        await asyncio.sleep(0.01)
    assert max(pauses) >= 45


async def test_a_process_that_stands_still_is_none() -> None:
    async with watched_loop() as pauses:
        await asyncio.sleep(0.01)
        # As when other processes have the processor.
        time.sleep(0.2)  # noqa: ASYNC251 - the very thing that is tried
        await asyncio.sleep(0.01)
    assert max(pauses) < 150
