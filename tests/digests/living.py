"""Lists that live on, for tests of what follows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.catalog import Catalog
from bot.models import Week
from tests.digests.desk_tools import DeskWorld

__all__ = ["moved", "posted_and_met", "retitled", "show", "without"]


def retitled(week: Week, title: str, *ranks: int) -> Week:
    """Return the week with a mark behind the titles of those places, by default of all."""
    papers = (
        replace(paper, title=f"{paper.title}{title}") if not ranks or paper.rank in ranks else paper
        for paper in week.papers
    )
    return replace(week, papers=tuple(papers))


def moved(week: Week, days: int) -> Week:
    """Return the week under another date."""
    end = week.end + timedelta(days=days)
    return Week.ending(end, tuple(replace(paper, week=end) for paper in week.papers))


def without(weeks: Iterable[Week], *gone: date) -> list[Week]:
    """Return the weeks but those."""
    return [week for week in weeks if week.end not in gone]


def show(world: DeskWorld, *weeks: Week) -> None:
    """Let the list have these weeks, in place of any that end on the same days."""
    kept = without(world.catalog.weeks, *(week.end for week in weeks))
    world.catalog = Catalog([*kept, *weeks])


async def posted_and_met(world: DeskWorld) -> DeskWorld:
    """Let the world post its newest week at its first due time."""
    await world.met()
    await world.desk.run_due()
    return world
