"""The ledger on both databases: claims, their outcomes, and what is read back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from bot.digests.ledger import Ledger
from bot.digests.model import ChannelKind, StepKind, StepState
from bot.digests.steps import StepRecord
from bot.errors import StoreError
from bot.store.engine import close_engine, open_engine
from tests.digests.ledger_tools import MONDAY, expire_leases, key_of, planned_steps
from tests.factories import SUNDAY

KEY = key_of()
LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, owner="one")


@pytest.fixture
def other(engine: Engine) -> Ledger:
    return Ledger(engine, owner="two")


def step(ledger: Ledger, ordinal: int = 1) -> StepRecord:
    return ledger.steps(KEY)[ordinal - 1]


def state(ledger: Ledger) -> StepState:
    edition = ledger.edition(KEY)
    assert edition is not None
    return edition.state


def test_an_edition_is_planned_once_by_whomever(ledger: Ledger, other: Ledger) -> None:
    assert ledger.plan(KEY, planned_steps(KEY), MONDAY) is True
    assert other.plan(KEY, planned_steps(KEY, parts=5), LATER) is False
    assert ledger.plan(key_of("WEEKLY"), planned_steps(KEY, parts=5), LATER) is False

    assert len(ledger.steps(KEY)) == 2
    assert step(ledger).planned_at == MONDAY


def test_the_plan_comes_back_as_it_was_written(ledger: Ledger) -> None:
    planned = planned_steps(KEY, 3, ChannelKind.FORUM)
    ledger.plan(KEY, planned, MONDAY)

    found = ledger.steps(KEY)

    fields = ["ordinal", "kind", "part", "parts", "payload", "title", "after", "message_id"]
    assert [[getattr(s, f) for f in fields] for s in found] == [[getattr(s, f) for f in fields] for s in planned]
    assert [list(s.payload or {}) for s in found] == [list(s.payload or {}) for s in planned]
    assert {s.state for s in found} == {StepState.PLANNED}


def test_weeks_channels_digests_and_attempts_are_editions_of_their_own(ledger: Ledger) -> None:
    keys = [KEY, key_of("nlp"), key_of(channel_id=5), key_of(week=date(2023, 3, 19)), key_of(attempt=2)]

    assert [ledger.plan(key, planned_steps(key), MONDAY) for key in keys] == [True] * 5
    assert ledger.claim(KEY, 1) is not None
    assert [ledger.steps(key)[0].state for key in keys] == [StepState.SENDING] + [StepState.PLANNED] * 4


def test_a_claim_is_one_copys_alone(ledger: Ledger, other: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)

    claimed = ledger.claim(KEY, 1)

    assert claimed is not None
    assert (claimed.state, claimed.doubtful) == (StepState.SENDING, False)
    assert claimed.payload == planned_steps(KEY)[0].payload
    assert other.claim(KEY, 1) is None
    assert ledger.claim(KEY, 1) is None


def test_what_was_never_planned_cannot_be_claimed(ledger: Ledger) -> None:
    assert ledger.claim(KEY, 1) is None
    assert ledger.edition(KEY) is None
    assert ledger.steps(KEY) == ()


def test_of_many_claims_at_one_moment_one_succeeds(engine: Engine, ledger: Ledger, database_url: str) -> None:
    ledger.plan(KEY, planned_steps(KEY, parts=8), MONDAY)
    won: list[tuple[str, int]] = []
    barrier = threading.Barrier(4)

    def compete(name: str) -> None:
        mine = open_engine(database_url)
        barrier.wait()
        won.extend((name, n) for n in range(1, 9) if Ledger(mine, owner=name).claim(KEY, n) is not None)
        close_engine(mine)

    threads = [threading.Thread(target=compete, args=(f"copy {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ordinal for _, ordinal in won) == list(range(1, 9))


def test_an_abandoned_claim_is_taken_over_with_a_doubt(engine: Engine, ledger: Ledger, other: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    first = ledger.claim(KEY, 1)
    expire_leases(engine)

    second = other.claim(KEY, 1)

    assert first is not None
    assert second is not None
    assert second.doubtful
    assert second.begun_at == first.begun_at
    assert second.begun_at is not None
    assert second.claimed_at is not None
    assert second.begun_at <= second.claimed_at


def test_a_doubt_outlives_a_release_that_does_not_settle_it(engine: Engine, ledger: Ledger, other: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    ledger.claim(KEY, 1)
    expire_leases(engine)
    other.claim(KEY, 1)
    begun = step(other).begun_at
    other.release(KEY, 1, "away", LATER, doubtful=True)

    again = ledger.claim(KEY, 1)

    assert again is not None
    assert again.doubtful
    assert again.begun_at == begun


def test_a_certain_release_starts_afresh(engine: Engine, ledger: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    ledger.claim(KEY, 1)
    ledger.release(KEY, 1, "Discord is away.", LATER)

    released = step(ledger)
    assert (released.state, released.doubtful, released.begun_at) == (StepState.PLANNED, False, None)
    edition = ledger.edition(KEY)
    assert edition is not None
    assert (edition.state, edition.reason, edition.changed_at) == (StepState.PLANNED, "Discord is away.", LATER)
    again = ledger.claim(KEY, 1)
    assert again is not None
    assert not again.doubtful


def test_a_renewed_claim_holds(engine: Engine, other: Ledger) -> None:
    brief = Ledger(engine, owner="brief", lease=timedelta(0))
    brief.plan(KEY, planned_steps(KEY), MONDAY)
    brief.claim(KEY, 1)
    long = Ledger(engine, owner="brief", lease=timedelta(seconds=90))

    assert long.renew(KEY, 1) is True
    assert other.claim(KEY, 1) is None


def test_a_lost_claim_cannot_be_renewed_released_or_failed(engine: Engine, ledger: Ledger, other: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    ledger.claim(KEY, 1)
    expire_leases(engine)
    other.claim(KEY, 1)

    assert ledger.renew(KEY, 1) is False
    ledger.release(KEY, 1, "too late", LATER)
    ledger.failed(KEY, 1, "too late", LATER)

    assert step(ledger).state is StepState.SENDING
    assert step(ledger).reason == ""
    assert other.renew(KEY, 1) is True


def test_that_a_message_stands_is_believed_from_anybody_and_the_first_counts(
    engine: Engine, ledger: Ledger, other: Ledger
) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    ledger.claim(KEY, 1)
    expire_leases(engine)
    other.claim(KEY, 1)

    ledger.sent(KEY, 1, 77, LATER)
    other.sent(KEY, 1, 78, LATER + timedelta(seconds=1))

    assert (step(ledger).state, step(ledger).message_id, step(ledger).changed_at) == (StepState.SENT, 77, LATER)
    assert other.claim(KEY, 1) is None


def test_a_failed_step_keeps_its_reason_and_can_be_claimed_again(ledger: Ledger, other: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    ledger.claim(KEY, 1)
    ledger.failed(KEY, 1, "Paperboy lacks the permission Send Messages.", LATER, doubtful=True)

    edition = ledger.edition(KEY)
    assert edition is not None
    assert (edition.state, edition.reason) == (StepState.FAILED, "Paperboy lacks the permission Send Messages.")
    again = other.claim(KEY, 1)
    assert again is not None
    assert again.doubtful


def test_an_edition_is_sent_when_all_its_messages_are(ledger: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY, 2, ChannelKind.ANNOUNCEMENT), MONDAY)
    states = []
    for ordinal in (1, 2):
        ledger.claim(KEY, ordinal)
        states.append(state(ledger))
        ledger.sent(KEY, ordinal, 70 + ordinal, LATER)
        states.append(state(ledger))

    edition = ledger.edition(KEY)
    assert edition is not None
    assert states == [StepState.SENDING, StepState.PLANNED, StepState.SENDING, StepState.SENT]
    assert edition.message_ids == (71, 72)
    assert (edition.thread_id, edition.adopted, edition.changed_at) == (None, False, LATER)
    assert [s.kind for s in ledger.steps(KEY) if s.state is StepState.PLANNED] == [StepKind.PUBLISH] * 2


def test_a_forum_post_has_a_thread(ledger: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY, 2, ChannelKind.FORUM), MONDAY)
    ledger.claim(KEY, 1)
    ledger.sent(KEY, 1, 4711, LATER)

    edition = ledger.edition(KEY)
    assert edition is not None
    assert edition.thread_id == 4711


def claimed(ledger: Ledger) -> None:
    ledger.claim(KEY, 1)


def half_sent(ledger: Ledger) -> None:
    ledger.claim(KEY, 1)
    ledger.sent(KEY, 1, 71, LATER)


def all_sent(ledger: Ledger) -> None:
    half_sent(ledger)
    ledger.claim(KEY, 2)
    ledger.sent(KEY, 2, 72, LATER)


def published(ledger: Ledger) -> None:
    all_sent(ledger)
    for ordinal in (3, 4):
        ledger.claim(KEY, ordinal)
        ledger.sent(KEY, ordinal, None, LATER)


def unpublishable(ledger: Ledger) -> None:
    all_sent(ledger)
    for ordinal in (3, 4):
        ledger.claim(KEY, ordinal)
        ledger.failed(KEY, ordinal, "too many", LATER)


def second_failed(ledger: Ledger) -> None:
    half_sent(ledger)
    ledger.claim(KEY, 2)
    ledger.failed(KEY, 2, "no permission", LATER)


@pytest.mark.parametrize(
    ("history", "unfinished"),
    [
        (lambda _: None, True),
        (claimed, True),  # its second step waits
        (half_sent, True),
        (all_sent, True),  # to be published
        (published, False),
        (unpublishable, False),
        (second_failed, False),
    ],
)
def test_what_is_unfinished(ledger: Ledger, history: Callable[[Ledger], None], unfinished: bool) -> None:
    ledger.plan(KEY, planned_steps(KEY, 2, ChannelKind.ANNOUNCEMENT), MONDAY)
    history(ledger)

    assert ledger.unfinished() == ((KEY,) if unfinished else ())


def test_a_held_step_is_unfinished_once_its_lease_is_over(engine: Engine, ledger: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY, parts=1), MONDAY)
    ledger.claim(KEY, 1)
    assert ledger.unfinished() == ()

    expire_leases(engine)

    assert ledger.unfinished() == (KEY,)


def test_unfinished_editions_come_oldest_week_first_with_their_own_spelling(ledger: Ledger) -> None:
    keys = [key_of("Weekly NLP", week=SUNDAY), key_of(week=date(2023, 3, 12)), key_of(week=SUNDAY, attempt=2)]
    for key in keys:
        ledger.plan(key, planned_steps(key), MONDAY)

    assert ledger.unfinished() == (keys[1], keys[0], keys[2])


def test_the_next_expiry_is_when_a_claim_can_be_taken_over(engine: Engine, ledger: Ledger) -> None:
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    assert ledger.next_expiry() is None

    ledger.claim(KEY, 1)
    Ledger(engine, owner="long", lease=timedelta(hours=1)).claim(KEY, 2)
    expiry = ledger.next_expiry()

    assert expiry is not None
    assert timedelta(seconds=80) < expiry <= timedelta(seconds=90)
    expire_leases(engine)
    assert ledger.next_expiry() is None


def test_a_database_that_is_gone_is_said_in_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('empty')}/paperboy.sqlite")

    with pytest.raises(StoreError, match="no such table"):
        Ledger(engine, owner="one").plan(KEY, planned_steps(KEY), MONDAY)
    close_engine(engine)
