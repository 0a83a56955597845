from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.reading import Reading
from bot.dataset.sources.answers import Answer
from bot.dataset.sources.years import joined_years, years_from
from bot.errors import NotThereError, SourceError
from bot.models import Complaint, Link, Paper, Week
from tests.dataset.sources.looks import said, titles

NOW = datetime(2026, 7, 1, 6, tzinfo=UTC)
MISSING = NotThereError("mine", "the server answered 404 Not Found; is the address right?", 404)
OOPS = SourceError("mine", "the server answered 500 Oops")


def week(end: date, *names: str) -> Week:
    links = (Link("Paper", "https://lists.example/x"),)
    papers = (Paper(week=end, rank=rank, title=name, links=links) for rank, name in enumerate(names, 1))
    return Week.ending(end, tuple(papers))


@pytest.mark.parametrize(
    ("now", "years"),
    [
        (datetime(2025, 7, 1, tzinfo=UTC), [2025, 2024]),
        (datetime(2025, 12, 30, 23, 59, tzinfo=UTC), [2025, 2024]),
        (datetime(2025, 12, 31, 0, 0, tzinfo=UTC), [2026, 2025, 2024]),
        (datetime(2026, 1, 1, tzinfo=UTC), [2026, 2025, 2024]),
        (datetime(2023, 7, 1, tzinfo=UTC), []),
    ],
)
def test_the_new_year_begins_in_the_east(now: datetime, years: list[int]) -> None:
    assert list(years_from(2024, now)) == years


def page(year: int, *, fetched_at: datetime = NOW) -> Reading:
    """A page with one paper, called as the year."""
    return Reading((week(date(year, 6, 7), str(year)),), fetched_at=fetched_at, curated=True)


def good(*years: int) -> dict[int, Answer]:
    return {year: Answer(page(year)) for year in years}


def missing(*years: int) -> dict[int, Answer]:
    return {year: Answer(error=MISSING) for year in years}


def problem(answers: dict[int, Answer]) -> str:
    """Return the problem, of which the complaints are the parts."""
    reading = joined_years("mine", answers)
    assert bool(reading.problem) == bool(reading.complaints)
    for complaint in said(reading):
        assert complaint.removeprefix("mine: ")[1:] in reading.problem
    return reading.problem


def test_pages_come_together_oldest_week_first() -> None:
    reading = joined_years("mine", good(2024, 2026, 2025))
    assert titles(reading) == ["2024", "2025", "2026"]
    assert (reading.problem, reading.complaints, reading.curated) == ("", (), True)


def test_they_are_as_old_as_the_one_confirmed_longest_ago() -> None:
    answers = {2025: Answer(page(2025)), 2026: Answer(page(2026, fetched_at=NOW - timedelta(days=3)))}
    assert joined_years("mine", answers | missing(2027)).fetched_at == NOW - timedelta(days=3)


def test_a_complaint_says_on_which_page() -> None:
    noted = Reading((), (Complaint("mine", 7, "the row is left out"),))
    reading = joined_years("mine", {2025: Answer(noted), 2026: Answer(noted)})
    assert said(reading) == ["mine:7: page 2026: the row is left out", "mine:7: page 2025: the row is left out"]


def test_a_week_on_two_pages_is_one() -> None:
    turn = date(2026, 1, 4)
    older = Answer(Reading((week(date(2025, 12, 28), "before"), week(turn, "Shared!", "only there"))))
    newer = Answer(Reading((week(turn, "shared", "only here"),)))
    reading = joined_years("mine", {2025: older, 2026: newer})
    assert [each.end for each in reading.weeks] == [date(2025, 12, 28), turn]
    assert [(paper.title, paper.rank) for paper in reading.weeks[1].papers] == [
        ("shared", 1),
        ("only here", 2),
        ("only there", 3),
    ]


def test_a_page_that_is_not_there_yet_is_no_problem() -> None:
    assert problem(good(2024, 2025) | missing(2026)) == ""
    assert problem(good(2024) | missing(2025, 2026)) == ""


def test_an_older_page_that_never_was_there() -> None:
    assert problem(good(2025, 2026) | missing(2023, 2024)) == (
        "Pages 2024 and 2023: the server does not have it (404); `first_year` is the year of the first page"
    )


def test_a_page_that_was_there_and_is_gone() -> None:
    answers = good(2024, 2026) | {2025: Answer(page(2025), MISSING)}
    reading = joined_years("mine", answers)
    assert titles(reading) == ["2024", "2025", "2026"]
    assert reading.problem == (
        "Page 2025: the server no longer has it (404). The last good page of 2026-07-01 06:00 UTC goes on serving"
    )


def test_the_newest_page_that_was_there_and_is_gone() -> None:
    answers = good(2025) | {2026: Answer(page(2026), MISSING)}
    assert problem(answers).startswith("Page 2026: the server no longer has it (404). The last good page")


def test_no_page_at_all() -> None:
    assert problem(missing(2024, 2025, 2026)) == (
        "There is no page of any year from 2024 to 2026: the server answered 404 Not Found; is the address right?"
    )
    assert problem(missing(2026)) == (
        "There is no page of 2026: the server answered 404 Not Found; is the address right?"
    )


def test_all_pages_gone_at_once_go_on_serving() -> None:
    answers = {year: Answer(page(year), MISSING) for year in (2025, 2026)} | missing(2027)
    assert titles(joined_years("mine", answers)) == ["2025", "2026"]
    assert problem(answers) == (
        "There is no page of any year from 2025 to 2027: the server answered 404 Not Found; is the address right? "
        "The last good pages of 2026-07-01 06:00 UTC go on serving"
    )


def test_a_failing_page_leaves_the_others_their_news() -> None:
    answers = good(2024, 2026) | {2025: Answer(page(2025), OOPS)}
    assert titles(joined_years("mine", answers)) == ["2024", "2025", "2026"]
    assert problem(answers) == (
        "Page 2025: the server answered 500 Oops. The last good page of 2026-07-01 06:00 UTC goes on serving"
    )


def test_what_is_wrong_with_several_is_said_once() -> None:
    answers = {year: Answer(page(year), OOPS) for year in (2024, 2025)} | {2026: Answer(error=OOPS)}
    assert problem(answers) == (
        "Pages 2026, 2025 and 2024: the server answered 500 Oops. "
        "The last good pages of 2026-07-01 06:00 UTC go on serving"
    )


def test_different_things_are_said_one_after_the_other() -> None:
    other = SourceError("mine", "the text is empty")
    assert problem(good(2024) | {2025: Answer(error=other), 2026: Answer(error=OOPS)}) == (
        "Page 2026: the server answered 500 Oops. Page 2025: the text is empty"
    )


def test_while_a_later_page_fails_an_older_missing_one_is_told_all_the_same() -> None:
    answers = missing(2024) | {2025: Answer(error=OOPS)}
    assert problem(answers).startswith(
        "Page 2025: the server answered 500 Oops. Page 2024: the server does not have it"
    )


ANSWERS = st.sampled_from(["good", "missing", "gone", "failing", "stale"])


@given(st.dictionaries(st.integers(2000, 2030), ANSWERS, min_size=1))
def test_every_week_that_anybody_has_serves_and_every_failure_is_said(kinds: dict[int, str]) -> None:
    of = {
        "good": lambda year: Answer(page(year)),
        "missing": lambda year: Answer(error=MISSING),
        "gone": lambda year: Answer(page(year), MISSING),
        "failing": lambda year: Answer(error=OOPS),
        "stale": lambda year: Answer(page(year), OOPS),
    }
    reading = joined_years("mine", {year: of[kind](year) for year, kind in kinds.items()})
    assert titles(reading) == [str(year) for year in sorted(kinds) if kinds[year] in {"good", "gone", "stale"}]
    wrong = {year for year, kind in kinds.items() if kind in {"gone", "failing", "stale"}}
    if set(kinds.values()) <= {"missing", "gone"}:
        assert reading.problem.startswith("There is no page of ")
    else:
        assert all(str(year) in reading.problem for year in wrong)
