from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.digests.model import StepState
from bot.digests.plan import Decision, Deliver, NothingDue, Skip, Wait, choose, choose_by_hand, content_of, decide
from bot.digests.reports import ChannelHistory, Outcome
from bot.digests.selection import Selected, selections
from tests.digests.digest_settings import make_digest
from tests.digests.histories import make_edition, make_history, make_run
from tests.factories import make_week, make_weeks

W1, W2, W3, W4 = (date(2023, 3, day) for day in (5, 12, 19, 26))
WEEKS = selections(make_weeks(4), make_digest())
MONDAY = datetime(2023, 3, 27, 9, tzinfo=UTC)
WEEK_BEFORE = make_run(MONDAY - timedelta(weeks=1), week=W3)
HOUR = timedelta(hours=1)


def weeks_to(end: date) -> tuple[Selected, ...]:
    """Return the weeks as they were before later ones were published."""
    return tuple(week for week in WEEKS if week.end <= end)


def at(now: datetime, history: ChannelHistory, weeks: tuple[Selected, ...] = WEEKS, **digest: Any) -> Decision:
    return decide(make_digest(**digest), weeks, history, now)


def delivery(decision: Decision) -> tuple[date, bool, datetime | None]:
    """Return week, archive and late_since of a decision that must be a delivery."""
    assert isinstance(decision.act, Deliver), decision
    return decision.act.selected.end, decision.act.archive, decision.act.late_since


def skipped(decision: Decision) -> str:
    assert isinstance(decision.act, Skip), decision
    return decision.act.reason


class TestWhenItIsDue:
    def test_before_the_due_time_nothing(self) -> None:
        decision = at(MONDAY - HOUR, make_history(W3, last_run=WEEK_BEFORE))
        assert decision == Decision(NothingDue(), MONDAY)

    def test_at_the_due_time_the_new_week(self) -> None:
        decision = at(MONDAY, make_history(W3, last_run=WEEK_BEFORE))
        assert decision == Decision(Deliver(MONDAY, WEEKS[0]), MONDAY + timedelta(weeks=1))

    def test_a_slot_that_was_dealt_with_is_over(self) -> None:
        for outcome in (Outcome.DELIVERED, Outcome.SKIPPED):
            history = make_history(W3, last_run=make_run(MONDAY, outcome))
            assert isinstance(at(MONDAY + HOUR, history).act, NothingDue)

    def test_nothing_before_the_ledger_first_saw_it(self) -> None:
        history = make_history(first_seen=MONDAY)
        assert at(MONDAY + HOUR, history) == Decision(NothingDue(), MONDAY + timedelta(weeks=1))

    def test_first_seen_after_the_last_run_wins(self) -> None:
        history = make_history(W3, first_seen=MONDAY + HOUR, last_run=WEEK_BEFORE)
        assert isinstance(at(MONDAY + 2 * HOUR, history).act, NothingDue)

    def test_a_clock_that_was_set_back_repeats_nothing(self) -> None:
        history = make_history(W4, last_run=make_run(MONDAY))
        decision = at(MONDAY - timedelta(days=10), history)
        assert decision == Decision(NothingDue(), MONDAY + timedelta(weeks=1))

    def test_a_clock_that_was_set_back_does_not_reopen_a_waiting_run(self) -> None:
        history = make_history(W3, last_run=make_run(MONDAY, Outcome.WAITING))
        assert isinstance(at(MONDAY - HOUR, history, nothing_new="wait").act, NothingDue)


class TestLate:
    HISTORY = make_history(W3, last_run=WEEK_BEFORE)

    def test_a_restart_at_the_due_time_is_not_late(self) -> None:
        assert delivery(at(MONDAY + timedelta(minutes=5), self.HISTORY)) == (W4, False, None)

    def test_after_an_outage_it_says_since_when(self) -> None:
        assert delivery(at(MONDAY + timedelta(minutes=6), self.HISTORY)) == (W4, False, MONDAY)
        assert delivery(at(MONDAY + 24 * HOUR, self.HISTORY)) == (W4, False, MONDAY)

    def test_past_grace_it_is_skipped_with_the_time(self) -> None:
        decision = at(MONDAY + 49 * HOUR, self.HISTORY, timezone="UTC")
        assert skipped(decision) == (
            "It was due at Monday 27 March 2023, 09:00 (UTC); 2 days later that is past `grace` (1 day)."
        )

    def test_grace_is_a_setting(self) -> None:
        assert delivery(at(MONDAY + 49 * HOUR, self.HISTORY, grace="3d"))[0] == W4
        assert "past `grace` (1 hour)" in skipped(at(MONDAY + 2 * HOUR, self.HISTORY, grace="1h"))

    def test_missed_skip_leaves_it_out(self) -> None:
        assert "`missed: skip`" in skipped(at(MONDAY + HOUR, self.HISTORY, missed="skip"))
        assert delivery(at(MONDAY, self.HISTORY, missed="skip"))[0] == W4

    def test_of_several_missed_slots_the_newest_is_the_run(self) -> None:
        history = make_history(W1, last_run=make_run(MONDAY - timedelta(weeks=3), week=W1))
        decision = at(MONDAY + HOUR, history)
        assert delivery(decision) == (W4, False, MONDAY)
        assert [skip.slot for skip in decision.passed_over] == [MONDAY - timedelta(weeks=back) for back in (2, 1)]
        assert {skip.reason for skip in decision.passed_over} == {
            "Missed while the bot was down; a later due time took its place."
        }

    def test_a_schedule_by_the_minute_records_only_the_newest(self) -> None:
        decision = at(MONDAY, make_history(W3), cron="* * * * *")
        assert delivery(decision) == (W4, False, None)
        assert [skip.slot for skip in decision.passed_over] == [MONDAY - timedelta(minutes=n) for n in range(10, 0, -1)]


class TestWhichWeek:
    def test_a_channel_begins_with_the_latest_week(self) -> None:
        assert delivery(at(MONDAY, make_history())) == (W4, False, None)

    def test_or_with_as_many_as_the_backlog_says_oldest_first(self) -> None:
        assert delivery(at(MONDAY, make_history(), backlog=3))[0] == W2
        assert delivery(at(MONDAY, make_history(W2), backlog=3))[0] == W3
        assert delivery(at(MONDAY, make_history(), backlog=50))[0] == W1

    def test_of_several_new_weeks_the_newest(self) -> None:
        assert delivery(at(MONDAY, make_history(W1)))[0] == W4

    def test_or_the_newest_n_oldest_first(self) -> None:
        assert delivery(at(MONDAY, make_history(W1), backlog=2))[0] == W3

    def test_a_week_that_failed_is_undelivered(self) -> None:
        history = make_history(W3, editions=[make_edition(W4, StepState.FAILED)])
        assert delivery(at(MONDAY, history))[0] == W4

    @pytest.mark.parametrize("state", [StepState.PLANNED, StepState.SENDING])
    def test_a_week_on_its_way_is_left_to_finish(self, state: StepState) -> None:
        history = make_history(W3, editions=[make_edition(W4, state)])
        assert isinstance(at(MONDAY, history).act, Skip)

    def test_a_second_attempt_that_failed_does_not_make_the_week_new(self) -> None:
        history = make_history(W3, editions=[make_edition(W4, StepState.FAILED, attempt=2)])
        assert isinstance(at(MONDAY, history).act, Skip)

    def test_a_delivered_week_that_left_the_list_still_counts(self) -> None:
        assert isinstance(at(MONDAY, make_history(W4), weeks_to(W3)).act, Skip)


class TestWeeksAhead:
    WRONG = selections([make_week(date(2042, 1, 12))], make_digest())
    LISTED = (*WRONG, *WEEKS)

    @pytest.mark.parametrize("nothing_new", ["skip", "archive", "wait"])
    def test_a_week_that_ends_in_more_than_seven_days_is_not_chosen(self, nothing_new: str) -> None:
        sunday = make_digest(cron="0 9 * * *", nothing_new=nothing_new)
        for days, chosen in ((8, None), (7, W4)):
            now = datetime(2023, 3, 26, 9, tzinfo=UTC) - timedelta(days=days)
            history = make_history(W1, W2, W3, first_seen=now - HOUR)
            act = decide(sunday, WEEKS, history, now).act
            assert (act.selected.end if isinstance(act, Deliver) else None) == chosen

    def test_its_day_is_that_of_the_digest(self) -> None:
        now = datetime(2023, 3, 18, 23, 30, tzinfo=UTC)
        for timezone, chosen in (("UTC", None), ("Europe/Berlin", W4)):
            digest = make_digest(timezone=timezone)
            choice = choose(digest, WEEKS, {W1, W2, W3}, now)
            assert (choice.selected.end if choice else None) == chosen

    def test_nor_by_hand_though_it_failed_once(self) -> None:
        wrong = make_edition(self.WRONG[0].end, StepState.FAILED)
        assert choose_by_hand(make_digest(), self.LISTED, make_history(W4, editions=[wrong]), MONDAY) is None

    def test_nor_where_a_run_was_begun_with_it(self) -> None:
        run = make_run(MONDAY, Outcome.UNFINISHED, week=self.WRONG[0].end)
        assert isinstance(at(MONDAY + HOUR, make_history(W3, last_run=run), self.LISTED).act, NothingDue)

    @pytest.mark.parametrize("listed", [WEEKS, LISTED])
    def test_one_that_was_posted_makes_nothing_old(self, listed: tuple[Selected, ...]) -> None:
        assert delivery(at(MONDAY, make_history(W2, self.WRONG[0].end), listed)) == (W4, False, None)

    def test_nor_is_a_week_that_was_begun_then_from_the_archive(self) -> None:
        run = make_run(MONDAY, Outcome.UNFINISHED, week=W4)
        history = make_history(W3, self.WRONG[0].end, last_run=run)
        assert delivery(at(MONDAY, history)) == (W4, False, None)

    @pytest.mark.parametrize("nothing_new", ["skip", "archive"])
    def test_what_comes_next_is_said_with_the_day_from_which_it_does(self, nothing_new: str) -> None:
        history = make_history(W1, W2, W3, W4)
        assert skipped(at(MONDAY, history, self.LISTED, nothing_new=nothing_new)) == (
            "The next week, to 12 January 2042, is not yet due: it can be posted from 5 January 2042 on."
        )

    def test_one_that_was_posted_is_neither_next_nor_newest(self) -> None:
        wrong = self.WRONG[0].end
        said = "No week is newer than the one to {}, which was posted here."
        assert skipped(at(MONDAY, make_history(W4, wrong), self.LISTED)) == said.format("26 March 2023")
        assert skipped(at(MONDAY, make_history(wrong), self.WRONG)) == said.format("12 January 2042")

    @pytest.mark.parametrize("lost", [1, 2, 4])
    def test_a_list_that_lost_its_newest_weeks_makes_no_older_one_new(self, lost: int) -> None:
        assert isinstance(at(MONDAY, make_history(W4, self.WRONG[0].end), WEEKS[lost:]).act, Skip)


class TestNothingNew:
    HISTORY = make_history(W1, W4)

    def test_skip_says_since_when(self) -> None:
        assert skipped(at(MONDAY, self.HISTORY)) == (
            "No week is newer than the one to 26 March 2023, which was posted here."
        )

    def test_archive_takes_the_oldest_undelivered_one(self) -> None:
        assert delivery(at(MONDAY, self.HISTORY, nothing_new="archive")) == (W2, True, None)

    def test_archive_takes_what_failed_before(self) -> None:
        history = make_history(W4, editions=[make_edition(W1, StepState.FAILED)])
        assert delivery(at(MONDAY, history, nothing_new="archive")) == (W1, True, None)

    def test_archive_goes_through_the_whole_list_once(self) -> None:
        delivered: list[date] = []
        for run in range(5):
            decision = at(MONDAY + timedelta(weeks=run), make_history(*delivered), nothing_new="archive")
            if isinstance(decision.act, Deliver):
                delivered.append(decision.act.selected.end)
        assert delivered == [W4, W1, W2, W3]
        assert skipped(decision) == "Every week of the list has been posted here already."

    def test_a_new_week_comes_before_the_archive(self) -> None:
        assert delivery(at(MONDAY, make_history(W1, W3), nothing_new="archive")) == (W4, False, None)

    @pytest.mark.parametrize("nothing_new", ["skip", "archive"])
    def test_no_week_at_all(self, nothing_new: str) -> None:
        reason = skipped(at(MONDAY, make_history(), (), nothing_new=nothing_new))
        assert "`categories` and `keywords`" in reason


class TestWait:
    UNTIL = MONDAY + timedelta(hours=48)
    OLD = weeks_to(W3)
    WAITING = make_history(W3, last_run=make_run(MONDAY, Outcome.WAITING))

    def wait(self, now: datetime, weeks: tuple[Selected, ...], **digest: Any) -> Decision:
        return at(now, self.WAITING, weeks, nothing_new="wait", **digest)

    def test_it_waits_from_the_due_time(self) -> None:
        decision = at(MONDAY, make_history(W3, last_run=WEEK_BEFORE), self.OLD, nothing_new="wait")
        assert decision.act == Wait(
            MONDAY,
            self.UNTIL,
            "No week is newer than the one to 19 March 2023, which was posted here; "
            "looking again until Wednesday 29 March 2023, 09:00 (UTC).",
        )

    def test_it_goes_on_waiting(self) -> None:
        assert isinstance(self.wait(self.UNTIL - HOUR, self.OLD).act, Wait)

    def test_a_week_that_comes_is_posted_and_not_called_late(self) -> None:
        assert delivery(self.wait(self.UNTIL - HOUR, WEEKS)) == (W4, False, None)

    def test_at_the_end_it_looks_once_more(self) -> None:
        assert delivery(self.wait(self.UNTIL, WEEKS)) == (W4, False, None)
        assert "none came by Wednesday 29 March 2023, 09:00" in skipped(self.wait(self.UNTIL, self.OLD))

    def test_asleep_over_the_end_a_week_comes_late(self) -> None:
        assert delivery(self.wait(self.UNTIL + HOUR, WEEKS)) == (W4, False, MONDAY)
        assert "`missed: skip`" in skipped(self.wait(self.UNTIL + HOUR, WEEKS, missed="skip"))
        assert "past `grace`" in skipped(self.wait(self.UNTIL + 25 * HOUR, WEEKS))

    def test_waiting_does_not_survive_the_next_due_time(self) -> None:
        decision = self.wait(MONDAY + timedelta(weeks=1), self.OLD, wait_until="9d")
        assert isinstance(decision.act, Wait)
        assert decision.act.slot == MONDAY + timedelta(weeks=1)
        assert decision.passed_over == (Skip(MONDAY, "No new week came before the next due time."),)

    def test_waiting_for_the_very_first_week(self) -> None:
        assert isinstance(at(MONDAY, make_history(), (), nothing_new="wait").act, Wait)

    def test_settings_that_no_longer_wait_end_it(self) -> None:
        assert isinstance(at(MONDAY + HOUR, self.WAITING, self.OLD, nothing_new="skip").act, Skip)


class TestOpenRuns:
    def test_a_run_that_never_reached_the_ledger_is_taken_up_again(self) -> None:
        history = make_history(W3, last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W4))
        assert delivery(at(MONDAY + timedelta(minutes=2), history)) == (W4, False, None)

    def test_with_its_own_week_though_a_newer_one_came(self) -> None:
        history = make_history(last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W3))
        assert delivery(at(MONDAY + timedelta(minutes=2), history))[0] == W3

    def test_one_that_reached_it_finishes_by_itself(self) -> None:
        run = make_run(MONDAY, Outcome.UNFINISHED, week=W4)
        for state in (StepState.PLANNED, StepState.SENDING, StepState.SENT):
            history = make_history(W3, last_run=run, editions=[make_edition(W4, state)])
            assert isinstance(at(MONDAY + HOUR, history, nothing_new="archive").act, NothingDue)

    def test_an_archive_week_stays_one(self) -> None:
        history = make_history(W4, last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W1))
        assert delivery(at(MONDAY, history, nothing_new="archive")) == (W1, True, None)

    def test_a_begun_week_that_is_not_in_the_list_is_waited_for(self) -> None:
        """After a start with an old copy of the list, or where another copy of the bot knows more weeks."""
        history = make_history(W1, last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W4))
        for nothing_new in ("skip", "archive", "wait"):
            decision = at(MONDAY + HOUR, history, weeks_to(W3), nothing_new=nothing_new)
            assert (decision.act, decision.passed_over) == (NothingDue(), ())
        assert delivery(at(MONDAY + HOUR, history))[0] == W4

    def test_until_grace_is_over(self) -> None:
        history = make_history(W1, last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W4))
        act = at(MONDAY + 25 * HOUR, history, weeks_to(W3)).act
        assert isinstance(act, Skip)
        assert (act.slot, act.week) == (MONDAY, W4)
        assert "past `grace`" in act.reason

    def test_one_that_had_waited_for_its_week_has_grace_from_the_end_of_waiting(self) -> None:
        history = make_history(W3, last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W4, at=MONDAY + 30 * HOUR))
        assert delivery(at(MONDAY + 31 * HOUR, history, nothing_new="wait"))[0] == W4
        assert delivery(at(MONDAY + 31 * HOUR, history, nothing_new="wait", missed="skip"))[0] == W4
        assert "past `grace`" in skipped(at(MONDAY + 73 * HOUR, history, nothing_new="wait"))

    def test_where_late_posts_are_unwanted_it_is_said_that_posting_failed(self) -> None:
        history = make_history(W3, last_run=make_run(MONDAY, Outcome.UNFINISHED, week=W4))
        act = at(MONDAY + HOUR, history, missed="skip").act
        assert isinstance(act, Skip)
        assert (act.slot, act.week) == (MONDAY, W4)
        assert act.reason.startswith("It could not be posted at Monday 27 March 2023, 09:00")

    def test_the_next_due_time_overtakes_it(self) -> None:
        history = make_history(W3, last_run=make_run(MONDAY - timedelta(weeks=1), Outcome.UNFINISHED, week=W4))
        decision = at(MONDAY, history)
        assert delivery(decision)[0] == W4
        assert decision.passed_over == (
            Skip(MONDAY - timedelta(weeks=1), "Nothing was sent before the next due time.", W4),
        )


class TestFailedRuns:
    FAILED = make_history(
        W3,
        last_run=make_run(MONDAY, Outcome.FAILED, week=W4, reason="no"),
        editions=[make_edition(W4, StepState.FAILED)],
    )

    def test_it_rests_for_an_hour(self) -> None:
        assert isinstance(at(MONDAY + timedelta(minutes=59), self.FAILED).act, NothingDue)

    def test_then_it_is_tried_again(self) -> None:
        assert delivery(at(MONDAY + HOUR, self.FAILED)) == (W4, False, MONDAY)

    def test_with_the_same_week_though_a_newer_one_came(self) -> None:
        run = make_run(MONDAY, Outcome.FAILED, week=W3)
        history = make_history(W2, last_run=run, editions=[make_edition(W3, StepState.FAILED)])
        assert delivery(at(MONDAY + HOUR, history))[0] == W3

    def test_until_grace_is_over(self) -> None:
        assert isinstance(at(MONDAY + 25 * HOUR, self.FAILED).act, NothingDue)

    def test_which_begins_when_waiting_for_a_new_week_is_over(self) -> None:
        assert delivery(at(MONDAY + 72 * HOUR, self.FAILED, nothing_new="wait"))[0] == W4
        assert isinstance(at(MONDAY + 73 * HOUR, self.FAILED, nothing_new="wait").act, NothingDue)

    def test_unless_late_posts_are_unwanted(self) -> None:
        assert isinstance(at(MONDAY + HOUR, self.FAILED, missed="skip").act, NothingDue)

    def test_not_once_the_week_is_there(self) -> None:
        history = make_history(W4, last_run=make_run(MONDAY, Outcome.FAILED, week=W4))
        assert isinstance(at(MONDAY + HOUR, history, nothing_new="archive").act, NothingDue)

    def test_the_next_due_time_leaves_its_reason_standing(self) -> None:
        decision = at(MONDAY + timedelta(weeks=1), self.FAILED, grace="2w")
        assert delivery(decision) == (W4, False, None)
        assert decision.passed_over == ()


class TestAChangedSchedule:
    """At two in the afternoon, a digest that was posted at nine is set to ten."""

    TWO = MONDAY + 5 * HOUR
    TEN = make_digest(at={"weekday": "monday", "time": "10:00"}, nothing_new="archive")

    def change(self, history: ChannelHistory, *, since: datetime | None) -> Decision:
        return decide(self.TEN, WEEKS, history, self.TWO, in_force_since=since)

    def test_what_it_would_have_had_before_is_not_caught_up(self) -> None:
        decision = self.change(make_history(W4, last_run=make_run(MONDAY)), since=self.TWO - timedelta(minutes=5))
        skip = Skip(MONDAY + HOUR, "The schedule was changed when this time had passed.")
        assert decision == Decision(NothingDue(), MONDAY + HOUR + timedelta(weeks=1), (skip,))

    def test_while_one_that_was_slept_over_is(self) -> None:
        decision = self.change(make_history(W4, last_run=make_run(MONDAY)), since=None)
        assert delivery(decision) == (W1, True, MONDAY + HOUR)

    def test_a_time_within_the_change_counts(self) -> None:
        decision = self.change(make_history(W4, last_run=make_run(MONDAY)), since=MONDAY + HOUR / 2)
        assert delivery(decision)[0] == W1

    def test_what_is_open_goes_over_to_the_new_time(self) -> None:
        history = make_history(W3, last_run=make_run(MONDAY, Outcome.FAILED, week=W4))
        decision = self.change(history, since=self.TWO)
        assert isinstance(decision.act, Deliver)
        assert (decision.act.slot, decision.act.selected.end) == (MONDAY + HOUR, W4)


def test_choosing_apart_from_any_slot() -> None:
    digest = make_digest(nothing_new="archive")
    assert choose(digest, (), frozenset(), MONDAY) is None
    assert choose(digest, WEEKS, {W1, W2, W3, W4}, MONDAY) is None
    choice = choose(digest, WEEKS, {W2, W4}, MONDAY)
    assert choice is not None
    assert (choice.selected.end, choice.archive) == (W1, True)


def test_the_content_is_all_that_a_renderer_needs() -> None:
    digest = make_digest(limit=2, mention_role="323456789012345678")
    selected = selections(make_weeks(1), digest)[0]
    content = content_of(digest, Deliver(MONDAY, selected, archive=True, late_since=MONDAY), next_due=MONDAY + HOUR)
    assert (content.digest, content.week, content.total, content.attempt) == ("weekly", selected.week, 3, 1)
    assert (content.archive, content.late_since, content.next_due) == (True, MONDAY, MONDAY + HOUR)
    assert content.mention_role == 323456789012345678
    assert content_of(make_digest(), Deliver(MONDAY, selected), next_due=None).mention_role is None
