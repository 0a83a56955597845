"""Years, months and weeks to choose from while somebody types, so that years of weeks can be reached by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from bot.catalog.results import WeekOffer
from bot.catalog.week_expressions import MONTHS
from bot.models import Week

__all__ = ["WeekOffers"]

_LONGEST = 100
# Of the places that a list of suggestions has, those that years may take from weeks while nothing is typed.
_MOST_YEARS = 8


class WeekOffers:
    """Offers spans of ``weeks``, which are newest first.

    The expressions are ``2024``, ``March 2024`` and ``2024-03-31``, which :mod:`bot.catalog.week_expressions` reads.
    """

    def __init__(self, weeks: Sequence[Week]) -> None:
        self._weeks = weeks
        by_year: dict[int, list[Week]] = {}
        by_month: dict[tuple[int, int], list[Week]] = {}
        for week in weeks:
            by_year.setdefault(week.end.year, []).append(week)
            by_month.setdefault((week.end.year, week.end.month), []).append(week)
        self._years = [WeekOffer(f"{year:04}", tuple(inside)) for year, inside in by_year.items()]
        self._months = [
            (_month_spellings(*month), WeekOffer(f"{MONTHS[month[1] - 1]} {month[0]:04}", tuple(inside)))
            for month, inside in by_month.items()
        ]

    def offer(self, typed: str, limit: int, begun: Callable[[str], Sequence[Week]]) -> tuple[WeekOffer, ...]:
        """Return at most ``limit`` spans that a typed beginning may mean, the widest first, of each kind the newest first.

        ``begun`` returns the single weeks that it may mean.
        """
        limit = max(0, limit)
        text = " ".join(typed[:_LONGEST].lower().replace(",", " ").split())
        if not text:
            return self._unasked(limit)
        weeks = (_single(week) for week in begun(typed[:_LONGEST]))
        return tuple(islice(chain(self._years_for(text), self._months_for(text), weeks), limit))

    def _unasked(self, limit: int) -> tuple[WeekOffer, ...]:
        if len(self._weeks) <= limit:
            return tuple(map(_single, self._weeks))
        years = self._years[: min(_MOST_YEARS, limit)]
        return (*map(_single, self._weeks[: limit - len(years)]), *years)

    def _years_for(self, text: str) -> Iterator[WeekOffer]:
        return (year for year in self._years if year.expression.startswith(text))

    def _months_for(self, text: str) -> Iterator[WeekOffer]:
        """Yield months by their beginnings: digits name one from the fourth on, else every month of the century would follow."""
        if text.isdigit() and len(text) < len("2024"):
            return iter(())
        return (month for spellings, month in self._months if any(one.startswith(text) for one in spellings))


def _month_spellings(year: int, month: int) -> tuple[str, ...]:
    name = MONTHS[month - 1].lower()
    return (
        f"{name} {year:04}",
        f"{name[:3]} {year:04}",
        f"{name[:3]}. {year:04}",
        f"{year:04}-{month:02}",
        f"{year:04} {name}",
        f"{year:04} {name[:3]}",
        f"{month:02}/{year:04}",
        f"{month}/{year:04}",
    )


def _single(week: Week) -> WeekOffer:
    return WeekOffer(week.end.isoformat(), (week,))
