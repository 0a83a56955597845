"""The days that a heading names, in the ways in which people write them.

``June 21 - June 28``, ``May 22-28``, ``22–28 May``, ``March 3rd to March 9th``, ``2026-06-21/2026-06-28``, ``week of June 22``,
``week ending 28 June``; months in full, shortened or misspelt a little; a year before, behind or inside, or none at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rapidfuzz import fuzz, process

__all__ = ["Span", "SpanError", "read_span", "read_year"]

# A week; some are a day or two longer or shorter, and a few lists take two or four together.
_MOST_DAYS = 31
# arXiv began in 1991; far beyond either year a date is a slip, and date arithmetic comes near the ends of the calendar.
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
# Has every day that any year has.
_LEAP_YEAR = 2000
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# "Januray" and "Agust" are as like as 86 of 100; "Juny" is 75, and might be either of two.
_LIKE = 80
_BETWEEN = frozenset({"to", "until", "till", "til", "through", "thru", "and"})
_SILENT = frozenset({"of", "the", "on"}) | {
    name
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for name in (day, day[:2], day[:3], day[:4], day[:5])
}
_TOKEN = re.compile(
    r"(?P<iso>(?<!\d)\d{4}([-/.])\d{1,2}\2\d{1,2}(?!\d))"
    r"|(?P<year>(?<!\d)(?:19[7-9]|20\d|21\d)\d(?!\d))"
    r"|(?P<day>(?<![\d.])\d{1,2}(?!\d|\.\d|%))(?:st|nd|rd|th)?"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-‐‑‒–—―−~〜～/&]+|\.{2,3}|…)",
    re.ASCII | re.IGNORECASE,
)
_POINT = "(?:MDY?|DMY?|I)"
# Over the kinds of the tokens, a letter each: Month, Day, Year, ISO date, Separator, x for any other word. The fullest first.
_RANGES = (
    re.compile(f"(?P<first>{_POINT})S+(?P<last>{_POINT})"),
    re.compile("(?P<first>MDY?)S+(?P<last>DY?)"),
    re.compile("(?P<first>D)S+(?P<last>DMY?)"),
    re.compile("(?P<first>I)S+(?P<last>D)"),
)
_SINGLE = re.compile(_POINT)
_WEEK_OF = re.compile(r"\bweek\s+(?P<how>of|starting|beginning|from|ending|ended|to|until)\b", re.IGNORECASE)
_ENDING = frozenset({"ending", "ended", "to", "until"})


class SpanError(ValueError):
    """Days that cannot be the days of a week; the message continues "the dates"."""


class _Day(NamedTuple):
    month: int
    day: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a week as written; one of them may be missing, and the years of both.

    ``year`` is that of the last day, where it is written anywhere; ``alone`` tells that the text has no other words.
    """

    first: _Day | None
    last: _Day | None
    year: int | None
    alone: bool = False

    @property
    def place_in_year(self) -> tuple[int, int]:
        """Month and day of the last day, for comparing spans whose years are not known."""
        if self.last is not None:
            return self.last.month, self.last.day
        start = _date(_LEAP_YEAR, self.first or _Day(1, 1, None))
        end = start + timedelta(days=6)
        return end.month, end.day

    @property
    def crosses_years(self) -> bool:
        """Whether it begins in a month behind that of its end."""
        return self.first is not None and (self.first.month, self.first.day) > self.place_in_year

    def ending_in(self, year: int) -> tuple[date, date]:
        """Return first and last day; ``year`` is that of the last.

        Raise SpanError where the calendar has no such day, the end is before the beginning, or more than a month lies between.
        """
        if self.last is None:
            return self._six_days_on(year)
        end = _date(year, self.last)
        if self.first is None:
            return end - timedelta(days=6), end
        over_new_year = self.first.month > self.last.month
        start = _date(self.first.year or (year - 1 if over_new_year else year), self.first)
        if start > end:
            raise SpanError(f"end before they begin ({start} to {end})")
        if (end - start).days >= _MOST_DAYS:
            raise SpanError(f"are {(end - start).days + 1} days and not about a week ({start} to {end})")
        return start, end

    def _six_days_on(self, year: int) -> tuple[date, date]:
        first = self.first or _Day(1, 1, None)
        start = _date(year, first)
        if (start + timedelta(days=6)).year > year:
            start = _date(year - 1, first)
        return start, start + timedelta(days=6)


def read_span(text: str) -> Span | None:
    """Return the days that a text names; None if it names none, or only a single day of which it does not say what it is.

    Raise SpanError for a day that is in no calendar, or for years that contradict each other.
    """
    tokens = _Tokens(text, misspelt=False)
    return tokens.span() or (_Tokens(text, misspelt=True).span() if "D" in tokens.kinds else None)


def read_year(text: str) -> int | None:
    """Return the only year that a text names; None if there is none, or more than one."""
    years = {int(match["year"]) for match in _TOKEN.finditer(text) if match["year"]}
    return years.pop() if len(years) == 1 else None


class _Tokens:
    """A text as the few kinds of words that matter in a date."""

    def __init__(self, text: str, *, misspelt: bool) -> None:
        self._text = text
        self._misspelt = misspelt
        kinds: list[str] = []
        self._values: list[str] = []
        for match in _TOKEN.finditer(text):
            if kind := self._kind(match):
                kinds.append(kind)
                self._values.append(match["day"] or match[0])
        self.kinds = "".join(kinds)

    def span(self) -> Span | None:
        for pattern in _RANGES:
            if found := pattern.search(self.kinds):
                first, last = (self._point(*found.span(name)) for name in ("first", "last"))
                return self._range(first, last, self._years_outside(*found.span()))
        return self._single()

    def _kind(self, match: re.Match[str]) -> str:
        """Return the letter of a token, "" for one that says nothing."""
        if match["word"] is None:
            return {"iso": "I", "year": "Y", "day": "D", "dash": "S"}[match.lastgroup or ""]
        word = match[0].lower()
        if word in _BETWEEN:
            return "S"
        if word in _SILENT:
            return ""
        return "M" if _month(word, misspelt=self._misspelt) else "x"

    def _point(self, start: int, end: int) -> _Day:
        month = day = 0
        year = None
        for kind, value in zip(self.kinds[start:end], self._values[start:end], strict=True):
            if kind == "I":
                year, month, day = map(int, re.split(r"\D", value))
            elif kind == "M":
                month = _month(value.lower(), misspelt=self._misspelt)
            elif kind == "D":
                day = int(value)
            else:
                year = int(value)
        return _Day(month, day, year)

    def _years_outside(self, start: int, end: int) -> list[int]:
        return sorted(
            {
                int(value)
                for place, (kind, value) in enumerate(zip(self.kinds, self._values, strict=True))
                if kind == "Y" and not start <= place < end
            }
        )

    def _range(self, first: _Day, last: _Day, years: list[int]) -> Span:
        if len(years) > 2 or (len(years) == 2 and years[1] - years[0] != 1):
            raise SpanError(f"name several years ({', '.join(map(str, years))})")
        first = first._replace(month=first.month or last.month)
        last = last._replace(month=last.month or first.month)
        year = last.year if last.year is not None else max(years, default=None)
        if year is None and first.year is not None:
            year = first.year + (first.month > last.month)
        _check(first, first.year)
        _check(last, year)
        return Span(first, last, year, "x" not in self.kinds)

    def _single(self) -> Span | None:
        """Return the week of a single day where the text says whether that begins or ends it."""
        how = _WEEK_OF.search(self._text)
        points = list(_SINGLE.finditer(self.kinds))
        if how is None or len(points) != 1:
            return None
        day = self._point(*points[0].span())
        years = self._years_outside(*points[0].span())
        year = day.year if day.year is not None else max(years, default=None)
        _check(day, year)
        if how["how"].lower() in _ENDING:
            return Span(None, day, year)
        return Span(day, None, None if year is None else (_date(year, day) + timedelta(days=6)).year)


def _month(word: str, *, misspelt: bool) -> int:
    """Return the number of a month, 0 for any other word."""
    if len(word) < 3 or word[0] not in "jfmasond":
        return 0
    for number, name in enumerate(_MONTHS, start=1):
        if word in {name, name[:3], name[:4]} or (len(word) > 4 and name.startswith(word)):
            return number
    if (
        misspelt
        and len(word) > 3
        and (like := process.extractOne(word, _MONTHS, scorer=fuzz.ratio, score_cutoff=_LIKE))
    ):
        return like[2] + 1
    return 0


def _check(day: _Day, year: int | None) -> None:
    """Raise SpanError for a day that no year has; where the year is not known, a leap year's days are taken."""
    _date(_LEAP_YEAR if year is None else year, day)


def _date(year: int, day: _Day) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise SpanError(f"are of the year {year}, which is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    try:
        return date(year, day.month, day.day)
    except ValueError:
        if not 1 <= day.month <= 12:
            raise SpanError(f"name month {day.month}") from None
        raise SpanError(f"name {_MONTHS[day.month - 1].capitalize()} {day.day}, which is not in the calendar") from None
