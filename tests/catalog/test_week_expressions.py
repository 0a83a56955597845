from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.week_expressions import MONTHS, BadDateError, Kind, parse_week, say_day

SUNDAY = date(2023, 3, 26)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            Kind.LATEST,
            ["", "  ", "latest", "LATEST", "newest", "last", "this week", "Last  Week", "current", "the latest week"],
        ),
        (Kind.PREVIOUS, ["previous", "Previous week", "prev", "the week before"]),
        (Kind.OLDEST, ["first", "oldest", "the first week"]),
    ],
)
def test_relative_words(kind: Kind, texts: list[str]) -> None:
    for text in texts:
        expression = parse_week(text)
        assert expression is not None, text
        assert (expression.kind, expression.first) == (kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-26", "2023/03/26", "2023.3.26", "20230326", "26.3.2023", "26.03.2023", "26/03/2023", "03/26/2023", "26-03-2023",
        "26 march 2023", "26 Mar 2023", "26th of March 2023", "26. March 2023", "26-mar-2023",
        "March 26, 2023", "march 26 2023", "Mar. 26th, 2023", "2023 March 26", "2023-mar-26", "week of 26 March 2023",
    ],
)  # fmt: skip
def test_a_day_in_every_form_that_means_one_day(text: str) -> None:
    expression = parse_week(text)
    assert expression is not None
    assert (expression.kind, expression.first, expression.last) == (Kind.DAY, SUNDAY, SUNDAY)
    assert expression.label == "the week of 26 March 2023"


@pytest.mark.parametrize(
    "text", ["march 2023", "Mar 2023", "MAR. 2023", "2023-03", "2023-3", "2023/03", "3/2023", "2023 march", "mar-2023"]
)
def test_a_month(text: str) -> None:
    expression = parse_week(text)
    assert expression is not None
    assert (expression.kind, expression.label) == (Kind.MONTH, "March 2023")
    assert (expression.first, expression.last) == (date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    "text",
    ["2023-W12", "2023w12", "2023 W12", "W12 2023", "week 12 2023", "week 12 of 2023", "2023 week 12", "2023-W12-3"],
)
def test_an_iso_week(text: str) -> None:
    expression = parse_week(text)
    assert expression is not None
    assert (expression.kind, expression.label) == (Kind.WEEK, "week 12 of 2023")
    assert (expression.first, expression.last) == (date(2023, 3, 20), SUNDAY)


def test_an_iso_week_may_begin_in_the_year_before() -> None:
    expression = parse_week("2020-W53")
    assert expression is not None
    assert (expression.first, expression.last) == (date(2020, 12, 28), date(2021, 1, 3))


def test_a_year() -> None:
    expression = parse_week("2023")
    assert expression is not None
    assert (expression.kind, expression.first, expression.last) == (Kind.YEAR, date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [("march", Kind.MONTH, 3), ("sept", Kind.MONTH, 9), ("w12", Kind.WEEK, 12), ("Week 3", Kind.WEEK, 3)],
)
def test_without_a_year_only_the_number_is_known(text: str, kind: Kind, number: int) -> None:
    expression = parse_week(text)
    assert expression is not None
    assert (expression.kind, expression.number, expression.first) == (kind, number, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-02-30", "2023-02-30 is not a date: February 2023 has 28 days."),
        ("30 feb 2024", "2024-02-30 is not a date: February 2024 has 29 days."),
        ("2023-13-01", "2023-13-01 is not a date: there is no such month."),
        ("2023-00", "2023-00-01 is not a date: there is no such month."),
        ("2023-W54", "There is no week 54 in 2023."),
        ("2023-W53", "There is no week 53 in 2023."),
        ("w99", "There is no week 99: weeks are numbered from 1 to 53."),
        ("0000-01-01", "There is no year 0."),
        ("3/4/2023", "That date could be two days. Please write 2023-04-03 or 2023-03-04."),
    ],
)
def test_a_date_that_is_none_is_said_as_such(text: str, reason: str) -> None:
    with pytest.raises(BadDateError) as raised:
        parse_week(text)
    assert str(raised.value) == reason


@pytest.mark.parametrize("text", ["4/4/2023", "04-04-2023"])
def test_one_day_whichever_way_it_is_read(text: str) -> None:
    expression = parse_week(text)
    assert expression is not None
    assert expression.first == date(2023, 4, 4)


@pytest.mark.parametrize(
    "text", ["foo", "mayo 2023", "2023-03-26x", "12", "week", "1.2.3", "٢٠٢٣", "26 2023", "2023-03/26"]
)
def test_anything_else_is_no_expression(text: str) -> None:
    assert parse_week(text) is None


@given(st.dates())
def test_every_day_is_read_back_as_it_is_said(day: date) -> None:
    for text in (day.isoformat(), f"{MONTHS[day.month - 1]} {day.day}, {day.year:04}"):
        expression = parse_week(text)
        assert expression is not None
        assert expression.first == day


def test_days_are_said_in_english() -> None:
    assert say_day(date(2023, 1, 8)) == "8 January 2023"
