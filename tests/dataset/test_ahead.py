from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.ahead import without_far_weeks
from bot.dataset.reading import Reading
from bot.dataset.tables.markdown_list import read_papers
from bot.models import Complaint
from tests.dataset.texts import row, table

TODAY = date(2023, 4, 1)
BEFORE = Complaint("mine", 7, "the title is empty")


def reading(*ends: date, papers: int = 1) -> Reading:
    rows = (row(number, week=end.isoformat()) for end in ends for number in range(1, papers + 1))
    return Reading(read_papers(table(*rows), "mine").weeks, (BEFORE,))


@pytest.mark.parametrize(
    ("papers", "left_out"), [(1, "Its paper is left out until it is nearer"), (3, "Its 3 papers are left out until")]
)
def test_the_week_is_named_with_what_to_look_at(papers: int, left_out: str) -> None:
    near = without_far_weeks(reading(date(2023, 3, 26), date(2062, 11, 22), papers=papers), "mine", TODAY)
    assert [week.end for week in near.weeks] == [date(2023, 3, 26)]
    kept, said = near.complaints
    assert kept == BEFORE
    assert str(said).startswith(
        f"mine: the week to 2062-11-22 is more than a month ahead; is its year a slip? {left_out}"
    )


@given(st.sets(st.integers(-400, 400), min_size=1, max_size=6))
def test_what_ends_within_31_days_stays_and_each_other_is_said(days: set[int]) -> None:
    ends = [TODAY + timedelta(days=day) for day in sorted(days)]
    whole = reading(*ends)
    near = without_far_weeks(whole, "mine", TODAY)
    assert [week.end for week in near.weeks] == [end for end in ends if (end - TODAY).days <= 31]
    assert len(near.complaints) - 1 == sum(day > 31 for day in days)
    assert (near is whole) == (max(days) <= 31)
