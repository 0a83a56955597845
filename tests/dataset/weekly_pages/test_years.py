from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages.spans import Span, read_span
from bot.dataset.weekly_pages.years import Dated, years_of


def span(text: str) -> Span:
    found = read_span(text)
    assert found is not None
    return found


def years(*texts: str, page_year: int | None = None, above: dict[int, int] | None = None) -> list[int | None]:
    return years_of([Dated(span(text), (above or {}).get(place)) for place, text in enumerate(texts)], page_year)


def test_written_years_are_kept() -> None:
    assert years("(June 23 - June 29) - 2025", "(June 16 - June 22) - 2025") == [2025, 2025]


def test_the_year_comes_from_the_section_above() -> None:
    found = years(
        "(January 8 - January 14) - 2024", "(January 1 - January 7) - 2024", "(December 25 - December 31)", "(Jan 1-8)"
    )
    assert found == [2024, 2024, 2023, 2023]


def test_each_new_year_is_crossed_once() -> None:
    assert years("(Jan 1-7) - 2026", "(Dec 22-28)", "(Jan 2-8)", "(Dec 25-31)") == [2026, 2025, 2025, 2024]


def test_the_year_of_a_week_over_new_year_is_that_of_its_end() -> None:
    assert years("(January 5 - January 11) - 2026", "(December 29 - January 4)", "(December 22 - December 28)") == [
        2026,
        2026,
        2025,
    ]


def test_the_page_s_year_counts_for_all_that_name_none() -> None:
    assert years("(March 6-12)", "(May 1-7)", "(March 6-12) - 2022", page_year=2023) == [2023, 2023, 2022]


@pytest.mark.parametrize(
    "texts",
    [
        ("(January 12 - 18) - 2025", "(January 5 - 11) - 2025", "(December 29 - January 4) - 2026"),
        ("(January 12 - 18) - 2026", "(January 5 - 11) - 2025"),
        ("(June 21 - 28) - 2026", "(June 14 - 21) - 2062", "(June 7 - 14) - 2026"),
        ("(January 1 - 7)", "(January 8 - 14) - 2025", "(January 15 - 21)"),
    ],
)
def test_another_year_is_a_slip_where_the_weeks_are_in_order_without_it(texts: tuple[str, ...]) -> None:
    spans = [Dated(span(text)) for text in texts]
    assert set(years_of(spans, 2026, only_that_year=True)) == {2026}
    assert set(years_of(spans, 2026)) != {2026}, "a list that only began in that year goes on"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("(December 29 - January 4) - 2026", "(December 22 - 28) - 2025"), [2026, 2025]),
        (("(January 5 - 11) - 2027", "(December 21 - 27) - 2026"), [2027, 2026]),
        (("(June 14 - 21) - 2026", "(June 14 - 21) - 2025"), [2026, 2025]),
        (("(June 14 - 21) - 2025",), [2025]),
        (("(June 21 - 28) - 2025", "(June 14 - 21) - 2025"), [2025, 2025]),
    ],
)
def test_another_year_is_no_slip_where_order_speaks_for_it_or_nothing_against(
    texts: tuple[str, ...], expected: list[int]
) -> None:
    assert years_of([Dated(span(text)) for text in texts], 2026, only_that_year=True) == expected


def test_what_stands_above_the_first_year_follows_what_stands_below() -> None:
    assert years("(January 1 - January 7)", "(December 25 - December 31)", "(December 18 - December 24) - 2023") == [
        2024,
        2023,
        2023,
    ]


def test_a_page_with_its_oldest_week_first_is_read_from_its_end() -> None:
    found = years(
        "(December 18 - 24) - 2023", "(December 25 - December 31)", "(January 1 - January 7)", "(January 8-14)"
    )
    assert found == [2023, 2023, 2024, 2024]


def test_a_year_right_above_a_heading_is_where_counting_begins() -> None:
    found = years(
        "(June 9 - June 15)", "(June 2 - June 8)", "(December 23 - 29)", "(December 16-22)", above={0: 2025, 2: 2024}
    )
    assert found == [2025, 2025, 2024, 2024]


def test_losing_the_year_above_a_heading_changes_nothing_where_the_weeks_tell_it() -> None:
    assert years("(January 6 - 12)", "(December 23 - 29)", "(December 16-22)", above={0: 2025}) == [2025, 2024, 2024]


def test_no_year_anywhere() -> None:
    assert years("(June 9 - June 15)", "(June 2 - June 8)") == [None, None]


@pytest.mark.parametrize(("page_year", "expected"), [(2025, 2025), (2024, 2024), (None, 2024)])
def test_the_old_year_in_january_is_a_slip_on_the_new_year_s_page(page_year: int | None, expected: int) -> None:
    assert years("(December 30 - January 5) - 2024", page_year=page_year) == [expected]


def test_the_same_days_twice_are_one_year() -> None:
    assert years("(June 2 - June 8) - 2025", "(June 2 - June 8)") == [2025, 2025]


@given(
    st.dates(date(2010, 1, 1), date(2090, 1, 1)),
    st.lists(st.integers(7, 60), min_size=1, max_size=80),
    st.booleans(),
    st.data(),
)
def test_one_year_is_enough_for_a_page_without_gaps_of_a_year(
    first: date, steps: list[int], newest_first: bool, data: st.DataObject
) -> None:
    ends = [first]
    for step in steps:
        ends.append(ends[-1] + timedelta(days=step))
    if newest_first:
        ends.reverse()
    known = data.draw(st.integers(0, len(ends) - 1))
    texts = [
        f"{end - timedelta(days=6):%B %d} - {end:%B %d}" + (f" {end.year}" if place == known else "")
        for place, end in enumerate(ends)
    ]
    assert years(*texts) == [end.year for end in ends]
