"""The scheduler with APScheduler as it is, and a clock that only the tests move. Nothing sleeps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.digests.schedule import DigestScheduler
from bot.errors import StoreError
from tests.digests.desk_tools import MONDAY, DeskWorld
from tests.factories import make_weeks

HOUR = timedelta(hours=1)


class FakeDesk:
    """Counts passes; ``gate`` holds one back, ``error`` ends it."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.next: datetime | None = None
        self.passes = 0
        self.under_way = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.cancelled = False

    async def run_due(self) -> None:
        self.passes += 1
        self.under_way += 1
        assert self.under_way == 1, "two passes at a time"
        try:
            await self.gate.wait()
            if self.error is not None:
                raise self.error
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        finally:
            self.under_way -= 1

    def next_wake(self) -> datetime | None:
        return self.next


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
async def scheduler(desk: FakeDesk) -> AsyncIterator[DigestScheduler]:
    scheduler = DigestScheduler(desk, clock=lambda: desk.now)
    yield scheduler
    desk.gate.set()
    await scheduler.stop(1)


async def settled(scheduler: DigestScheduler) -> None:
    """Let the pass under way, and those asked for meanwhile, come to their end."""
    assert scheduler._task is not None
    await asyncio.wait_for(scheduler._task, 5)


async def look(scheduler: DigestScheduler) -> None:
    """Do what APScheduler does every minute and at the due time."""
    await scheduler._look_at_the_clock()
    await settled(scheduler)


async def test_it_begins_with_a_pass(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    assert scheduler.next_run is None
    scheduler.start()
    await settled(scheduler)
    assert desk.passes == 1


async def test_the_next_pass_is_at_the_due_time(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    desk.next = MONDAY + timedelta(minutes=10)
    scheduler.start()
    await settled(scheduler)
    assert scheduler.next_run == desk.next
    for minute, passes in ((9, 1), (10, 2)):
        desk.now = MONDAY + timedelta(minutes=minute)
        await look(scheduler)
        assert desk.passes == passes


@pytest.mark.parametrize("wanted", [None, MONDAY + timedelta(days=5)])
async def test_and_at_the_latest_in_an_hour(
    scheduler: DigestScheduler, desk: FakeDesk, wanted: datetime | None
) -> None:
    desk.next = wanted
    scheduler.start()
    await settled(scheduler)
    assert scheduler.next_run == MONDAY + HOUR


async def test_a_machine_that_slept_over_the_due_time(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    desk.next = MONDAY + timedelta(minutes=10)
    scheduler.start()
    await settled(scheduler)
    desk.now = MONDAY + timedelta(days=2)
    await look(scheduler)
    assert desk.passes == 2


async def test_a_clock_that_was_put_back(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    scheduler.start()
    await settled(scheduler)
    desk.now = MONDAY - timedelta(days=30)
    await look(scheduler)
    assert desk.passes == 2
    assert scheduler.next_run == desk.now + HOUR


async def test_a_wake_during_a_pass_queues_exactly_one_more(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    desk.gate.clear()
    scheduler.start()
    await asyncio.sleep(0)
    for _ in range(5):
        scheduler.wake()
    desk.gate.set()
    await settled(scheduler)
    assert desk.passes == 2


async def test_a_wake_between_passes_runs_at_once(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    scheduler.start()
    await settled(scheduler)
    desk.next = MONDAY + timedelta(minutes=1)
    scheduler.wake()
    await settled(scheduler)
    assert desk.passes == 2
    assert scheduler.next_run == desk.next


async def test_the_clock_asks_for_nothing_while_a_pass_is_under_way(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    scheduler.start()
    await settled(scheduler)
    desk.now += 2 * HOUR
    desk.gate.clear()
    scheduler.wake()
    await asyncio.sleep(0)
    await scheduler._look_at_the_clock()
    desk.gate.set()
    await settled(scheduler)
    assert desk.passes == 2


async def test_an_error_is_logged_and_the_next_pass_comes_soon(
    scheduler: DigestScheduler, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.error = StoreError("The database is locked.")
    with caplog.at_level(logging.ERROR):
        scheduler.start()
        await settled(scheduler)
    (record,) = caplog.records
    assert record.exc_info is not None
    assert record.exc_info[1] is desk.error
    assert scheduler.next_run == MONDAY + timedelta(minutes=5)
    desk.error = None
    desk.now = MONDAY + timedelta(minutes=5)
    await look(scheduler)
    assert desk.passes == 2
    assert scheduler.next_run == desk.now + HOUR


@pytest.mark.parametrize("ahead", [timedelta(milliseconds=50), timedelta(seconds=-10)], ids=["on time", "overdue"])
async def test_apscheduler_itself_wakes_it(scheduler: DigestScheduler, desk: FakeDesk, ahead: timedelta) -> None:
    second = asyncio.Event()

    async def run_due() -> None:
        desk.passes += 1
        desk.next = datetime.now(UTC) + (ahead if desk.passes == 1 else HOUR)
        if desk.passes == 2:
            second.set()

    desk.run_due = run_due  # type: ignore[method-assign]
    scheduler._clock = lambda: datetime.now(UTC)
    scheduler.start()
    await asyncio.wait_for(second.wait(), 5)
    await settled(scheduler)
    assert desk.passes == 2


async def test_stopping_forgets_the_pass_that_was_queued(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    desk.gate.clear()
    scheduler.start()
    await asyncio.sleep(0)
    scheduler.wake()
    stopping = asyncio.create_task(scheduler.stop(5))
    await asyncio.sleep(0)
    desk.gate.set()
    await stopping
    assert desk.passes == 1


async def test_stopping_lets_a_pass_finish(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    desk.gate.clear()
    scheduler.start()
    await asyncio.sleep(0)
    stopping = asyncio.create_task(scheduler.stop(5))
    await asyncio.sleep(0)
    scheduler.wake()
    desk.gate.set()
    await stopping
    assert (desk.passes, desk.cancelled) == (1, False)
    assert not scheduler._scheduler.running


async def test_stopping_cuts_off_what_takes_longer(
    scheduler: DigestScheduler, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.gate.clear()
    scheduler.start()
    await asyncio.sleep(0)
    await scheduler.stop(0.01)
    assert desk.cancelled
    assert not scheduler._scheduler.running
    assert caplog.messages[-1] == "Digests were still being posted after 0.01 s; the next start goes on with them."


async def test_after_stopping_nothing_wakes_it(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    scheduler.start()
    await settled(scheduler)
    await scheduler.stop(1)
    await scheduler.stop(1)
    desk.now += 2 * HOUR
    scheduler.wake()
    await look(scheduler)
    assert desk.passes == 1


async def test_before_the_start_nothing_wakes_it(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    scheduler.wake()
    await asyncio.sleep(0)
    assert desk.passes == 0
    scheduler.start()
    await settled(scheduler)
    assert desk.passes == 1


async def test_stopping_before_the_start_is_harmless(scheduler: DigestScheduler, desk: FakeDesk) -> None:
    await scheduler.stop(1)
    assert desk.passes == 0


async def test_with_the_real_desk_a_due_time_is_posted(sqlite: Engine) -> None:
    world = DeskWorld(sqlite)
    scheduler = DigestScheduler(world.desk, clock=lambda: world.now)
    world.now = MONDAY - HOUR / 2
    scheduler.start()
    await settled(scheduler)
    assert scheduler.next_run == MONDAY
    world.now = MONDAY
    await look(scheduler)
    assert world.posted() == [make_weeks(1)[0].end]
    await scheduler.stop(1)
