"""Weeks of one list that lie over one another: mostly papers with dates of their own instead of their week's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from bot.models import Week

__all__ = ["overlapping"]


def overlapping(weeks: Iterable[Week]) -> tuple[date, ...]:
    """Return the last days, oldest first, of the weeks that share a day with another one."""
    ordered = sorted(weeks, key=lambda week: week.end)
    pairs = [pair for pair in pairwise(ordered) if pair[1].start <= pair[0].end]
    return tuple(dict.fromkeys(week.end for pair in pairs for week in pair))
