"""The weeks that a catalogue holds, found by what people type for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.catalog.results import WeekAnswer, WeekOffer
from bot.catalog.week_expressions import MONTHS, BadDateError, Expression, Kind, parse_week, say_day
from bot.catalog.week_offers import WeekOffers
from bot.errors import WeekNotFoundError
from bot.models import Week

__all__ = ["WeekTable"]

_NEAREST = 3
_LONGEST = 100


class WeekTable:
    """Weeks, newest first. ``weeks`` must not hold two that end on one day (ValueError)."""

    def __init__(self, weeks: Sequence[Week]) -> None:
        self.weeks = tuple(sorted(weeks, key=lambda week: week.end, reverse=True))
        self._by_end = {week.end: place for place, week in enumerate(self.weeks)}
        if len(self._by_end) < len(self.weeks):
            raise ValueError("two weeks end on the same day: merge them first")
        self._spellings = [_spellings(week) for week in self.weeks]
        self._offers = WeekOffers(self.weeks)

    def ending(self, end: date) -> Week | None:
        """Return the week that ends on that day."""
        place = self._by_end.get(end)
        return None if place is None else self.weeks[place]

    def of(self, day: date) -> Week | None:
        """Return the week of a day: the one it ends, else the newest it lies in (some lists have weeks that overlap)."""
        return self.ending(day) or next((week for week in self.weeks if day in week), None)

    def step(self, week: Week, places: int) -> Week | None:
        """Return the week that many places older, or newer if negative; a week that is not here counts by its last day."""
        place = self._by_end.get(week.end)
        if place is None:
            newer = sum(other.end > week.end for other in self.weeks)
            place = newer - 1 if places > 0 else newer
        wanted = place + places
        return self.weeks[wanted] if 0 <= wanted < len(self.weeks) else None

    def answer(self, asked: str) -> WeekAnswer:
        """Return the weeks that an expression names, newest first.

        Raises WeekNotFoundError where the text is no expression, no real date, or no week of this table.
        """
        if not self.weeks:
            raise WeekNotFoundError(asked, "There are no papers here yet. Please try again a little later.", ())
        try:
            expression = parse_week(asked)
        except BadDateError as error:
            raise WeekNotFoundError(asked, f"{error} {self._span()}", self._nearest(error.near, error.near)) from error
        if expression is None:
            nearest = tuple(week.end for week in self.suggest(asked, _NEAREST))
            raise WeekNotFoundError(
                asked, f"That is not a week I can read. {self._forms()}", nearest or self._newest_ends()
            )
        weeks = self._weeks(expression)
        if not weeks:
            raise WeekNotFoundError(asked, self._missing(expression), self._nearest(expression.first, expression.last))
        return WeekAnswer(self._label(expression, weeks), weeks)

    def suggest(self, typed: str, limit: int) -> tuple[Week, ...]:
        """Return the weeks that a typed beginning may mean, newest first: a date's digits, a month's name, ``W12``."""
        text = _plain(typed[:_LONGEST])
        if not text:
            return self.weeks[:limit]
        try:
            expression = parse_week(typed)
        except BadDateError:
            expression = None
        meant = self._weeks(expression) if expression else ()
        begun = (week for week, known in zip(self.weeks, self._spellings, strict=True) if f" {text}" in known)
        return tuple({week.end: week for week in (*meant, *begun)}.values())[:limit]

    def offers(self, typed: str, limit: int) -> tuple[WeekOffer, ...]:
        """Return years, months and weeks that a typed beginning may mean, each with an expression for :meth:`answer`."""
        return self._offers.offer(typed, limit, lambda begun: self.suggest(begun, len(self.weeks)))

    def _weeks(self, expression: Expression) -> tuple[Week, ...]:
        match expression.kind:
            case Kind.LATEST:
                return self.weeks[:1]
            case Kind.PREVIOUS:
                return self.weeks[1:2]
            case Kind.OLDEST:
                return self.weeks[-1:]
            case Kind.DAY:
                week = self.of(expression.first) if expression.first else None
                return (week,) if week else ()
            case Kind.WEEK:
                return self._iso_weeks(expression)
            case _:
                return self._ending_within(expression)

    def _iso_weeks(self, expression: Expression) -> tuple[Week, ...]:
        """Return the weeks whose middle lies in the ISO week: some lists' weeks are a day longer or shorter than seven."""
        middles = [(week, _middle(week)) for week in self.weeks]
        if expression.first and expression.last:
            return tuple(week for week, middle in middles if expression.first <= middle <= expression.last)
        return tuple(week for week, middle in middles if middle.isocalendar().week == expression.number)[:1]

    def _ending_within(self, expression: Expression) -> tuple[Week, ...]:
        first, last = expression.first, expression.last
        if not (first and last):
            year = next((week.end.year for week in self.weeks if week.end.month == expression.number), None)
            return tuple(w for w in self.weeks if (w.end.year, w.end.month) == (year, expression.number))
        return tuple(week for week in self.weeks if first <= week.end <= last)

    def _label(self, expression: Expression, weeks: Sequence[Week]) -> str:
        """Return what was understood, with the year that was found where none was given."""
        if not expression.number:
            return expression.label
        year = weeks[0].end.year if expression.kind is Kind.MONTH else weeks[0].end.isocalendar().year
        return f"{expression.label} {'of ' if expression.kind is Kind.WEEK else ''}{year}"

    def _missing(self, expression: Expression) -> str:
        if expression.kind is Kind.PREVIOUS:
            return f"There is only one week here, so there is none before it. {self._span()}"
        return f"There is no week here for {expression.label.removeprefix('the week of ')}. {self._span()}"

    def _span(self) -> str:
        return f"The list covers {say_day(self.weeks[-1].start)} to {say_day(self.weeks[0].end)}."

    def _forms(self) -> str:
        end = self.weeks[0].end
        year, number, _ = _middle(self.weeks[0]).isocalendar()
        return (
            f"Try latest, previous, any day such as {end}, a month such as {MONTHS[end.month - 1]} {end.year}, "
            f"or a week number such as {year}-W{number:02}. {self._span()}"
        )

    def _newest_ends(self) -> tuple[date, ...]:
        return tuple(week.end for week in self.weeks[:_NEAREST])

    def _nearest(self, first: date | None, last: date | None) -> tuple[date, ...]:
        if not (first and last):
            return self._newest_ends()

        def distance(week: Week) -> int:
            return max((week.start - last).days, (first - week.end).days, 0)

        return tuple(week.end for week in sorted(self.weeks, key=distance)[:_NEAREST])


def _plain(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split())


def _spellings(week: Week) -> str:
    """Return how people write the days, month and number of a week, each word after a space: for finding it by a beginning."""
    days = [date.fromordinal(day) for day in range(week.start.toordinal(), week.end.toordinal() + 1)]
    year, number, _ = _middle(week).isocalendar()
    spellings = (
        *(day.isoformat() for day in days),
        *(say_day(day) for day in days),
        *(f"{MONTHS[day.month - 1]} {day.day} {day.year}" for day in days),
        *(f"{year}-w{number:02}", f"w{number:02} {year}", f"w{number} {year}", f"week {number} {year}"),
    )
    return "".join(f" {spelling.lower()}\n" for spelling in spellings)


def _middle(week: Week) -> date:
    return week.start + (week.end - week.start) / 2
