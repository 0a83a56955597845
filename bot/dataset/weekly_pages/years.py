"""The years of headings that do not name their own, told from those around them and never from today's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.dataset.weekly_pages.spans import Span

__all__ = ["Dated", "years_of"]

_LEAP_YEAR, _DAYS = 2000, 366


@dataclass(frozen=True, slots=True)
class Dated:
    """A week's heading: its days, and the year in a heading of its own right above it (``## 2024``), if there is one."""

    span: Span
    above: int | None = None


def years_of(headings: Sequence[Dated], page_year: int | None, *, only_that_year: bool = False) -> list[int | None]:
    """Return for each heading the year in which its week ends; None where nothing tells it.

    A year that is written counts, then the page's, then the one right above. On a page of ``only_that_year`` another one is a
    slip where the weeks around it would be in order without it; in January one writes the old year by mistake. Other headings
    follow the nearest one above: pages have the newest week first, so a week that would end later than the one above it ended a
    year before. Where none above has a year, those below tell it in the same way. A page that has its oldest week first is read
    from its end.
    """
    oldest_first = _climbs(headings)
    ordered = list(reversed(headings)) if oldest_first else list(headings)
    years = [_written(dated, page_year) for dated in ordered]
    if only_that_year and page_year is not None:
        for place in _slips(ordered, years, page_year):
            years[place] = page_year
    for newer in range(len(years) - 1):
        above = years[newer]
        if above is not None and years[newer + 1] is None:
            years[newer + 1] = above - (_place(ordered[newer + 1]) > _place(ordered[newer]))
    for older in range(len(years) - 1, 0, -1):
        below = years[older]
        if below is not None and years[older - 1] is None:
            years[older - 1] = below + (_place(ordered[older - 1]) < _place(ordered[older]))
    return list(reversed(years)) if oldest_first else years


def _written(dated: Dated, page_year: int | None) -> int | None:
    own = dated.span.year
    # On the new year's page a week over New Year ends in the new one, whatever is written.
    if own is not None and page_year == own + 1 and dated.span.crosses_years:
        return page_year
    return own or page_year or dated.above


def _slips(newest_first: Sequence[Dated], years: Sequence[int | None], page_year: int) -> list[int]:
    """Return the places of headings in another year, which in the page's would stand in order among those that are in it."""
    later = _nearest(newest_first, years, page_year)
    earlier = list(reversed(_nearest(newest_first[::-1], years[::-1], page_year)))
    found = []
    for place, (above, below) in enumerate(zip(later, earlier, strict=True)):
        days = _place(newest_first[place])
        in_order = (above is None or above > days) and (below is None or days > below)
        if years[place] != page_year and (above or below) and in_order:
            found.append(place)
    return found


def _nearest(headings: Sequence[Dated], years: Sequence[int | None], page_year: int) -> list[tuple[int, int] | None]:
    """Return for each heading the days of the last one before it that is in the page's year."""
    nearest: list[tuple[int, int] | None] = []
    last = None
    for dated, year in zip(headings, years, strict=True):
        nearest.append(last)
        last = _place(dated) if year == page_year else last
    return nearest


def _climbs(headings: Sequence[Dated]) -> bool:
    """Tell whether most headings are later than the one above: the nearer way round the calendar is the one that time went."""
    days = [date(_LEAP_YEAR, *_place(dated)).toordinal() for dated in headings]
    back = [(above - below) % _DAYS for above, below in pairwise(days)]
    return sum(step > _DAYS // 2 for step in back) > sum(0 < step <= _DAYS // 2 for step in back)


def _place(dated: Dated) -> tuple[int, int]:
    return dated.span.place_in_year
