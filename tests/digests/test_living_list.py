"""A list that lives on, followed for months over a clock: every week once, none late without a word, corrections in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.catalog import Catalog
from bot.digests.model import StepState
from bot.digests.reports import Outcome
from bot.models import Paper, Week
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld, ends
from tests.digests.digest_settings import CHANNEL, make_digest
from tests.digests.ledger_tools import forget_everything
from tests.digests.living import moved, posted_and_met, retitled, show, without
from tests.factories import make_paper, make_week, make_weeks

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
START = make_weeks(3, papers=2)
W3 = START[-1]
FORTY = make_weeks(40, last=W3.end + 40 * WEEK, papers=1)


async def run_until(world: DeskWorld, moment: datetime) -> None:
    """Let every pass come that is due by then, and go there."""
    while True:
        await world.desk.run_due()
        wake = world.desk.next_wake()
        assert wake is not None
        if wake > moment:
            world.now = moment
            return
        world.now = max(wake, world.now + timedelta(seconds=1))


class TestFloods:
    @pytest.mark.parametrize("pause", [40, 60])
    async def test_of_forty_weeks_at_once_the_newest_is_posted_alone(self, sqlite: Engine, pause: int) -> None:
        world = await posted_and_met(DeskWorld(sqlite, weeks=START))
        world.now = MONDAY + pause * WEEK - DAY
        await run_until(world, world.now)
        show(world, *FORTY)
        await run_until(world, MONDAY + (pause + 5) * WEEK)
        assert world.posted() == [W3.end, FORTY[-1].end]

    async def test_or_as_many_as_the_backlog_says_oldest_first_one_at_each_due_time(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, make_digest(backlog=3), weeks=START))
        world.now = MONDAY + 40 * WEEK - DAY
        show(world, *FORTY)
        for posted in (1, 2, 3, 3):
            await run_until(world, world.now + WEEK)
            assert world.posted()[1:] == ends(FORTY[-3:])[:posted]

    async def test_a_new_channel_is_told_of_the_newest_only(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, weeks=make_weeks(40, papers=1)))
        await run_until(world, MONDAY + 3 * WEEK)
        assert world.posted() == [W3.end]

    async def test_a_flood_among_which_dates_were_corrected(self, sqlite: Engine) -> None:
        """Forty weeks come, and all that there were shift by a day."""
        world = await posted_and_met(DeskWorld(sqlite, make_digest(backlog=2, corrections="52w"), weeks=START))
        world.now = MONDAY + 40 * WEEK
        world.catalog = Catalog([*(moved(week, -1) for week in START), *FORTY])
        await run_until(world, MONDAY + 45 * WEEK)
        assert world.posted() == [moved(START[1], -1).end, *ends(FORTY[-2:])]


class TestLateness:
    async def test_a_week_two_days_late_is_posted_within_the_hour_of_its_coming(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, make_digest(nothing_new="wait", wait_until="72h"), weeks=START))
        fourth = make_week(W3.end + WEEK, 2)
        comes = MONDAY + WEEK + 48 * HOUR + timedelta(minutes=20)

        async def ask() -> bool:
            if world.now < comes or fourth.end in ends(world.catalog.weeks):
                return False
            show(world, fourth)
            return True

        world.freshen = ask
        await run_until(world, comes)
        assert world.posted() == [W3.end]
        status = (await world.outlook.status())[0].channels[0]
        assert status.next_reason.endswith("looking again until Thursday 6 April 2023, 09:00 (UTC).")
        await run_until(world, comes + HOUR)
        assert world.posted() == [W3.end, fourth.end]
        assert world.runs()[0].outcome is Outcome.DELIVERED
        assert [message.payload["content"] for message in world.discord.messages][-1].startswith("weekly 2023-04-02")

    async def test_what_comes_too_late_waits_for_the_next_due_time_and_that_was_said(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, make_digest(nothing_new="wait"), weeks=START))
        await run_until(world, MONDAY + WEEK + 60 * HOUR)
        (run, *_) = world.runs()
        assert (run.outcome, run.reason) == (
            Outcome.SKIPPED,
            "No week is newer than the one to 26 March 2023, which was posted here, and none came by "
            "Wednesday 5 April 2023, 09:00 (UTC).",
        )
        show(world, make_week(W3.end + WEEK, 2))
        await run_until(world, MONDAY + 2 * WEEK)
        await world.desk.run_due()
        assert world.posted() == [W3.end, W3.end + WEEK]

    async def test_nine_silent_months_are_a_word_a_week_and_no_post(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, weeks=START))
        await run_until(world, MONDAY + 39 * WEEK)
        assert world.posted() == [W3.end]
        assert [run.outcome for run in world.runs()] == [Outcome.SKIPPED] * (len(world.runs()) - 1) + [
            Outcome.DELIVERED
        ]
        assert len(world.runs()) >= 39


class TestWrongYears:
    """A year that was mistyped makes a week of many years ahead."""

    WRONG = make_week(date(2042, 1, 12), 2)

    async def test_the_week_is_not_posted_and_that_is_said(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, weeks=START))
        show(world, self.WRONG)
        await run_until(world, MONDAY + WEEK + DAY)
        result = await world.desk.post("weekly", CHANNEL)
        assert (result.already, world.posted()) == (True, [W3.end])
        assert world.runs()[0].reason == (
            "The next week, to 12 January 2042, is not yet due: it can be posted from 5 January 2042 on."
        )
        fourth = make_week(W3.end + WEEK, 2)
        show(world, fourth)
        await run_until(world, MONDAY + 2 * WEEK + DAY)
        assert world.posted() == [W3.end, fourth.end]

    @pytest.mark.parametrize("corrected", [True, False])
    async def test_one_that_was_posted_once_silences_nothing(self, sqlite: Engine, corrected: bool) -> None:
        world = await posted_and_met(DeskWorld(sqlite, weeks=START))
        clock_set_right, world.now = world.now, datetime(2042, 1, 13, 9, tzinfo=MONDAY.tzinfo)
        show(world, self.WRONG)
        assert (await world.desk.post("weekly", CHANNEL)).outcome is Outcome.DELIVERED
        world.now = clock_set_right
        if corrected:
            world.catalog = Catalog(START)
        for number in (1, 2):
            week = make_week(W3.end + number * WEEK, 2)
            show(world, week)
            await run_until(world, MONDAY + number * WEEK)
            await world.desk.run_due()
            run = world.runs()[0]
            assert (run.slot, run.week, run.outcome) == (world.now, week.end, Outcome.DELIVERED)
        assert world.posted() == [W3.end, self.WRONG.end, W3.end + WEEK, W3.end + 2 * WEEK]

    async def test_a_list_that_plans_ahead_is_posted_week_by_week(self, sqlite: Engine) -> None:
        world = await posted_and_met(DeskWorld(sqlite, weeks=START))
        show(world, *FORTY)
        for number in range(1, 5):
            await run_until(world, MONDAY + number * WEEK - DAY)
            assert world.posted() == [W3.end, *ends(FORTY)[1:number]]


async def test_a_year_of_a_real_life(engine: Engine) -> None:
    """Weeks come, are corrected, renamed, moved, vanish and come back; each is posted once, and told as the list last had it."""
    world = await posted_and_met(DeskWorld(engine, weeks=START))
    last: dict[date, Week] = {W3.end: W3}
    for number in range(1, 11):
        week = make_week(W3.end + number * WEEK, 3)
        show(world, week)
        await run_until(world, MONDAY + number * WEEK)
        await world.desk.run_due()
        match number % 5:
            case 1:
                changed = retitled(week, " (corrected)", 1)
            case 2:
                changed = moved(week, -1)
            case 3:
                changed = replace(week, papers=(*week.papers, make_paper(9000 + number, week=week.end, rank=4)))
            case 4:
                changed = moved(retitled(week, " (both)"), 2)
            case _:
                changed = week
        last[changed.end] = changed
        kept = without(world.catalog.weeks, week.end)
        world.catalog = Catalog(kept)
        if number % 2:
            await world.desk.run_due()
        world.catalog = Catalog([*kept, changed])
        world.now += 2 * DAY
        world.restart()
        await world.desk.run_due()
    assert world.posted() == sorted(last)
    for message in world.discord.messages:
        assert message.titles == [paper.title for paper in last[message.marker.week].papers]
    assert [run.outcome for run in world.runs()] == [Outcome.DELIVERED] * 11
    assert all(one.state is StepState.SENT for one in world.history().editions.values())


PAPERS = st.lists(st.integers(1, 6), unique=True, min_size=1, max_size=6)


@st.composite
def lists(draw: st.DrawFn) -> list[Week]:
    """A list of some of six weeks, each a few days off and with some of its papers, some of them renamed."""
    weeks = []
    for number in range(draw(st.integers(1, 6))):
        end = W3.end + number * WEEK + draw(st.integers(-2, 2)) * DAY
        numbers = draw(PAPERS)
        mark = draw(st.sampled_from(["", " (corrected)"]))
        papers = [_paper(10 * number + one, end, rank, mark) for rank, one in enumerate(numbers, 1)]
        weeks.append(Week.ending(end, tuple(papers)))
    return weeks


def _paper(number: int, end: date, rank: int, mark: str) -> Paper:
    return make_paper(number, week=end, rank=rank, title=f"Paper {number}{mark}")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(revisions=st.lists(lists(), min_size=2, max_size=7))
async def test_whatever_the_list_does_no_due_time_has_two_posts_and_no_date_comes_twice(
    sqlite: Engine, revisions: list[list[Week]]
) -> None:
    forget_everything(sqlite)
    world = DeskWorld(sqlite, make_digest(nothing_new="archive", corrections="52w"), weeks=revisions[0])
    await world.met()
    for revision in revisions:
        world.catalog = Catalog(revision)
        before = len(world.discord.messages)
        await world.desk.run_due()
        await world.desk.run_due()
        assert len(world.discord.messages) <= before + 1
        standing = world.history().editions
        assert (
            len({edition.message_ids for edition in standing.values()}) == len(world.discord.messages) == len(standing)
        )
        for message in world.discord.messages:
            listed = world.catalog.week_ending(message.marker.week)
            titles = {paper.identity: paper.title for paper in listed.papers} if listed else {}
            told = dict(message.payload["papers"])
            # Of a week that is still listed, what is told is as the list has it; one that vanished is told as it was.
            assert told.items() <= titles.items() or told.keys().isdisjoint(titles)
        world.now += WEEK
        world.discord.forget_nonces()
