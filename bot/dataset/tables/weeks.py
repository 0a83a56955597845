"""The week that a row names, by its last day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.dataset.cells import CellError, read_date, shown
from bot.dataset.tables.values import text_of

__all__ = ["read_week"]

# A time behind the date, as databases and spreadsheets write it, says nothing about the week.
_TIME = re.compile(
    r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|\s+)[0-9]{1,2}:[0-9]{2}[0-9:.,]*\s*(?:Z|UTC|GMT|[+-][0-9:]{2,6})?$"
)
_ISO_WEEK = re.compile(r"(?P<year>[0-9]{4})-?W(?P<week>[0-9]{1,2})", re.IGNORECASE)
_RANGE = re.compile(
    r"(?P<first>[0-9]{4}-[0-9]{2}-[0-9]{2})\s*(?:/|\.\.+|[-–—]+|to|until)\s*(?P<last>[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
# With dots nobody writes the month first (with slashes some do).
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_LONGEST_RANGE = timedelta(days=31)
_NUMBERS = re.compile(r"(?P<a>[0-9]{1,4})(?P<sign>[./-])(?P<b>[0-9]{1,2})(?P=sign)(?P<c>[0-9]{2,4})")
_LAST_KEYS = ("end", "last", "to")


def read_week(value: object) -> date:
    """Return the last day of a week that is written as its date, with or without a time, as an ISO week or as a range of dates.

    ``2023-03-26``, ``2023-03-26T00:00:00Z``, ``26.03.2023``, ``2023-W12`` (its Sunday), ``2023-03-20/2023-03-26``, or an object
    with its ``end``. Raise CellError with what is wrong, and what to write instead of a date whose day and month could be taken
    for each other.
    """
    if isinstance(value, Mapping):
        value = next((value[key] for key in _LAST_KEYS if key in value), value)
    text = _TIME.sub("", text_of(value).strip())
    if week := _ISO_WEEK.fullmatch(text):
        return _sunday(text, int(week["year"]), int(week["week"]))
    if days := _RANGE.fullmatch(text):
        return _end(text, read_date(days["first"]), read_date(days["last"]))
    if (dotted := _DOTTED.fullmatch(text)) and (day := _day(*map(int, dotted.group("year", "month", "day")))):
        return read_date(day.isoformat())
    try:
        return read_date(text)
    except CellError as error:
        raise CellError(f"{error}{_instead(text)}") from None


def _sunday(text: str, year: int, week: int) -> date:
    try:
        day = date.fromisocalendar(year, week, 7)
    except ValueError:
        raise CellError(f"{shown(text)} is not a week of the calendar") from None
    return read_date(day.isoformat())


def _end(text: str, first: date, last: date) -> date:
    if not timedelta(0) <= last - first <= _LONGEST_RANGE:
        raise CellError(f"{shown(text)} is not a range of days such as 2023-03-20/2023-03-26")
    return last


def _instead(text: str) -> str:
    """Return what to write for a date with another order: one suggestion, or both that it could mean."""
    if not (numbers := _NUMBERS.fullmatch(text)):
        return ""
    a, b, c = (int(numbers[name]) for name in "abc")
    orders = [(a, b, c)] if len(numbers["a"]) > 2 else [(_century(c), a, b), (_century(c), b, a)]
    meant = dict.fromkeys(day.isoformat() for order in orders if (day := _day(*order)))
    return f"; write {' or '.join(meant)}" if meant else ""


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
