from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.cells import CellError
from bot.dataset.tables.weeks import read_week

SUNDAY = date(2023, 3, 26)


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-26",
        " 2023-03-26 ",
        "2023-03-26T00:00:00Z",
        "2023-03-26 00:00:00",
        "2023-03-26 00:00",
        "2023-03-26T09:30:00.123+02:00",
        "2023-03-26 09:30:00 UTC",
        "26.03.2023",
        "26.3.2023",
        "2023-W12",
        "2023-w12",
        "2023W12",
        "2023-03-20/2023-03-26",
        "2023-03-20 / 2023-03-26",
        "2023-03-20 to 2023-03-26",
        "2023-03-20 - 2023-03-26",
        "2023-03-20–2023-03-26",
        "2023-03-20..2023-03-26",
        "2023-03-26/2023-03-26",
        {"start": "2023-03-20", "end": "2023-03-26"},
    ],
)
def test_the_last_day(value: object) -> None:
    assert read_week(value) == SUNDAY


@pytest.mark.parametrize(("week", "day"), [("2020-W53", date(2021, 1, 3)), ("2026-W01", date(2026, 1, 4))])
def test_a_numbered_week_ends_on_its_sunday(week: str, day: date) -> None:
    assert read_week(week) == day


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "is empty"),
        (None, "is empty"),
        ("soon", "'soon' is not a date such as 2023-03-26"),
        ("2023-02-30", "'2023-02-30' is not a day of the calendar"),
        ("3/26/2023", "'3/26/2023' is not a date such as 2023-03-26; write 2023-03-26"),
        ("26/03/2023", "'26/03/2023' is not a date such as 2023-03-26; write 2023-03-26"),
        ("03.26.2023", "'03.26.2023' is not a date such as 2023-03-26; write 2023-03-26"),
        ("26.03.1066", "'1066-03-26' is not between 1970 and 2199"),
        ("26.03.23", "'26.03.23' is not a date such as 2023-03-26; write 2023-03-26"),
        ("3/4/2023", "'3/4/2023' is not a date such as 2023-03-26; write 2023-03-04 or 2023-04-03"),
        ("5/5/2023", "'5/5/2023' is not a date such as 2023-03-26; write 2023-05-05"),
        ("2023/3/26", "'2023/3/26' is not a date such as 2023-03-26; write 2023-03-26"),
        ("40/40/2023", "'40/40/2023' is not a date such as 2023-03-26"),
        ("0/0/0000", "'0/0/0000' is not a date such as 2023-03-26"),
        ("45011", "'45011' is not a date such as 2023-03-26"),
        ("2023-W54", "'2023-W54' is not a week of the calendar"),
        ("0000-W01", "'0000-W01' is not a week of the calendar"),
        ("1066-W41", "'1066-10-14' is not between 1970 and 2199"),
        ("2023-03-26/2023-03-20", "'2023-03-26/2023-03-20' is not a range of days such as 2023-03-20/2023-03-26"),
        ("2023-01-01/2023-03-26", "'2023-01-01/2023-03-26' is not a range of days such as 2023-03-20/2023-03-26"),
        ("2023-03-20/2023-03-99", "'2023-03-99' is not a day of the calendar"),
        (["2023-03-26"], "is a list, not text"),
        ({"from": "2023-03-20"}, "is an object, not text"),
        (True, "is true, not text"),
    ],
)
def test_what_is_none_and_what_to_write(value: object, reason: str) -> None:
    with pytest.raises(CellError) as caught:
        read_week(value)
    assert str(caught.value) == reason


@given(st.text() | st.text(alphabet="0123456789-/.W TZ:+to"))
def test_no_text_crashes_it(text: str) -> None:
    with suppress(CellError):
        assert 1970 <= read_week(text).year <= 2199


@given(st.dates(date(1970, 1, 5), date(2199, 12, 20)))
def test_every_day_in_every_form(day: date) -> None:
    year, week, weekday = day.isocalendar()
    assert read_week(f"{day}T12:00") == read_week(f"{day}/{day}") == day
    assert (read_week(f"{year}-W{week:02}") - day).days == 7 - weekday
