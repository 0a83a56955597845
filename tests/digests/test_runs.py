from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.digests.model import StepState
from bot.digests.reports import Outcome
from bot.digests.runs import closed_since, look_again_at, outcome_of
from tests.digests.desk_tools import MONDAY
from tests.digests.digest_settings import make_digest
from tests.digests.histories import make_edition, make_history, make_run

WEEK = date(2023, 3, 26)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (StepState.SENT, Outcome.DELIVERED),
        (StepState.FAILED, Outcome.FAILED),
        (StepState.PLANNED, Outcome.UNFINISHED),
        (StepState.SENDING, Outcome.UNFINISHED),
    ],
)
def test_a_run_stands_as_its_edition_does(state: StepState, outcome: Outcome) -> None:
    assert outcome_of(make_edition(WEEK, state)) is outcome


class TestClosedSince:
    @pytest.mark.parametrize("before", [Outcome.UNFINISHED, Outcome.FAILED])
    def test_an_edition_that_came_through(self, before: Outcome) -> None:
        history = make_history(WEEK, last_run=make_run(MONDAY, before, week=WEEK, reason="no"))
        closed = closed_since(history, MONDAY + HOUR)
        assert closed == make_run(MONDAY, Outcome.DELIVERED, week=WEEK, at=MONDAY + HOUR)

    def test_an_edition_that_was_given_up(self) -> None:
        run = make_run(MONDAY, Outcome.UNFINISHED, week=WEEK)
        closed = closed_since(make_history(last_run=run, editions=[make_edition(WEEK, StepState.FAILED)]), MONDAY)
        assert closed is not None
        assert closed.outcome is Outcome.FAILED

    def test_a_further_attempt_that_failed_takes_nothing_back(self) -> None:
        run = make_run(MONDAY, Outcome.FAILED, week=WEEK)
        history = make_history(last_run=run, editions=[make_edition(WEEK, StepState.FAILED, attempt=2)])
        closed = closed_since(history, MONDAY)
        assert closed is not None
        assert closed.outcome is Outcome.DELIVERED

    def test_nothing_to_close(self) -> None:
        assert closed_since(make_history(), MONDAY) is None
        for outcome in (Outcome.DELIVERED, Outcome.SKIPPED, Outcome.WAITING):
            assert closed_since(make_history(WEEK, last_run=make_run(MONDAY, outcome, week=WEEK)), MONDAY) is None
        unplanned = make_history(last_run=make_run(MONDAY, Outcome.UNFINISHED, week=WEEK))
        assert closed_since(unplanned, MONDAY) is None

    def test_what_stands_as_before_is_not_recorded_again(self) -> None:
        for outcome, state in ((Outcome.FAILED, StepState.FAILED), (Outcome.UNFINISHED, StepState.SENDING)):
            run = make_run(MONDAY, outcome, week=WEEK)
            assert closed_since(make_history(last_run=run, editions=[make_edition(WEEK, state)]), MONDAY) is None


class TestLookAgainAt:
    def look(self, outcome: Outcome, now: datetime, **digest: str) -> datetime | None:
        return look_again_at(make_digest(**digest), make_run(MONDAY, outcome), now)

    def test_what_is_over_needs_no_look(self) -> None:
        assert look_again_at(make_digest(), None, MONDAY) is None
        assert self.look(Outcome.DELIVERED, MONDAY) is None
        assert self.look(Outcome.SKIPPED, MONDAY) is None

    def test_what_is_unfinished_soon(self) -> None:
        assert self.look(Outcome.UNFINISHED, MONDAY + HOUR) == MONDAY + HOUR + timedelta(minutes=5)

    def test_what_waits_every_hour_and_at_its_end(self) -> None:
        assert self.look(Outcome.WAITING, MONDAY, wait_until="90m") == MONDAY + HOUR
        assert self.look(Outcome.WAITING, MONDAY + HOUR, wait_until="90m") == MONDAY + timedelta(minutes=90)

    def test_what_failed_after_its_rest_while_it_is_worth_it(self) -> None:
        assert self.look(Outcome.FAILED, MONDAY) == MONDAY + HOUR
        assert self.look(Outcome.FAILED, MONDAY, grace="30m") is None
        assert self.look(Outcome.FAILED, MONDAY, grace="30m", nothing_new="wait") == MONDAY + HOUR
        assert self.look(Outcome.FAILED, MONDAY + 2 * HOUR) is None
