"""Weeks whose date was corrected at the source: which week of the list a posted one is now. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

__all__ = ["NEAR", "is_near", "near_weeks", "same_weeks"]

NEAR = timedelta(days=10)
"""How far a corrected date may lie from the former: a slip of the pen is a day or a week, and two weeks of a list are seven
days apart."""

Holds = Callable[[str, date], bool]
"""Whether the list's week of that last day has the paper of that identity, be it a former one."""


def is_near(one: date, other: date) -> bool:
    """Tell whether two last days may be those of one week whose date was corrected."""
    return one != other and abs(one - other) <= NEAR


def near_weeks(posted: Collection[date], listed: Collection[date]) -> dict[date, tuple[date, ...]]:
    """Return, for each posted week that may live on under another date, the weeks near it that were not posted; if any.

    Those are the weeks that the list has not any more, and the newest one: a week that came since may have been given its date,
    and would never be posted. The date of an older one is not asked for again.
    """
    gone = set(posted).difference(listed)
    near = {week: _free_near(week, posted, listed) for week in sorted(gone.union([max(posted)] if posted else []))}
    return {week: days for week, days in near.items() if days}


def same_weeks(
    posted: Mapping[date, Collection[str]], near: Mapping[date, Collection[date]], holds: Holds
) -> dict[date, date]:
    """Return the present last day of each posted week that lives on under another: one that holds at least half of its papers.

    ``posted`` has the papers of each week, none where they are not known, and ``near`` is what :func:`near_weeks` returned. A
    week keeps its date if the list has as many of its papers there. No two weeks become one: of several that a day could be,
    it is that with the most papers there, of those the nearest.
    """
    ranked = sorted(
        (-shared, abs(week - day), week, day)
        for week, days in near.items()
        for day in days
        if (shared := _share(posted.get(week, ()), day, holds)) >= 0.5 and shared > _share(posted[week], week, holds)
    )
    found: dict[date, date] = {}
    for _, _, week, day in ranked:
        if week not in found and day not in found.values():
            found[week] = day
    return found


def _free_near(week: date, posted: Collection[date], listed: Collection[date]) -> tuple[date, ...]:
    days = (week + timedelta(days=away) for away in range(-NEAR.days, NEAR.days + 1))
    return tuple(day for day in days if day in listed and day not in posted)


def _share(papers: Collection[str], day: date, holds: Holds) -> float:
    return sum(holds(paper, day) for paper in papers) / len(papers) if papers else 0.0
