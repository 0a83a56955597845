"""What people type for a week, read without a clock and without a list of weeks.

"latest", "previous", a day in any form that means one day only, a month, an ISO week, a year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

__all__ = ["MONTHS", "BadDateError", "Expression", "Kind", "parse_week", "say_day"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Characters of the longest expression, with room for careless spacing.
_LONGEST = 100
_LATEST = {"", "latest", "newest", "last", "current", "now", "this week", "last week", "latest week", "newest week"}
_PREVIOUS = {"previous", "previous week", "prev", "before", "week before"}
_OLDEST = {"first", "oldest", "first week", "oldest week"}
_MONTH_NUMBERS = {
    name.lower()[:length]: number for number, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))
}
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"


class Kind(Enum):
    """What an expression asks for."""

    LATEST = auto()
    PREVIOUS = auto()
    OLDEST = auto()
    DAY = auto()
    MONTH = auto()
    WEEK = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Expression:
    """What was understood. ``first`` and ``last`` are the days it spans; None where it is relative or names no year.

    ``number`` is the month or ISO week of an expression without a year: the newest such is meant.
    """

    kind: Kind
    label: str
    first: date | None = None
    last: date | None = None
    number: int = 0


class BadDateError(ValueError):
    """The text has the form of a date, but there is no such day, or it could be two; the message is for its writer.

    ``near`` is a day close to what may have been meant, None where nothing is.
    """

    def __init__(self, reason: str, near: date | None = None) -> None:
        self.near = near
        super().__init__(reason)


def parse_week(text: str) -> Expression | None:
    """Read an expression; None where it is none. Case, white space and commas do not matter.

    Raises BadDateError for a date that does not exist, and for one that could be two days.
    """
    if len(text) > _LONGEST:
        return None
    text = " ".join(text.lower().replace(",", " ").split()).removeprefix("the ").removeprefix("week of ")
    for known, kind, label in (
        (_LATEST, Kind.LATEST, "the latest week"),
        (_PREVIOUS, Kind.PREVIOUS, "the week before the latest"),
        (_OLDEST, Kind.OLDEST, "the first week"),
    ):
        if text in known:
            return Expression(kind, label)
    for pattern, read in _FORMS:
        match = pattern.fullmatch(text)
        expression = read(match.groupdict()) if match else None
        if expression is not None:
            return expression
    return None


def say_day(day: date) -> str:
    """Return ``26 March 2023``, whatever the locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _read_day(parts: dict[str, str]) -> Expression | None:
    month = _month(parts)
    return None if month is None else _day(int(parts["year"]), month, int(parts["day"]))


def _read_slashed(parts: dict[str, str]) -> Expression:
    one, two, year = int(parts["one"]), int(parts["two"]), int(parts["year"])
    if one <= 12 and two <= 12 and one != two:
        options = " or ".join(f"{year:04}-{month:02}-{day:02}" for month, day in ((two, one), (one, two)))
        raise BadDateError(f"That date could be two days. Please write {options}.", _end_of_month(year, max(one, two)))
    return _day(year, one, two) if two > 12 else _day(year, two, one)


def _read_month(parts: dict[str, str]) -> Expression | None:
    month = _month(parts)
    if month is None:
        return None
    if not parts.get("year"):
        return Expression(Kind.MONTH, MONTHS[month - 1], number=month)
    first = _date(int(parts["year"]), month, 1)
    last = first.replace(day=monthrange(first.year, month)[1])
    return Expression(Kind.MONTH, f"{MONTHS[month - 1]} {first.year}", first, last)


def _read_iso_week(parts: dict[str, str]) -> Expression:
    number = int(parts["week"])
    if not parts.get("year"):
        if not 1 <= number <= 53:
            raise BadDateError(f"There is no week {number}: weeks are numbered from 1 to 53.")
        return Expression(Kind.WEEK, f"week {number}", number=number)
    year = int(parts["year"])
    try:
        first = date.fromisocalendar(year, number, 1)
        last = first + timedelta(days=6)
    except (ValueError, OverflowError) as error:
        raise BadDateError(f"There is no week {number} in {year}.", _end_of_month(year, 12)) from error
    return Expression(Kind.WEEK, f"week {number} of {year}", first, last)


def _read_year(parts: dict[str, str]) -> Expression:
    year = _date(int(parts["year"]), 1, 1).year
    return Expression(Kind.YEAR, str(year), date(year, 1, 1), date(year, 12, 31))


def _month(parts: dict[str, str]) -> int | None:
    return int(parts["month"]) if parts.get("month") else _MONTH_NUMBERS.get(parts.get("name") or "")


def _day(year: int, month: int, day: int) -> Expression:
    found = _date(year, month, day)
    return Expression(Kind.DAY, f"the week of {say_day(found)}", found, found)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        if not year:
            raise BadDateError("There is no year 0.") from error
        reason = (
            f"{MONTHS[month - 1]} {year} has {monthrange(year, month)[1]} days"
            if 1 <= month <= 12
            else "there is no such month"
        )
        raise BadDateError(
            f"{year:04}-{month:02}-{day:02} is not a date: {reason}.", _end_of_month(year, month)
        ) from error


def _end_of_month(year: int, month: int) -> date | None:
    """Return the last day of a month, of the year's last one for a month beyond; None for the year 0."""
    if not year:
        return None
    month = min(max(month, 1), 12)
    return date(year, month, monthrange(year, month)[1])


_FORMS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], Expression | None]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})", _read_day),
        (rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)", _read_day),
        (rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}", _read_day),
        (rf"(?P<one>\d{{1,2}})([-/])(?P<two>\d{{1,2}})\2{_YEAR}", _read_slashed),
        (rf"{_DAY}\.?[ -]?(?:of )?{_MONTH}[ -]?{_YEAR}", _read_day),
        (rf"{_MONTH} ?{_DAY} {_YEAR}", _read_day),
        (rf"{_YEAR}[ -]{_MONTH}[ -]{_DAY}", _read_day),
        (rf"{_YEAR}[-/](?P<month>\d{{1,2}})", _read_month),
        (rf"(?P<month>\d{{1,2}})/{_YEAR}", _read_month),
        (rf"{_MONTH}(?:[ -]?{_YEAR})?", _read_month),
        (rf"{_YEAR} {_MONTH}", _read_month),
        (rf"{_YEAR}[ -]?w(?:eek)? ?-?(?P<week>\d{{1,2}})(?:-[1-7])?", _read_iso_week),
        (rf"w(?:eek)? ?(?P<week>\d{{1,2}})(?: (?:of )?{_YEAR})?", _read_iso_week),
        (_YEAR, _read_year),
    )
)
