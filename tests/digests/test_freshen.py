"""The sources are asked before anything that is due is decided for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.digests.reports import Outcome
from bot.errors import RefusedError, SourceError
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest
from tests.digests.living import moved, posted_and_met, retitled, show
from tests.factories import make_week, make_weeks

W1, W2, W3 = make_weeks(3, papers=2)
W4 = make_week(W3.end + WEEK, 2)
HOUR = timedelta(hours=1)


class Sources:
    """Sources that bring ``weeks`` the next time they are asked."""

    def __init__(self, world: DeskWorld) -> None:
        self.world = world
        self.weeks = [W4]
        self.asked = 0
        self.error: Exception | None = None
        world.freshen = self.ask

    async def ask(self) -> bool:
        self.asked += 1
        if self.error is not None:
            raise self.error
        weeks, self.weeks = self.weeks, []
        if weeks:
            show(self.world, *weeks)
        return bool(weeks)


async def a_week_later(engine: Engine, **settings: object) -> tuple[DeskWorld, Sources]:
    """Return a world that posted W3, at its next due time, with sources that have W4."""
    world = await posted_and_met(DeskWorld(engine, make_digest(**settings), weeks=(W1, W2, W3)))
    world.now = MONDAY + WEEK
    return world, Sources(world)


async def test_a_week_that_came_since_is_posted_on_time(sqlite: Engine) -> None:
    world, sources = await a_week_later(sqlite)
    (run,) = (await world.desk.run_due()).runs
    assert (run.outcome, run.week, sources.asked) == (Outcome.DELIVERED, W4.end, 1)
    assert world.posted() == [W3.end, W4.end]


async def test_nothing_is_asked_while_nothing_is_due(sqlite: Engine) -> None:
    world, sources = await a_week_later(sqlite)
    world.now -= HOUR
    await world.desk.run_due()
    assert sources.asked == 0


async def test_it_is_asked_once_for_all_channels_and_digests(sqlite: Engine) -> None:
    world = DeskWorld(sqlite, make_digest(channels=[str(CHANNEL), str(OTHER)]), make_digest(name="second"))
    sources = Sources(world)
    await world.met()
    await world.desk.run_due()
    assert sources.asked == 1


@pytest.mark.parametrize("error", [SourceError("ours", "does not answer"), RuntimeError("a bug")])
async def test_sources_that_fail_keep_no_digest(
    sqlite: Engine, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    world, sources = await a_week_later(sqlite, nothing_new="archive")
    sources.error = error
    await world.desk.run_due()
    assert world.posted() == [W3.end, W1.end]
    assert "the digests go on with what is known" in caplog.text


async def test_what_changed_counts_whatever_the_answer(sqlite: Engine) -> None:
    """The papers came by another way while the sources were asked, which found nothing more."""
    world, _ = await a_week_later(sqlite)

    async def ask() -> bool:
        show(world, W4)
        raise SourceError("ours", "does not answer")

    world.freshen = ask
    await world.desk.run_due()
    assert world.posted() == [W3.end, W4.end]


async def test_waiting_asks_every_hour_and_posts_within_it(sqlite: Engine) -> None:
    world, sources = await a_week_later(sqlite, nothing_new="wait", wait_until="72h")
    sources.weeks = []
    asked = 0
    while world.now < MONDAY + WEEK + timedelta(hours=48):
        await world.desk.run_due()
        asked += 1
        assert sources.asked == asked
        wake = world.desk.next_wake()
        assert wake == world.now + HOUR
        world.now = wake
    assert world.runs()[0].outcome is Outcome.WAITING
    assert world.runs()[0].reason == (
        "No week is newer than the one to 26 March 2023, which was posted here; looking again until "
        "Thursday 6 April 2023, 09:00 (UTC)."
    )
    sources.weeks = [W4]
    await world.desk.run_due()
    assert world.posted() == [W3.end, W4.end]
    assert world.runs()[0].outcome is Outcome.DELIVERED


async def test_the_last_look_is_at_the_very_end_of_the_wait(sqlite: Engine) -> None:
    world, sources = await a_week_later(sqlite, nothing_new="wait", wait_until="90m")
    sources.weeks = []
    for later in (timedelta(), HOUR):
        world.now = MONDAY + WEEK + later
        await world.desk.run_due()
    assert world.desk.next_wake() == MONDAY + WEEK + 1.5 * HOUR
    world.now = MONDAY + WEEK + 1.5 * HOUR
    sources.weeks = [W4]
    await world.desk.run_due()
    assert world.posted() == [W3.end, W4.end]


async def test_a_pass_that_the_new_papers_wake_does_not_ask_again(sqlite: Engine) -> None:
    world, sources = await a_week_later(sqlite, nothing_new="wait")
    sources.weeks = []
    for _ in range(5):
        await world.desk.run_due()
        world.now += timedelta(seconds=30)
    assert sources.asked == 1


async def test_another_digest_that_is_due_soon_after_asks_for_itself(sqlite: Engine) -> None:
    world = DeskWorld(sqlite, make_digest(), make_digest(name="second", cron="3 9 * * mon"), weeks=(W1, W2, W3))
    sources = Sources(await posted_and_met(world))
    sources.weeks = []
    for minute in (0, 3):
        world.now = MONDAY + WEEK + timedelta(minutes=minute)
        await world.desk.run_due()
        sources.weeks = [W4]
    assert sources.asked == 2
    assert world.runs(digest="second")[0].week == W4.end


async def test_what_was_begun_is_gone_on_with_and_not_decided_anew(sqlite: Engine) -> None:
    world, sources = await a_week_later(sqlite)
    world.discord.refuse("post", RefusedError("The bot lacks a permission."))
    await world.desk.run_due()
    world.discord.refusals.clear()
    world.now += 2 * HOUR
    await world.desk.run_due()
    assert world.posted() == [W3.end, W4.end]
    assert sources.asked == 1


async def test_a_schedule_that_was_changed_is_so_in_both_decisions(sqlite: Engine) -> None:
    """Asking takes a second look; what the change had before it is caught up in neither."""
    world, sources = await a_week_later(sqlite)
    await world.desk.run_due()
    world.now += 5 * HOUR
    world.digests = (make_digest(cron="0 10,14 * * mon"),)
    sources.weeks = [make_week(W4.end + WEEK, 2)]
    await world.desk.run_due()
    assert [(run.slot.hour, run.outcome) for run in world.runs()][:2] == [
        (14, Outcome.DELIVERED),
        (10, Outcome.SKIPPED),
    ]
    assert world.runs()[1].reason == "The schedule was changed when this time had passed."


class TestByHand:
    async def test_the_sources_are_asked_before_nothing_new_is_said(self, sqlite: Engine) -> None:
        world, sources = await a_week_later(sqlite)
        result = await world.desk.post("weekly", CHANNEL)
        assert (result.outcome, result.already) == (Outcome.DELIVERED, False)
        assert world.posted() == [W3.end, W4.end]
        assert (await world.desk.post("weekly", CHANNEL)).already
        assert sources.asked == 2

    async def test_and_before_anything_comes_from_the_archive(self, sqlite: Engine) -> None:
        world, _ = await a_week_later(sqlite, nothing_new="archive")
        await world.desk.post("weekly", CHANNEL)
        assert world.posted() == [W3.end, W4.end]

    async def test_what_is_new_already_is_posted_at_once(self, sqlite: Engine) -> None:
        world, sources = await a_week_later(sqlite)
        show(world, W4)
        await world.desk.post("weekly", CHANNEL)
        assert sources.asked == 0

    async def test_once_more_needs_no_news(self, sqlite: Engine) -> None:
        world, sources = await a_week_later(sqlite)
        await world.desk.post("weekly", CHANNEL, again=True)
        assert sources.asked == 0

    async def test_a_date_that_was_corrected_is_no_news(self, sqlite: Engine) -> None:
        world, sources = await a_week_later(sqlite)

        async def ask() -> bool:
            sources.asked += 1
            world.catalog = type(world.catalog)([W1, W2, moved(retitled(W3, "!"), 1)])
            return True

        world.freshen = ask
        result = await world.desk.post("weekly", CHANNEL)
        assert (result.already, sources.asked) == (True, 1)
