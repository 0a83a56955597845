"""Killed before or after any single call while the list is followed: the corrections come, and nothing stands twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.catalog import Catalog
from bot.digests.model import ChannelKind
from bot.models import Week
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld, pass_killed_at
from tests.digests.digest_settings import CHANNEL
from tests.digests.fake_publisher import view_of
from tests.digests.killing import THIRDS, third_of
from tests.digests.ledger_tools import forget_everything
from tests.digests.living import moved, posted_and_met, retitled
from tests.factories import make_paper, make_week, make_weeks

W1, W2, W3 = make_weeks(3, papers=4)
W4 = make_week(W3.end + WEEK, 4)
NEW = retitled(W3, " (corrected)")
KINDS = [ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM]
CHANGES: dict[str, list[Week]] = {
    "corrected": [W1, W2, NEW],
    "moved by a day": [W1, W2, moved(W3, 1)],
    "moved back, corrected, and a week came": [W1, W2, moved(NEW, -1), W4],
}
NEXT_HAS_ITS_DATE = [
    W1,
    moved(W3, -7),
    make_week(W3.end, [make_paper(900 + rank, week=W3.end, rank=rank) for rank in range(1, 5)]),
]


async def a_world(engine: Engine, kind: ChannelKind) -> DeskWorld:
    """Return a machine that posted W3 in two parts a week ago, at its next due time."""
    world = DeskWorld(engine, weeks=(W1, W2, W3), parts=2)
    world.discord.channels[CHANNEL] = view_of(CHANNEL, kind)
    await posted_and_met(world)
    world.now = MONDAY + WEEK
    for message in world.discord.messages:
        message.created_at -= WEEK
    world.discord.forget_nonces()
    return world


async def count_moments(engine: Engine, kind: ChannelKind, weeks: list[Week]) -> int:
    world = await a_world(engine, kind)
    world.catalog = Catalog(weeks)
    killer = await pass_killed_at(world, None)
    forget_everything(engine)
    assert {"before edit", "after edit", "before correct", "after correct"} <= set(killer.moments)
    assert ("after move" in killer.moments) == (NEW not in weeks)
    return len(killer.moments)


def expect_the_list(world: DeskWorld, weeks: list[Week], told: str) -> None:
    """Expect what was posted to be told as the list has it, each paper once."""
    shown = [title for message in world.discord.messages for title in message.titles]
    newest = [week for week in weeks if week not in (W1, W2)]
    assert sorted(shown) == sorted(paper.title for week in newest for paper in week.papers), told
    assert {message.marker.week for message in world.discord.messages} == {week.end for week in newest}, told
    assert world.history().delivered == {week.end for week in newest}, told


@pytest.mark.parametrize("third", THIRDS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weeks", [*CHANGES.values(), NEXT_HAS_ITS_DATE], ids=[*CHANGES, "the next has its date"])
async def test_after_the_restart_everything_is_as_the_list_has_it(
    sqlite: Engine, kind: ChannelKind, weeks: list[Week], third: int
) -> None:
    for at in third_of(await count_moments(sqlite, kind, weeks), third + KINDS.index(kind)):
        forget_everything(sqlite)
        world = await a_world(sqlite, kind)
        world.catalog = Catalog(weeks)
        await pass_killed_at(world, at)
        await world.desk.run_due()
        expect_the_list(world, weeks, f"killed at moment {at}")


async def test_so_it_is_on_a_postgresql(engine: Engine) -> None:
    weeks = CHANGES["moved back, corrected, and a week came"]
    moments = await count_moments(engine, ChannelKind.TEXT, weeks)
    for at in third_of(moments, 0):
        forget_everything(engine)
        world = await a_world(engine, ChannelKind.TEXT)
        world.catalog = Catalog(weeks)
        await pass_killed_at(world, at)
        await world.desk.run_due()
        expect_the_list(world, weeks, f"killed at moment {at}")


@pytest.mark.parametrize("third", THIRDS)
@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
async def test_a_ledger_that_is_lost_at_any_moment_posts_nothing_twice(
    sqlite: Engine, kind: ChannelKind, third: int
) -> None:
    """What was half edited stays so, but is known for what it is."""
    weeks = CHANGES["moved by a day"]
    for at in third_of(await count_moments(sqlite, kind, weeks), third + KINDS.index(kind)):
        forget_everything(sqlite)
        world = await a_world(sqlite, kind)
        world.catalog = Catalog(weeks)
        await pass_killed_at(world, at)
        forget_everything(sqlite)
        await world.desk.run_due()
        world.now += WEEK
        await world.desk.run_due()
        parts = sorted(message.marker.part for message in world.discord.messages)
        assert parts == [1, 2], f"killed at moment {at}"


LISTS = {**CHANGES, "as it was": [W1, W2, W3]}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(lives=st.lists(st.tuples(st.sampled_from(sorted(LISTS)), st.integers(1, 60)), min_size=2, max_size=5))
async def test_killed_again_and_again_while_the_list_changes(sqlite: Engine, lives: list[tuple[str, int]]) -> None:
    forget_everything(sqlite)
    world = await a_world(sqlite, ChannelKind.TEXT)
    for name, at in lives:
        world.catalog = Catalog(LISTS[name])
        await pass_killed_at(world, at)
    came = any(W4 in LISTS[name] and W4.end in world.history().editions for name, _ in lives)
    weeks = [*CHANGES["corrected"], *([W4] if came else [])]
    world.catalog = Catalog(weeks)
    await world.desk.run_due()
    world.restart()
    await world.desk.run_due()
    expect_the_list(world, weeks, str(lives))
