from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.digests.moves import NEAR, is_near, near_weeks, same_weeks

DAY = timedelta(days=1)
SUNDAY = date(2023, 3, 26)
SATURDAY = SUNDAY - DAY
NEXT = SUNDAY + 7 * DAY
LAST = SUNDAY - 7 * DAY


def now(posted: Mapping[date, set[str]], listed: Mapping[date, set[str]]) -> dict[date, date]:
    """Return which week of a list each posted one is, where that is another."""
    return same_weeks(posted, near_weeks(posted, listed), lambda paper, day: paper in listed.get(day, ()))


def test_a_week_that_moved_by_a_day_or_a_week_is_that_week() -> None:
    for days in (-10, -7, -1, 1, 7, 10):
        day = SUNDAY + days * DAY
        assert now({SUNDAY: {"a", "b"}}, {day: {"a", "b"}}) == {SUNDAY: day}


def test_further_away_it_is_another_week() -> None:
    for days in (-11, 11, 14):
        assert now({SUNDAY: {"a", "b"}}, {SUNDAY + days * DAY: {"a", "b"}}) == {}


def test_half_of_its_papers_are_enough_and_less_are_not() -> None:
    assert now({SUNDAY: {"a", "b", "c", "d"}}, {SATURDAY: {"a", "b", "x"}}) == {SUNDAY: SATURDAY}
    assert now({SUNDAY: {"a", "b", "c", "d", "e"}}, {SATURDAY: {"a", "b", "x"}}) == {}


def test_the_newest_moves_though_a_week_that_came_since_has_its_date() -> None:
    assert now({LAST: {"x"}, SUNDAY: {"a", "b"}}, {LAST: {"x"}, SATURDAY: {"a", "b"}, SUNDAY: {"c", "d"}}) == {
        SUNDAY: SATURDAY
    }


def test_a_week_that_the_list_still_has_with_its_papers_does_not_move() -> None:
    """Some papers are in two weeks, and a corrected week may stand beside what it corrects."""
    assert now({SUNDAY: {"a", "b"}}, {SUNDAY: {"a"}, SATURDAY: {"a", "x"}}) == {}
    assert now({SUNDAY: {"a", "b"}}, {SUNDAY: {"a", "b"}, SATURDAY: {"a", "b"}}) == {}


def test_an_older_one_that_the_list_still_has_does_not_move() -> None:
    """What is older than the newest is never new, so that nothing is missed."""
    assert now({LAST: {"a"}, NEXT: {"b"}}, {LAST: set(), LAST + DAY: {"a"}, NEXT: {"b"}}) == {}


def test_a_week_that_was_posted_is_not_taken_for_another() -> None:
    assert now({SUNDAY: {"a"}, SATURDAY: {"a"}}, {SATURDAY: {"a"}}) == {}


def test_a_week_whose_papers_nobody_knows_stays() -> None:
    assert now({SUNDAY: set()}, {SATURDAY: {"a"}}) == {}


def test_all_weeks_that_shift_by_a_day_keep_their_order() -> None:
    posted = {LAST: {"a", "b"}, SUNDAY: {"c", "d"}, NEXT: {"e", "f"}}
    listed = {day + DAY: papers for day, papers in posted.items()}
    assert now(posted, listed) == {day: day + DAY for day in posted}


def test_of_several_days_it_is_the_one_with_the_most_papers_then_the_nearest() -> None:
    assert now({SUNDAY: {"a", "b"}}, {SATURDAY: {"a"}, NEXT: {"a", "b"}}) == {SUNDAY: NEXT}
    assert now({SUNDAY: {"a", "b"}}, {SATURDAY: {"a"}, NEXT: {"b"}}) == {SUNDAY: SATURDAY}


def test_two_weeks_do_not_become_one() -> None:
    """Two halves that were merged: the one with more of it is it, and the other has gone."""
    assert now({LAST: {"a", "b"}, NEXT: {"c", "x", "y"}}, {SUNDAY: {"a", "b", "c", "x"}}) == {LAST: SUNDAY}


def test_near_is_another_day_within_ten() -> None:
    assert not is_near(SUNDAY, SUNDAY)
    assert is_near(SUNDAY, SUNDAY + NEAR)
    assert not is_near(SUNDAY, SUNDAY + NEAR + DAY)


DAYS = st.integers(0, 60).map(lambda days: date(2023, 1, 1) + days * DAY)
PAPERS = st.sets(st.sampled_from("abcdefghij"), max_size=6)
WEEKS = st.dictionaries(DAYS, PAPERS, max_size=8)


@given(posted=WEEKS, listed=WEEKS)
def test_whatever_was_posted_and_whatever_is_listed(posted: dict[date, set[str]], listed: dict[date, set[str]]) -> None:
    found = now(posted, listed)
    assert len(set(found.values())) == len(found)
    for former, present in found.items():
        assert former in posted.keys() - listed.keys() or former == max(posted)
        assert present in listed.keys() - posted.keys()
        assert is_near(former, present)
        shared = len(posted[former] & listed[present])
        assert 2 * shared >= len(posted[former]) > 0
        assert shared > len(posted[former] & listed.get(former, set()))
    missed = {
        (former, present)
        for former in posted.keys() - listed.keys() - found.keys()
        for present in listed.keys() - posted.keys() - set(found.values())
        if is_near(former, present)
        and posted[former]
        and 2 * len(posted[former] & listed[present]) >= len(posted[former])
    }
    assert not missed


@example(posted={date(2023, 1, 1): {"a", "b"}}, listed={date(2023, 1, 2): {"a"}, date(2023, 1, 12): {"a", "b"}})
@given(posted=WEEKS, listed=WEEKS)
def test_following_comes_to_an_end(posted: dict[date, set[str]], listed: dict[date, set[str]]) -> None:
    # Each move is to a date that is listed, where one's own is not, or that holds more of the papers than one's own does.
    for _ in range(sum(len(papers) + 1 for papers in posted.values()) + 1):
        moves = now(posted, listed)
        followed = {moves.get(week, week): papers for week, papers in posted.items()}
        assert len(followed) == len(posted)
        posted = followed
    assert not moves


@given(posted=WEEKS, more=WEEKS)
def test_a_list_that_has_everything_that_was_posted_moves_nothing(
    posted: dict[date, set[str]], more: dict[date, set[str]]
) -> None:
    assert now(posted, more | posted) == {}
