from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.digests.model import StepState
from bot.digests.plan import Decision, decide
from bot.digests.reports import Outcome
from bot.errors import StoreError, UnreachableError
from bot.settings.models import DigestSettings
from bot.store.engine import close_engine, open_engine
from bot.store.schema import upgrade
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest
from tests.digests.fake_publisher import view_of
from tests.digests.ledger_tools import expire_leases
from tests.factories import SUNDAY, make_week, make_weeks

W1, W2, W3 = (week.end for week in make_weeks(3))
W4 = make_week(W3 + timedelta(weeks=1), 1)
HOUR = timedelta(hours=1)
BOTH = {"channels": [str(CHANNEL), str(OTHER)]}


class TestRunDue:
    async def test_the_first_pass_only_meets_the_digest(self, world: DeskWorld) -> None:
        summary = await world.desk.run_due()
        assert summary.runs == ()
        assert world.history().first_seen == world.now
        assert world.desk.next_wake() == MONDAY

    async def test_at_the_due_time_the_week_is_posted_once(self, engine: Engine) -> None:
        world = await DeskWorld(engine).met()
        (run,) = (await world.desk.run_due()).runs
        assert (run.slot, run.outcome, run.week, run.at) == (MONDAY, Outcome.DELIVERED, W3, MONDAY)
        assert world.posted() == [W3]
        assert (await world.desk.run_due()).runs == ()
        world.restart()
        assert (await world.desk.run_due()).runs == ()
        assert world.posted() == [W3]
        assert world.desk.next_wake() == MONDAY + WEEK

    async def test_a_week_later_the_next_one(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        world.publish(W4)
        world.now = MONDAY + WEEK
        await world.desk.run_due()
        assert world.posted() == [W3, W4.end]

    async def test_nothing_new_is_recorded_with_its_reason(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        world.now = MONDAY + WEEK
        (run,) = (await world.desk.run_due()).runs
        assert run.outcome is Outcome.SKIPPED
        assert run.reason == "No week is newer than the one to 26 March 2023, which was posted here."
        assert world.history().last_run == run

    async def test_from_the_archive_week_by_week_until_all_is_there(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(nothing_new="archive")).met()
        for _ in range(4):
            await world.desk.run_due()
            world.now += WEEK
        assert world.posted() == [W3, W1, W2]

    async def test_after_an_outage_the_newest_is_posted_and_the_rest_recorded(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        world.publish(W4)
        world.now = MONDAY + 3 * WEEK + HOUR
        world.restart()
        await world.desk.run_due()
        assert world.posted() == [W3, W4.end]
        assert [(run.slot, run.outcome) for run in world.runs()] == [
            (MONDAY + 3 * WEEK, Outcome.DELIVERED),
            (MONDAY + 2 * WEEK, Outcome.SKIPPED),
            (MONDAY + WEEK, Outcome.SKIPPED),
            (MONDAY, Outcome.DELIVERED),
        ]

    async def test_a_clock_that_was_set_back_repeats_nothing(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        world.publish(W4)
        world.now = MONDAY - 2 * WEEK
        assert (await world.desk.run_due()).runs == ()
        world.now = MONDAY
        assert (await world.desk.run_due()).runs == ()

    async def test_channels_that_come_later_begin_when_they_are_met(self, world: DeskWorld) -> None:
        await world.met()
        world.now = MONDAY + HOUR
        world.digests = (make_digest(**BOTH),)
        await world.desk.run_due()
        assert world.posted(CHANNEL) == [W3]
        assert world.posted(OTHER) == []
        assert world.history(OTHER).first_seen == world.now

    async def test_two_digests_in_one_channel(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(), make_digest(name="second")).met()
        await world.desk.run_due()
        assert world.posted() == [W3, W3]

    async def test_what_came_due_during_a_pass_is_not_passed_over(self, world: DeskWorld) -> None:
        world.now = MONDAY - timedelta(seconds=1)
        await world.desk.run_due()
        world.now = MONDAY + timedelta(minutes=1)
        assert world.desk.next_wake() == MONDAY

    async def test_a_schedule_that_was_changed_catches_nothing_up(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(nothing_new="archive")).met()
        await world.desk.run_due()
        world.now = MONDAY + 5 * HOUR
        world.digests = (make_digest(nothing_new="archive", at={"weekday": "monday", "time": "10:00"}),)
        await world.desk.run_due()
        assert world.posted() == [W3]
        world.restart()
        assert (await world.desk.run_due()).runs == ()
        world.now = MONDAY + WEEK + HOUR
        await world.desk.run_due()
        assert world.posted() == [W3, W1]

    async def test_a_change_at_the_due_time_does_not_lose_it(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite).met()
        world.now = MONDAY + timedelta(seconds=1)
        world.digests = (make_digest(cron="0 9 * * mon,thu"),)
        await world.desk.run_due()
        assert world.posted() == [W3]

    async def test_other_settings_may_change_at_any_time(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite).met()
        world.now = MONDAY + HOUR
        world.digests = (make_digest(limit=3),)
        await world.desk.run_due()
        assert world.posted() == [W3]

    async def test_with_no_digest_there_is_nothing_to_do(self, world: DeskWorld) -> None:
        world.digests = ()
        summary = await world.desk.run_due()
        assert (summary.runs, summary.settled) == ((), ())
        assert world.desk.next_wake() is None

    async def test_two_copies_at_once_post_once(self, engine: Engine) -> None:
        one = await DeskWorld(engine, make_digest(nothing_new="archive")).met()
        two = DeskWorld(engine, make_digest(nothing_new="archive"))
        two.discord, two.now = one.discord, MONDAY
        two.restart()
        for slot in range(3):
            one.now = two.now = MONDAY + slot * WEEK
            await asyncio.gather(one.desk.run_due(), two.desk.run_due())
        assert one.posted() == [W3, W1, W2]


@pytest.mark.parametrize("turns", [0, 1, 4])
@pytest.mark.parametrize("nothing_new", ["skip", "archive", "wait"])
class TestTwoCopiesThatKnowDifferentWeeks:
    """At a deploy, the new copy may have read a week that the old one has not, or the other way round."""

    async def test_a_due_time_has_one_week(self, engine: Engine, nothing_new: str, turns: int) -> None:
        one, two = await self.copies(engine, nothing_new)
        one.discord.turns = turns
        two.publish(W4)

        await asyncio.gather(one.desk.run_due(), two.desk.run_due())
        one.now = two.now = MONDAY + timedelta(minutes=5)
        await asyncio.gather(two.desk.run_due(), one.desk.run_due())

        (run,) = one.runs()
        assert run.outcome is Outcome.DELIVERED
        assert one.posted() == [run.week]

    async def test_who_knows_less_leaves_it_to_who_began(self, engine: Engine, nothing_new: str, turns: int) -> None:
        one, two = await self.copies(engine, nothing_new)
        two.discord.turns = turns
        two.publish(W4)
        reached, go_on = asyncio.Event(), asyncio.Event()

        async def hang(name: str) -> None:
            if name == "view" and not reached.is_set():
                reached.set()
                await go_on.wait()

        two.discord.before = hang
        running = asyncio.create_task(two.desk.run_due())
        await reached.wait()
        assert (await one.desk.run_due()).runs == ()
        assert one.desk.next_wake() == MONDAY + timedelta(minutes=5)
        go_on.set()
        await running

        assert one.posted() == [W4.end]
        assert [(run.outcome, run.week) for run in one.runs()] == [(Outcome.DELIVERED, W4.end)]

    async def copies(self, engine: Engine, nothing_new: str) -> tuple[DeskWorld, DeskWorld]:
        one = await DeskWorld(engine, make_digest(nothing_new=nothing_new)).met()
        two = DeskWorld(engine, make_digest(nothing_new=nothing_new))
        two.discord, two.now = one.discord, MONDAY
        two.restart()
        return one, two


class TestWaiting:
    async def test_it_looks_every_hour_and_posts_what_comes(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(nothing_new="wait")).met()
        await world.desk.run_due()
        world.now = MONDAY + WEEK
        (run,) = (await world.desk.run_due()).runs
        assert run.outcome is Outcome.WAITING
        assert world.desk.next_wake() == world.now + HOUR
        world.now += 30 * HOUR
        world.publish(W4)
        (run,) = (await world.desk.run_due()).runs
        assert (run.slot, run.outcome, run.week) == (MONDAY + WEEK, Outcome.DELIVERED, W4.end)

    async def test_it_wakes_for_the_end_and_gives_up(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(nothing_new="wait", wait_until="90m"), weeks=()).met()
        await world.desk.run_due()
        world.now += HOUR
        await world.desk.run_due()
        assert world.desk.next_wake() == MONDAY + timedelta(minutes=90)
        world.now = MONDAY + timedelta(minutes=90)
        (run,) = (await world.desk.run_due()).runs
        assert run.outcome is Outcome.SKIPPED
        assert "none came by Monday 27 March 2023, 10:30 (UTC)" in run.reason


class TestFailure:
    async def test_one_channel_that_fails_does_not_stop_the_other(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(**BOTH)).met()
        del world.discord.channels[CHANNEL]
        runs = {run.channel_id: run for run in (await world.desk.run_due()).runs}
        assert runs[OTHER].outcome is Outcome.DELIVERED
        assert (runs[CHANNEL].outcome, runs[CHANNEL].week) == (Outcome.FAILED, W3)
        assert runs[CHANNEL].reason == f"There is no channel {CHANNEL}."

    async def test_it_is_tried_again_in_an_hour(self, world: DeskWorld) -> None:
        await world.met()
        world.discord.channels[CHANNEL] = view_of(CHANNEL, missing=("Send Messages",))
        (run,) = (await world.desk.run_due()).runs
        assert "Send Messages" in run.reason
        assert world.desk.next_wake() == MONDAY + HOUR
        world.discord.channels[CHANNEL] = view_of(CHANNEL)
        world.now = MONDAY + HOUR / 2
        assert (await world.desk.run_due()).runs == ()
        world.now = MONDAY + HOUR
        (run,) = (await world.desk.run_due()).runs
        assert (run.slot, run.outcome) == (MONDAY, Outcome.DELIVERED)
        assert world.posted() == [W3]

    async def test_the_same_failure_is_said_aloud_once(
        self, world: DeskWorld, caplog: pytest.LogCaptureFixture
    ) -> None:
        await world.met()
        del world.discord.channels[CHANNEL]
        with caplog.at_level(logging.DEBUG, "bot.digests._runner"):
            for _ in range(3):
                await world.desk.run_due()
                world.now += HOUR
        assert [record.levelname for record in caplog.records] == ["WARNING", "DEBUG", "DEBUG"]

    async def test_a_log_line_names_digest_channel_week_and_outcome(
        self, world: DeskWorld, caplog: pytest.LogCaptureFixture
    ) -> None:
        await world.met()
        with caplog.at_level(logging.INFO, "bot.digests._runner"):
            await world.desk.run_due()
        assert caplog.messages == [
            f"weekly in channel {CHANNEL}, due 2023-03-27T09:00+00:00: week 2023-03-26, delivered"
        ]

    async def test_discord_out_of_reach_before_anything_was_planned(self, world: DeskWorld) -> None:
        await world.met()
        world.discord.refuse("view", UnreachableError("Discord cannot be reached."))
        (run,) = (await world.desk.run_due()).runs
        assert run.outcome is Outcome.UNFINISHED
        assert run.reason == "Discord cannot be reached. Paperboy tries again by itself."
        assert world.desk.next_wake() == MONDAY + timedelta(minutes=5)
        world.discord.refusals.clear()
        world.now += timedelta(minutes=5)
        (run,) = (await world.desk.run_due()).runs
        assert (run.slot, run.outcome) == (MONDAY, Outcome.DELIVERED)

    async def test_discord_out_of_reach_after_planning_is_settled_later(
        self, world: DeskWorld, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        await world.met()
        world.discord.refuse("post", UnreachableError("Discord cannot be reached."))
        (run,) = (await world.desk.run_due()).runs
        assert run.outcome is Outcome.UNFINISHED
        assert world.desk.next_wake() == MONDAY + timedelta(minutes=5)
        world.discord.refusals.clear()
        world.now += timedelta(minutes=5)
        world.restart()
        summary = await world.desk.run_due()
        assert [edition.state for edition in summary.settled] == [StepState.SENT]
        assert [(run.slot, run.outcome, run.at) for run in summary.runs] == [(MONDAY, Outcome.DELIVERED, world.now)]
        assert world.posted() == [W3]
        assert said_aloud(caplog)[-1].endswith("week 2023-03-26, delivered")

    async def test_a_bug_in_one_channel_is_logged_and_stops_nobody(
        self, sqlite: Engine, caplog: pytest.LogCaptureFixture
    ) -> None:
        world = await DeskWorld(sqlite, make_digest(**BOTH)).met()
        world.discord.channels[CHANNEL] = view_of(CHANNEL, missing=3)
        (run,) = (await world.desk.run_due()).runs
        assert (run.channel_id, run.outcome) == (OTHER, Outcome.DELIVERED)
        (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
        assert record.exc_info is not None
        assert record.getMessage() == f"weekly in channel {CHANNEL} could not be run."
        world.discord.channels[CHANNEL] = view_of(CHANNEL)
        await world.desk.run_due()
        assert world.posted(CHANNEL) == [W3]

    async def test_a_bug_in_deciding_stops_nobody_either(
        self, sqlite: Engine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await DeskWorld(sqlite, make_digest(), make_digest(name="second")).met()

        def decide_or_fail(digest: DigestSettings, *rest: Any, **named: Any) -> Decision:
            return decide(digest, *rest, **named) if digest.name == "second" else 1 / 0  # type: ignore[return-value]

        monkeypatch.setattr("bot.digests._runner.decide", decide_or_fail)
        (run,) = (await world.desk.run_due()).runs
        assert (run.digest, run.outcome) == ("second", Outcome.DELIVERED)
        assert [record.getMessage() for record in caplog.records if record.exc_info] == [
            f"weekly in channel {CHANNEL} could not be run."
        ]

    async def test_a_channel_with_nothing_due_costs_no_task(
        self, world: DeskWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await world.desk.run_due()

        async def run(reviewed: object) -> None:
            pytest.fail(f"nothing was due: {reviewed}")

        monkeypatch.setattr(world.desk._runner, "run", run)
        assert (await world.desk.run_due()).runs == ()

    async def test_a_database_in_trouble_is_asked_again_soon(
        self, world: DeskWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await world.met()

        def locked(*_: object) -> None:
            raise StoreError("The database is locked.")

        with monkeypatch.context() as patched:
            patched.setattr(world.ledger, "record_run", locked)
            await world.desk.run_due()
        assert world.desk.next_wake() == MONDAY + timedelta(minutes=5)
        assert world.posted() == []
        await world.desk.run_due()
        assert world.posted() == [W3]


class TestKilled:
    """Cancelled at each call to Discord, then started anew on the same database."""

    @pytest.mark.parametrize("call", ["view", "posted", "post"])
    async def test_the_next_start_posts_the_week_once(self, engine: Engine, call: str) -> None:
        world = await DeskWorld(engine, make_digest(nothing_new="archive"), parts=2).met()
        await kill_at(world, call)
        expire_leases(engine)
        world.now += timedelta(minutes=2)
        world.restart()
        await world.desk.run_due()
        assert world.posted() == [W3, W3]
        assert [(run.slot, run.outcome) for run in world.runs()] == [(MONDAY, Outcome.DELIVERED)]

    async def test_a_start_waits_for_the_claim_of_the_one_that_was_killed(self, world: DeskWorld) -> None:
        await world.met()
        await kill_at(world, "post")
        world.restart()
        await world.desk.run_due()
        assert world.posted() == []
        wake = world.desk.next_wake()
        assert wake is not None
        assert timedelta(0) < wake - world.now <= timedelta(seconds=91)


def said_aloud(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged of runs at a level that the shipped settings show."""
    records = [record for record in caplog.records if record.name == "bot.digests._runner"]
    return [record.getMessage() for record in records if record.levelno >= logging.INFO]


async def kill_at(world: DeskWorld, call: str) -> None:
    reached = asyncio.Event()

    def before(name: str) -> object:
        if name != call:
            return None
        reached.set()
        return asyncio.Event().wait()

    world.discord.before = before
    running = asyncio.create_task(world.desk.run_due())
    await reached.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    world.discord.before = None


class TestALostLedger:
    """The channel has editions that the ledger knows nothing of: they are adopted before anything is posted."""

    @pytest.fixture
    async def known(self, tmp_path: Path, sqlite: Engine) -> DeskWorld:
        earlier = open_engine(f"sqlite:///{tmp_path / 'earlier.sqlite'}")
        upgrade(earlier)
        first = await DeskWorld(earlier).met()
        await first.desk.run_due()
        world = DeskWorld(sqlite, make_digest(nothing_new="archive"))
        world.discord = first.discord
        world.restart()
        close_engine(earlier)
        return await world.met()

    async def test_a_run_goes_on_from_what_it_finds(self, known: DeskWorld) -> None:
        (run,) = (await known.desk.run_due()).runs
        assert (run.outcome, run.week) == (Outcome.DELIVERED, W1)
        assert known.posted() == [W3, W1]

    async def test_and_posts_nothing_where_nothing_is_new(self, known: DeskWorld) -> None:
        known.digests = (make_digest(),)
        (run,) = (await known.desk.run_due()).runs
        assert run.outcome is Outcome.SKIPPED
        assert [run.outcome for run in known.runs()] == [Outcome.SKIPPED]
        assert known.posted() == [W3]

    async def test_asked_to_post_it_says_what_is_there(self, known: DeskWorld) -> None:
        known.digests = (make_digest(),)
        result = await known.desk.post("weekly", CHANNEL)
        assert result.already
        assert result.edition is not None
        assert (result.edition.key.week, result.edition.adopted) == (W3, True)
        assert known.posted() == [W3]


def test_the_weeks_of_these_tests_end_on_the_sunday_before_the_due_time() -> None:
    assert W3 == SUNDAY
    assert MONDAY.date() - SUNDAY == timedelta(days=1)
