"""What the ledger remembers of what editions say, their edits, and weeks that moved: on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, select

from bot.digests.corrections import Revision, revision_of
from bot.digests.ledger import Ledger
from bot.digests.model import ChannelKind, DigestContent, EditionKey, StepKind, StepState
from bot.digests.reports import Correction, Outcome, RunRecord
from bot.digests.said import Said, fingerprint
from bot.digests.selection import Selection
from bot.digests.steps import StepRecord, steps_for
from bot.models import Week
from bot.store.engine import close_engine, open_engine, reading
from bot.store.tables import editions
from tests.digests.fake_publisher import FakeRenderer
from tests.digests.ledger_tools import CHANNEL, MONDAY, age_claims, content_of, expire_leases, key_of, posted
from tests.factories import SUNDAY

KEY = key_of()
SATURDAY = SUNDAY - timedelta(days=1)
LATER = MONDAY + timedelta(days=1)
CONTENT = replace(content_of(), selection=Selection(limit=3))


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, owner="one")


def retitled(title: str) -> DigestContent:
    papers = tuple(replace(paper, title=f"{title} {paper.rank}") for paper in CONTENT.week.papers)
    return replace(CONTENT, week=Week.ending(SUNDAY, papers))


def deliver(
    ledger: Ledger, key: EditionKey = KEY, *, parts: int = 2, kind: ChannelKind = ChannelKind.TEXT
) -> tuple[StepRecord, ...]:
    ledger.plan(key, steps_for(kind, FakeRenderer(parts).parts(CONTENT), title="Papers"), MONDAY, CONTENT)
    for step in ledger.steps(key):
        ledger.claim(key, step.ordinal)
        ledger.sent(key, step.ordinal, 1000 + step.ordinal if step.kind is not StepKind.PUBLISH else None, MONDAY)
    return ledger.steps(key)


def correct(ledger: Ledger, content: DigestContent, *, parts: int = 2, key: EditionKey = KEY) -> bool:
    revision = revision_of(ledger.steps(key), FakeRenderer(parts).parts(content))
    return ledger.correct(key, revision, content, LATER)


def edits(ledger: Ledger) -> list[StepRecord]:
    return [step for step in ledger.steps(KEY) if step.kind is StepKind.EDIT]


def titles(step: StepRecord) -> list[str]:
    return [title for _, title in (step.payload or {})["papers"]]


# What editions say.


def test_what_an_edition_says_is_remembered_with_its_plan(ledger: Ledger) -> None:
    deliver(ledger)
    (one,) = ledger.correctable(MONDAY)
    assert (one.key, one.planned_at) == (KEY, MONDAY)
    assert one.saying.said == Said.by(CONTENT)
    assert one.saying.fingerprint == fingerprint(CONTENT)
    papers = tuple(paper.identity for paper in CONTENT.week.papers)
    assert ledger.said_papers([KEY, key_of("other")]) == {KEY: papers}


def test_what_is_older_and_what_was_found_is_not_correctable(ledger: Ledger) -> None:
    deliver(ledger)
    assert ledger.correctable(MONDAY + timedelta(seconds=1)) == ()
    found = [replace(posted(7, 1, 1, key=key_of("found")), papers=("2303.00001",))]
    ledger.adopt("found", CHANNEL, found, MONDAY)
    assert [one.key for one in ledger.correctable(MONDAY)] == [KEY]
    assert ledger.said_papers([key_of("found")]) == {key_of("found"): ("2303.00001",)}


def test_papers_of_very_many_editions_are_found(ledger: Ledger) -> None:
    deliver(ledger)
    keys = [key_of(channel_id=channel) for channel in range(450)]
    assert list(ledger.said_papers([*keys, KEY])) == [KEY]


def test_a_pass_over_the_histories_reads_neither_contents_nor_payloads(engine: Engine, ledger: Ledger) -> None:
    deliver(ledger)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    ledger.histories([("weekly", CHANNEL)])
    assert not any("contents" in one or "payload" in one or "planned_at" in one for one in statements)


# Edits.


def test_an_edit_is_planned_beside_what_stands(ledger: Ledger) -> None:
    stood = deliver(ledger)
    assert correct(ledger, retitled("New"))
    assert ledger.steps(KEY)[:2] == stood
    assert [(one.ordinal, one.after, one.state, titles(one)) for one in edits(ledger)] == [
        (3, 1, StepState.PLANNED, ["New 1", "New 3"]),
        (4, 2, StepState.PLANNED, ["New 2"]),
    ]
    assert ledger.correctable(MONDAY)[0].saying.fingerprint == fingerprint(retitled("New"))
    assert (ledger.unfinished(), ledger.to_edit()) == ((), (KEY,))


def test_an_edition_that_is_being_corrected_is_still_delivered(ledger: Ledger) -> None:
    deliver(ledger)
    before = ledger.edition(KEY)
    assert before is not None
    correct(ledger, retitled("New"))
    edition = ledger.edition(KEY)
    assert edition == replace(before, correction=Correction(LATER, StepState.PLANNED))
    assert ledger.history("weekly", CHANNEL).delivered == {SUNDAY}
    for ordinal in (3, 4):
        ledger.claim(KEY, ordinal)
        ledger.failed(KEY, ordinal, "It was deleted.", LATER)
    edition = ledger.edition(KEY)
    assert edition == replace(before, correction=Correction(LATER, StepState.FAILED, "It was deleted."))
    assert ledger.unfinished() == ledger.to_edit() == ()


def test_a_newer_correction_takes_the_place_of_one_that_waits_failed_or_is_done(ledger: Ledger) -> None:
    deliver(ledger)
    correct(ledger, retitled("New"))
    ledger.claim(KEY, 3)
    ledger.sent(KEY, 3, None, LATER)
    ledger.claim(KEY, 4)
    ledger.failed(KEY, 4, "It was deleted.", LATER, doubtful=True)
    assert correct(ledger, retitled("Newest"))
    assert [(one.state, one.reason, one.doubtful, one.begun_at) for one in edits(ledger)] == [
        (StepState.PLANNED, "", False, None)
    ] * 2
    assert [title for one in edits(ledger) for title in titles(one)] == ["Newest 1", "Newest 3", "Newest 2"]


def test_an_edit_that_is_under_way_is_left_and_all_else_with_it(ledger: Ledger) -> None:
    deliver(ledger)
    correct(ledger, retitled("New"))
    ledger.claim(KEY, 4)
    assert not correct(ledger, retitled("Newest"))
    assert [titles(one) for one in edits(ledger)] == [["New 1", "New 3"], ["New 2"]]
    assert ledger.correctable(MONDAY)[0].saying.fingerprint == fingerprint(retitled("New"))


def test_whoever_lost_its_claim_cannot_close_a_newer_edit(engine: Engine, ledger: Ledger) -> None:
    deliver(ledger)
    correct(ledger, retitled("New"))
    frozen = Ledger(engine, owner="frozen")
    assert frozen.claim(KEY, 3)
    expire_leases(engine)
    assert correct(ledger, retitled("Newest"))
    frozen.sent(KEY, 3, None, LATER)
    assert edits(ledger)[0].state is StepState.PLANNED
    assert ledger.claim(KEY, 3)
    frozen.sent(KEY, 3, None, LATER)
    assert edits(ledger)[0].state is StepState.SENDING
    ledger.sent(KEY, 3, None, LATER)
    assert edits(ledger)[0].state is StepState.SENT


def test_a_refusal_is_noted_and_what_stands_is_remembered_as_it_was(ledger: Ledger) -> None:
    deliver(ledger)
    fewer = replace(CONTENT, week=Week.ending(SUNDAY, CONTENT.week.papers[1:]))
    assert correct(ledger, fewer, parts=3)
    edition = ledger.edition(KEY)
    assert edition is not None
    assert edition.state is StepState.SENT
    assert edition.correction is not None
    assert edition.correction.state is StepState.FAILED
    assert "3 messages where 2 stand" in edition.correction.reason
    (one,) = ledger.correctable(MONDAY)
    assert one.saying.said == Said.by(CONTENT)
    assert one.saying.fingerprint == fingerprint(fewer)
    assert ledger.unfinished() == ledger.to_edit() == ()


def test_of_an_edit_that_is_given_back_it_is_known_since_when_it_is_tried(engine: Engine, ledger: Ledger) -> None:
    deliver(ledger)
    correct(ledger, retitled("New"))
    ledger.claim(KEY, 3)
    ledger.release(KEY, 3, "Discord cannot be reached.", LATER)
    age_claims(engine, timedelta(hours=2))
    claimed = ledger.claim(KEY, 3)
    assert claimed is not None
    assert claimed.claimed_at is not None
    assert claimed.begun_at is not None
    assert claimed.claimed_at - claimed.begun_at >= timedelta(hours=1, minutes=59)


def test_an_edition_that_is_gone_is_not_corrected(ledger: Ledger) -> None:
    assert not ledger.correct(KEY, Revision(), CONTENT, LATER)


def test_two_copies_that_correct_at_once_plan_the_same_edit(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(4)]
    ledgers = [Ledger(engine, owner=str(number)) for number, engine in enumerate(engines)]
    deliver(ledgers[0])
    barrier = Barrier(len(ledgers))

    def at_once(ledger: Ledger) -> bool:
        revision = revision_of(ledger.steps(KEY), FakeRenderer(2).parts(retitled("New")))
        barrier.wait()
        return ledger.correct(KEY, revision, retitled("New"), LATER)

    with ThreadPoolExecutor(len(ledgers)) as pool:
        assert all(pool.map(at_once, ledgers))
    assert len(edits(ledgers[0])) == 2
    for engine in engines:
        close_engine(engine)


# Weeks that moved.


def run_of(week: date, slot_days: int = 0) -> RunRecord:
    slot = MONDAY + timedelta(days=slot_days)
    return RunRecord("weekly", CHANNEL, slot, Outcome.UNFINISHED, slot, week)


def weeks_of(engine: Engine) -> list[tuple[str, int, date, int, date | None]]:
    with reading(engine) as connection:
        columns = (editions.c.digest, editions.c.channel_id, editions.c.week, editions.c.attempt, editions.c.marked)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(editions.c.id))]


def test_all_rows_of_a_week_follow_it(engine: Engine, ledger: Ledger) -> None:
    again = replace(KEY, attempt=2)
    others = [key_of("other"), key_of(channel_id=5), key_of(week=SUNDAY - timedelta(days=7))]
    for key in (KEY, again, *others):
        deliver(ledger, key)
    ledger.record_run(run_of(SUNDAY))
    ledger.record_run(run_of(SUNDAY - timedelta(days=7), -7))
    ledger.adopt("weekly", CHANNEL, [posted(77, 1, 2, key=replace(KEY, attempt=3))], MONDAY)

    assert ledger.move("Weekly", CHANNEL, SUNDAY, SATURDAY)

    assert weeks_of(engine) == [
        ("weekly", CHANNEL, SATURDAY, 1, SUNDAY),
        ("weekly", CHANNEL, SATURDAY, 2, SUNDAY),
        *((key.digest, key.channel_id, key.week, 1, None) for key in others),
    ]
    assert [run.week for run in ledger.runs("weekly", CHANNEL, 5)] == [SATURDAY, SUNDAY - timedelta(days=7)]
    assert [one.message_id for one in ledger.sightings(replace(KEY, week=SATURDAY, attempt=3))] == [77]
    assert ledger.history("weekly", CHANNEL).delivered == {SATURDAY, SUNDAY - timedelta(days=7)}
    assert [step.message_id for step in ledger.steps(replace(KEY, week=SATURDAY))] == [1001, 1002]


def test_a_week_that_moves_twice_was_still_planned_as_what_it_first_was(engine: Engine, ledger: Ledger) -> None:
    deliver(ledger)
    friday = SATURDAY - timedelta(days=1)
    assert ledger.move("weekly", CHANNEL, SUNDAY, SATURDAY)
    assert ledger.move("weekly", CHANNEL, SATURDAY, friday)
    assert weeks_of(engine) == [("weekly", CHANNEL, friday, 1, SUNDAY)]
    (step, *_) = ledger.steps(replace(KEY, week=friday))
    assert step.marker(replace(KEY, week=friday)).week == SUNDAY
    assert step.nonce(replace(KEY, week=friday)) == step.nonce(KEY)


def test_where_the_channel_has_the_new_date_nothing_moves(engine: Engine, ledger: Ledger) -> None:
    deliver(ledger)
    deliver(ledger, replace(KEY, week=SATURDAY))
    before = weeks_of(engine)
    assert not ledger.move("weekly", CHANNEL, SUNDAY, SATURDAY)
    assert weeks_of(engine) == before


def test_what_is_being_sent_moves_once_it_is_done_or_abandoned(engine: Engine, ledger: Ledger) -> None:
    ledger.plan(KEY, steps_for(ChannelKind.TEXT, FakeRenderer(2).parts(CONTENT)), MONDAY, CONTENT)
    ledger.claim(KEY, 1)
    assert not ledger.move("weekly", CHANNEL, SUNDAY, SATURDAY)
    expire_leases(engine)
    assert ledger.move("weekly", CHANNEL, SUNDAY, SATURDAY)
    claimed = ledger.claim(replace(KEY, week=SATURDAY), 1)
    assert claimed is not None
    assert (claimed.doubtful, claimed.marked) == (True, SUNDAY)


def test_what_is_not_there_does_not_move(ledger: Ledger) -> None:
    assert not ledger.move("weekly", CHANNEL, SUNDAY, SATURDAY)


def test_of_sightings_that_stand_under_the_new_date_those_count(ledger: Ledger) -> None:
    deliver(ledger)
    saturday = replace(KEY, week=SATURDAY, attempt=2)
    ledger.adopt("weekly", CHANNEL, [posted(1, 1, 2, key=saturday)], MONDAY)
    ledger.adopt("weekly", CHANNEL, [posted(2, 2, 3, key=replace(KEY, attempt=2))], MONDAY)
    assert ledger.move("weekly", CHANNEL, SUNDAY, SATURDAY)
    assert [one.message_id for one in ledger.sightings(saturday)] == [1]
    assert [one.message_id for one in ledger.sightings(saturday, timedelta(days=10))] == [1, 2]


def test_another_copy_that_plans_the_new_date_meanwhile_is_no_error(database_url: str) -> None:
    """Both may win, and one week may stay where it is; but nobody meets an error, and no row is lost."""
    engines = [open_engine(database_url) for _ in range(2)]
    one, two = (Ledger(engine, owner=str(number)) for number, engine in enumerate(engines))
    for attempt in range(5):
        key = key_of(channel_id=attempt)
        deliver(one, key)
        barrier = Barrier(2)

        def move(key: EditionKey = key, barrier: Barrier = barrier) -> bool:
            barrier.wait()
            return one.move("weekly", key.channel_id, SUNDAY, SATURDAY)

        def plan(key: EditionKey = key, barrier: Barrier = barrier) -> bool:
            barrier.wait()
            parts = FakeRenderer(2).parts(CONTENT)
            return two.plan(replace(key, week=SATURDAY), steps_for(ChannelKind.TEXT, parts), MONDAY)

        with ThreadPoolExecutor(2) as pool:
            moved, planned = (future.result() for future in (pool.submit(move), pool.submit(plan)))
        assert moved != planned
        assert one.history("weekly", attempt).editions.keys() == ({SATURDAY} if moved else {SUNDAY, SATURDAY})
    for engine in engines:
        close_engine(engine)
