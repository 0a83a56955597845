"""What the ledger tells of the past: first meetings, runs, and histories of many channels at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, func, select

from bot.digests.ledger import Ledger
from bot.digests.model import StepState
from bot.digests.reports import Outcome, RunRecord
from bot.store.engine import close_engine, open_engine, reading
from bot.store.tables import subscriptions
from tests.digests.ledger_tools import CHANNEL, MONDAY, key_of, planned_steps
from tests.factories import SUNDAY

WEEK = timedelta(weeks=1)


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, owner="one")


def run_of(slot: datetime = MONDAY, outcome: Outcome = Outcome.DELIVERED, **fields: object) -> RunRecord:
    values = {"digest": "weekly", "channel_id": CHANNEL, "at": slot + timedelta(seconds=2), "week": SUNDAY, **fields}
    return RunRecord(slot=slot, outcome=outcome, **values)  # type: ignore[arg-type]


def deliver(ledger: Ledger, week: date, attempt: int = 1, digest: str = "weekly", channel_id: int = CHANNEL) -> None:
    key = key_of(digest, channel_id, week, attempt)
    ledger.plan(key, planned_steps(key, parts=1), MONDAY)
    ledger.claim(key, 1)
    ledger.sent(key, 1, 1000 * week.toordinal() + attempt, MONDAY)


def test_the_first_meeting_is_remembered(ledger: Ledger) -> None:
    assert ledger.first_seen("weekly", CHANNEL, MONDAY) == MONDAY
    assert ledger.first_seen("weekly", CHANNEL, MONDAY + WEEK) == MONDAY
    assert ledger.first_seen("WEEKLY", CHANNEL, MONDAY + WEEK) == MONDAY
    assert ledger.first_seen("weekly", 5, MONDAY + WEEK) == MONDAY + WEEK
    assert ledger.first_seen("other", CHANNEL, MONDAY + WEEK) == MONDAY + WEEK


def test_a_run_is_read_back_as_it_was_recorded(ledger: Ledger) -> None:
    runs = [run_of(), run_of(MONDAY + WEEK, Outcome.FAILED, week=None, reason="Paperboy lacks Send Messages.")]
    for run in runs:
        ledger.record_run(run)

    assert ledger.runs("weekly", CHANNEL, 10) == (runs[1], runs[0])
    assert ledger.runs("weekly", CHANNEL, 1) == (runs[1],)
    assert ledger.runs("weekly", 5, 10) == ()


def test_a_due_time_has_one_run_and_the_last_word_counts(ledger: Ledger) -> None:
    ledger.record_run(run_of(outcome=Outcome.UNFINISHED, reason="goes on"))
    ledger.record_run(run_of(digest="Weekly", outcome=Outcome.DELIVERED, at=MONDAY + WEEK))

    assert ledger.runs("weekly", CHANNEL, 10) == (run_of(outcome=Outcome.DELIVERED, at=MONDAY + WEEK),)


EARLIER = SUNDAY - WEEK


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (run_of(outcome=Outcome.UNFINISHED), run_of(outcome=Outcome.UNFINISHED, week=EARLIER)),
        (run_of(outcome=Outcome.UNFINISHED), run_of(outcome=Outcome.SKIPPED, week=None, reason="Nothing new.")),
        (run_of(outcome=Outcome.UNFINISHED), run_of(outcome=Outcome.WAITING, week=None)),
        (run_of(outcome=Outcome.FAILED), run_of(outcome=Outcome.UNFINISHED, week=EARLIER)),
        (run_of(outcome=Outcome.DELIVERED), run_of(outcome=Outcome.UNFINISHED)),
        (run_of(outcome=Outcome.DELIVERED, week=None), run_of(outcome=Outcome.SKIPPED, week=None)),
    ],
)
def test_a_record_that_contradicts_what_was_begun_or_delivered_is_not_taken(
    ledger: Ledger, first: RunRecord, then: RunRecord
) -> None:
    assert ledger.record_run(first) is True
    assert ledger.record_run(then) is False
    assert ledger.runs("weekly", CHANNEL, 10) == (first,)


@pytest.mark.parametrize("outcome", [Outcome.WAITING, Outcome.SKIPPED])
def test_a_due_time_without_a_week_may_still_get_one(ledger: Ledger, outcome: Outcome) -> None:
    assert ledger.record_run(run_of(outcome=outcome, week=None))
    assert ledger.record_run(run_of(outcome=Outcome.UNFINISHED))
    assert ledger.record_run(run_of(outcome=Outcome.UNFINISHED))
    assert ledger.record_run(run_of(outcome=Outcome.FAILED))
    assert ledger.record_run(run_of(outcome=Outcome.SKIPPED))
    assert ledger.record_run(run_of())


def test_of_many_copies_that_begin_a_due_time_with_different_weeks_one_goes_on(database_url: str) -> None:
    weeks = [SUNDAY - number * WEEK for number in range(6)]
    engines = [open_engine(database_url) for _ in weeks]
    barrier = Barrier(len(weeks))

    def begin(engine: Engine, week: date) -> bool:
        barrier.wait()
        return Ledger(engine, owner=str(week)).record_run(run_of(outcome=Outcome.UNFINISHED, week=week))

    with ThreadPoolExecutor(len(weeks)) as pool:
        taken = list(pool.map(begin, engines, weeks))
    (run,) = Ledger(engines[0], owner="one").runs("weekly", CHANNEL, 10)
    for engine in engines:
        close_engine(engine)

    assert [week for week, begun in zip(weeks, taken, strict=True) if begun] == [run.week]


def test_a_week_that_was_found_in_the_channel_makes_room_for_another(ledger: Ledger) -> None:
    begun = run_of(outcome=Outcome.UNFINISHED)
    ledger.record_run(begun)
    ledger.release_run(begun)
    assert ledger.record_run(run_of(outcome=Outcome.UNFINISHED, week=EARLIER))
    ledger.release_run(begun)
    ledger.release_run(run_of(MONDAY + WEEK, Outcome.UNFINISHED, week=EARLIER))
    assert not ledger.record_run(begun)


def test_a_channel_that_was_never_met_begins_now_and_stays_unmet(engine: Engine, ledger: Ledger) -> None:
    history = ledger.history("weekly", CHANNEL)

    assert abs(history.first_seen - datetime.now(UTC)) < timedelta(minutes=1)
    assert (history.last_run, history.editions, history.delivered) == (None, {}, frozenset())
    assert ledger.history("weekly", CHANNEL, unmet=MONDAY).first_seen == MONDAY
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(subscriptions)) == 0


def test_a_history_holds_first_meeting_last_run_and_highest_attempts(ledger: Ledger) -> None:
    ledger.first_seen("weekly", CHANNEL, MONDAY - 4 * WEEK)
    for run in (run_of(), run_of(MONDAY - WEEK), run_of(MONDAY - 2 * WEEK)):
        ledger.record_run(run)
    deliver(ledger, SUNDAY - WEEK, attempt=2)
    deliver(ledger, SUNDAY - WEEK, attempt=1)
    deliver(ledger, SUNDAY)
    failed = key_of(week=SUNDAY - 2 * WEEK)
    ledger.plan(failed, planned_steps(failed), MONDAY)
    ledger.claim(failed, 1)
    ledger.failed(failed, 1, "no permission", MONDAY)

    history = ledger.history("weekly", CHANNEL)

    assert history.first_seen == MONDAY - 4 * WEEK
    assert history.last_run == run_of()
    assert {week: edition.key.attempt for week, edition in history.editions.items()} == {
        SUNDAY: 1,
        SUNDAY - WEEK: 2,
        SUNDAY - 2 * WEEK: 1,
    }
    assert history.delivered == {SUNDAY, SUNDAY - WEEK}
    assert history.editions[failed.week].state is StepState.FAILED
    assert history.editions[failed.week].reason == "no permission"
    assert history.editions[SUNDAY] == ledger.edition(key_of())


def test_histories_do_not_mix_digests_and_channels(ledger: Ledger) -> None:
    deliver(ledger, SUNDAY)
    deliver(ledger, SUNDAY - WEEK, channel_id=5)
    deliver(ledger, SUNDAY - 2 * WEEK, digest="other")
    ledger.record_run(run_of(channel_id=5))

    pairs = [("weekly", CHANNEL), ("Weekly", 5), ("other", CHANNEL), ("other", 5)]
    found = ledger.histories(pairs)

    assert list(found) == pairs
    assert [set(found[pair].delivered) for pair in pairs] == [{SUNDAY}, {SUNDAY - WEEK}, {SUNDAY - 2 * WEEK}, set()]
    assert [found[pair].last_run for pair in pairs] == [None, run_of(channel_id=5, digest="Weekly"), None, None]


def test_records_spell_a_digest_as_it_was_asked_for(ledger: Ledger) -> None:
    deliver(ledger, SUNDAY, digest="Weekly")

    edition = ledger.edition(key_of("WEEKLY"))
    assert edition is not None
    assert edition.key == key_of("WEEKLY")
    assert ledger.history("weekly", CHANNEL).editions[SUNDAY].key == key_of("weekly")


def test_histories_of_many_channels_take_few_queries(engine: Engine, ledger: Ledger) -> None:
    deliver(ledger, SUNDAY, channel_id=899)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    found = ledger.histories([("weekly", channel_id) for channel_id in range(900)], unmet=MONDAY)

    assert len(found) == 900
    assert found["weekly", 899].delivered == {SUNDAY}
    assert sum(statement.startswith("SELECT") for statement in statements) == 9


def test_no_pairs_have_no_histories(ledger: Ledger) -> None:
    assert ledger.histories([]) == {}
