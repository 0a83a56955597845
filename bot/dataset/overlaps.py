"""Weeks that lie over one another: mostly papers with dates of their own, or with another day than the last of their week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.models import Week

__all__ = ["overlapping"]

# Weeks of other lists may be as people write them, from Sunday to Sunday: then neighbours share that day.
_SHARED = 2


def overlapping(weeks: Sequence[Week], others: Iterable[Week] = ()) -> tuple[date, ...]:
    """Return the last days, oldest first, of the ``weeks`` that lie over another one.

    That is one of their own with which they share a day, or one of other lists, with another last day, with which they share two.
    """
    ordered = sorted(weeks, key=lambda week: week.end)
    pairs = [pair for pair in pairwise(ordered) if pair[1].start <= pair[0].end]
    found = {week.end for pair in pairs for week in pair}
    ends: dict[date, set[date]] = {}
    for other in others:
        for day in _days(other):
            ends.setdefault(day, set()).add(other.end)
    for week in weeks:
        shared = Counter(end for day in _days(week) for end in ends.get(day, ()) if end != week.end)
        if max(shared.values(), default=0) >= _SHARED:
            found.add(week.end)
    return tuple(sorted(found))


def _days(week: Week) -> Iterator[date]:
    return (week.start + timedelta(days=place) for place in range((week.end - week.start).days + 1))
