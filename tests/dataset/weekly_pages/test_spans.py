from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages.spans import SpanError, read_span, read_year


def days(text: str, year: int = 2026) -> str:
    """Return the days in a text as ``first to last``, with ``year`` where it names none."""
    span = read_span(text)
    assert span is not None, text
    start, end = span.ending_in(span.year or year)
    return f"{start} to {end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Every form of the real list.
        ("(June 23 - June 29) - 2025", "2025-06-23 to 2025-06-29"),
        ("(December 25 - December 31)", "2026-12-25 to 2026-12-31"),
        ("(Mar 27 - April 2)", "2026-03-27 to 2026-04-02"),
        ("(Mar 20-Mar 26)", "2026-03-20 to 2026-03-26"),
        ("(May 29-June 4)", "2026-05-29 to 2026-06-04"),
        ("(May 22-28)", "2026-05-22 to 2026-05-28"),
        ("(Feb 13 - 19)", "2026-02-13 to 2026-02-19"),
        ("(April 6 - April 13) - 2025", "2025-04-06 to 2025-04-13"),
        ("(March 26 - March 31) - 2024", "2024-03-26 to 2024-03-31"),
        ("(December 30 - January 5) - 2025", "2024-12-30 to 2025-01-05"),
        ("(December 29 - January 4) - 2026", "2025-12-29 to 2026-01-04"),
        # Dashes and words between.
        ("June 23 – June 29, 2025", "2025-06-23 to 2025-06-29"),
        ("June 23—29 2025", "2025-06-23 to 2025-06-29"),
        ("June 23 -- June 29", "2026-06-23 to 2026-06-29"),
        ("from June 23 to June 29", "2026-06-23 to 2026-06-29"),
        ("June 23 through 29", "2026-06-23 to 2026-06-29"),
        ("June 23 … June 29", "2026-06-23 to 2026-06-29"),
        # Ordinal days, other orders, names of days.
        ("March 3rd - March 9th, 2025", "2025-03-03 to 2025-03-09"),
        ("the 1st of June to the 7th of June", "2026-06-01 to 2026-06-07"),
        ("22 May - 28 May 2025", "2025-05-22 to 2025-05-28"),
        ("22–28 May 2025", "2025-05-22 to 2025-05-28"),
        ("22May-28May", "2026-05-22 to 2026-05-28"),
        ("Mon June 22 - Sun June 28", "2026-06-22 to 2026-06-28"),
        ("June 22 (Monday) - June 28 (Sunday)", "2026-06-22 to 2026-06-28"),
        ("May 29 - 4 June", "2026-05-29 to 2026-06-04"),
        # Months in other spellings.
        ("Sept 1 - Sept 7", "2026-09-01 to 2026-09-07"),
        ("Sep. 1 - Sep. 7", "2026-09-01 to 2026-09-07"),
        ("AUGUST 3 - AUGUST 9", "2026-08-03 to 2026-08-09"),
        ("Januray 5 - Januray 11", "2026-01-05 to 2026-01-11"),
        ("Feburary 2 - Agust 8", None),
        ("Septmber 7 - Ocotber 4", "2026-09-07 to 2026-10-04"),
        # Years before, inside and on either side.
        ("2025: June 23 - June 29", "2025-06-23 to 2025-06-29"),
        ("June 23, 2025 - June 29, 2025", "2025-06-23 to 2025-06-29"),
        ("December 29, 2025 - January 4, 2026", "2025-12-29 to 2026-01-04"),
        ("December 29, 2025 - January 4", "2025-12-29 to 2026-01-04"),
        ("(December 29 - January 4) - 2025/2026", "2025-12-29 to 2026-01-04"),
        # ISO dates.
        ("2025-06-23 - 2025-06-29", "2025-06-23 to 2025-06-29"),
        ("2025-06-23/2025-06-29", "2025-06-23 to 2025-06-29"),
        ("2025/06/23 to 2025/06/29", "2025-06-23 to 2025-06-29"),
        ("2025-06-23/29", "2025-06-23 to 2025-06-29"),
        # Numbers that are no days.
        ("Top 10 AI Papers (May 4 - May 10)", "2026-05-04 to 2026-05-10"),
        ("Week 25: June 15 - June 21", "2026-06-15 to 2026-06-21"),
        ("Issue 12 - 3 May - 9 May", "2026-05-03 to 2026-05-09"),
        ("12. May 4-10", "2026-05-04 to 2026-05-10"),
        # A single day that says what it is.
        ("Week of June 22, 2025", "2025-06-22 to 2025-06-28"),
        ("Papers for the week ending 28 June 2025", "2025-06-22 to 2025-06-28"),
        ("Week of December 29", "2025-12-29 to 2026-01-04"),
        ("Week starting 2025-12-29", "2025-12-29 to 2026-01-04"),
    ],
)  # fmt: skip
def test_days_in_words(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(SpanError):
            days(text)
    else:
        assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "2023",
     "Top AI Papers of the Week", "June", "June 21", "(Juny 21 - Juny 28)", "10 papers - 3 more", "What we may do 1-2-3",
     "(une 21 - une 28)", "Week of papers"],
)  # fmt: skip
def test_texts_without_days(text: str) -> None:
    assert read_span(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("February 24 - February 30", "name February 30, which is not in the calendar"),
        ("(February 23 - February 29) - 2023", "name February 29, which is not in the calendar"),
        ("June 28 - June 21", "end before they begin"),
        ("June 1 - July 2", "are 32 days and not about a week"),
        ("June 21 - March 3", "are 256 days and not about a week"),
        ("2025-13-01 - 2025-13-07", "name month 13"),
        ("9999-12-25 - 9999-12-31", "are of the year 9999, which is not between 1970 and 2199"),
        ("0001-01-01 - 0001-01-05", "are of the year 1, which"),
        ("2021, 2024: June 21 - June 28", r"name several years \(2021, 2024\)"),
        ("week of 0000-01-01", "are of the year 0"),
    ],
)  # fmt: skip
def test_days_that_cannot_be(text: str, reason: str) -> None:
    with pytest.raises(SpanError, match=reason):
        days(text)


def test_four_weeks_together_are_still_read() -> None:
    assert days("June 1 - July 1") == "2026-06-01 to 2026-07-01"


@pytest.mark.parametrize("year", [1969, 2200, 0, -3])
def test_a_year_far_away_is_a_slip(year: int) -> None:
    span = read_span("January 1 - January 3")
    assert span is not None
    with pytest.raises(SpanError, match="not between"):
        span.ending_in(year)


def test_a_leap_day_is_one_only_in_its_years() -> None:
    span = read_span("February 23 - February 29")
    assert span is not None
    assert span.ending_in(2024)[1] == date(2024, 2, 29)
    with pytest.raises(SpanError, match="February 29"):
        span.ending_in(2023)


def test_only_days_are_told_from_headings_with_words() -> None:
    alone, with_words = read_span("June 21 - June 28, 2026"), read_span("Papers, June 21 - June 28, 2026")
    assert alone is not None
    assert alone.alone
    assert with_words is not None
    assert not with_words.alone


@pytest.mark.parametrize(("text", "year"), [("— 2023", 2023), ("2023 and 2024", None), ("20234", None), ("none", None)])
def test_the_year_of_a_text(text: str, year: int | None) -> None:
    assert read_year(text) == year


WORDS = st.sampled_from(
    [
        "June",
        "may",
        "Dec",
        "2025",
        "2026-06-21",
        "0000-00-00",
        "31",
        "1st",
        "-",
        "–",
        "to",
        "week",
        "of",
        "ending",
        "Papers",
        ",",
    ]
)


@given(st.text() | st.lists(WORDS, max_size=8).map(" ".join), st.integers(-5, 10_000))
def test_no_text_crashes_it(text: str, year: int) -> None:
    with suppress(SpanError):
        span = read_span(text)
        found = span.ending_in(year) if span else None
        assert found is None or 0 <= (found[1] - found[0]).days < 31


@given(st.dates(date(2000, 1, 7), date(2100, 1, 1)), st.integers(0, 8))
def test_what_the_list_writes_is_what_is_read(end: date, length: int) -> None:
    start = date.fromordinal(end.toordinal() - length)
    assert days(f"({start:%B} {start.day} - {end:%B} {end.day}) - {end.year}") == f"{start} to {end}"
