"""Killed before or after any single call of a pass, and started again: each due time has one week, and has it once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from bot.digests.reports import Outcome
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld, pass_killed_at
from tests.digests.digest_settings import CHANNEL, make_digest
from tests.digests.killing import THIRDS, third_of
from tests.digests.ledger_tools import forget_everything
from tests.factories import make_week, make_weeks

W1, W2, W3 = (week.end for week in make_weeks(3))
W4 = make_week(W3 + WEEK, 1)
NEXT = MONDAY + WEEK


async def a_week_before(engine: Engine, nothing_new: str, *, lost: bool = False) -> DeskWorld:
    """Return a machine that posted W3 a week ago; ``lost``: that only the channel remembers it."""
    world = await DeskWorld(engine, make_digest(nothing_new=nothing_new)).met()
    await world.desk.run_due()
    if lost:
        forget_everything(engine)
        world.ledger.first_seen("weekly", CHANNEL, MONDAY)
    world.now = NEXT
    return world


async def count_moments(engine: Engine, nothing_new: str, *, lost: bool) -> int:
    killer = await pass_killed_at(await a_week_before(engine, nothing_new, lost=lost), None)
    assert {"before record_run", "after record_run", "before post", "after sent"} <= set(killer.moments)
    assert not lost or "after release_run" in killer.moments
    forget_everything(engine)
    return len(killer.moments)


def the_week_of(world: DeskWorld) -> date:
    """Return the one week that was posted for the due time."""
    (run, *_) = world.runs()
    assert (run.slot, run.outcome) == (NEXT, Outcome.DELIVERED)
    assert run.week is not None
    return run.week


@pytest.mark.parametrize("third", THIRDS)
async def test_the_next_start_posts_the_week_once(sqlite: Engine, third: int) -> None:
    for at in third_of(await count_moments(sqlite, "archive", lost=False), third):
        forget_everything(sqlite)
        world = await a_week_before(sqlite, "archive")
        await pass_killed_at(world, at)
        await world.desk.run_due()
        assert world.posted() == [W3, W1], f"killed at moment {at}"
        assert the_week_of(world) == W1, f"killed at moment {at}"


@pytest.mark.parametrize("third", THIRDS)
@pytest.mark.parametrize("nothing_new", ["archive", "skip"])
async def test_a_start_with_an_old_copy_of_the_list_posts_no_second_week(
    sqlite: Engine, nothing_new: str, third: int
) -> None:
    """The host's disk was thrown away with the copy of the list; the list comes back with the first refresh."""
    for at in third_of(await count_moments(sqlite, "archive", lost=False), third + (nothing_new == "skip")):
        forget_everything(sqlite)
        world = await a_week_before(sqlite, nothing_new)
        old = world.catalog
        world.publish(W4)
        new = world.catalog
        await pass_killed_at(world, at)
        begun = [run.week for run in world.runs() if run.slot == NEXT]
        world.catalog = old
        await world.desk.run_due()
        world.catalog = new
        await world.desk.run_due()
        if begun:
            assert begun == [the_week_of(world)] == [W4.end], f"killed at moment {at}"
            assert world.posted() == [W3, W4.end], f"killed at moment {at}"
        assert len(world.posted()) <= 2


@pytest.mark.parametrize("third", THIRDS)
async def test_what_was_found_in_the_channel_takes_no_due_time(sqlite: Engine, third: int) -> None:
    """The ledger was lost: W3 is begun, found to stand there already, and another week takes its place."""
    for at in third_of(await count_moments(sqlite, "archive", lost=True), third):
        forget_everything(sqlite)
        world = await a_week_before(sqlite, "archive", lost=True)
        await pass_killed_at(world, at)
        await world.desk.run_due()
        posted = world.posted()
        assert posted in ([W3], [W3, W1]), f"killed at moment {at}"
        assert the_week_of(world) == posted[-1], f"killed at moment {at}"
