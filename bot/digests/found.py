"""Which of the messages found in a channel belong together, where the date of their week was corrected in between. Pure.

An edit gives a message the marker of the new date. A bot that was killed between the parts of an edition, and whose ledger was
lost with its machine, finds some parts under the one date and some under the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.digests.model import DigestContent, Posted
from bot.digests.moves import is_near

__all__ = ["EditionParts", "Group", "joined", "parts_of_week"]

Group = tuple[date, int, int]
"""Week, attempt, and the number of parts."""

EditionParts = Mapping[int, Posted]
"""By part: the message that carries it."""


def joined(groups: Mapping[Group, EditionParts]) -> dict[Group, EditionParts]:
    """Return the groups, with those that are two halves of one edition as one, under the date of its first part.

    Parts are edited in order, so that the first one has the newest date.
    """
    left = dict(groups)
    for (week, attempt, parts), found in groups.items():
        if 1 not in found or len(found) == parts:
            continue
        halves = [
            other
            for other in left
            if other[1:] == (attempt, parts) and is_near(other[0], week) and _complete(found, left[other], parts)
        ]
        if len(halves) == 1:
            left[week, attempt, parts] = {**left.pop(halves[0]), **found}
    return left


def parts_of_week(sightings: Iterable[Posted], content: DigestContent) -> tuple[Posted, ...]:
    """Return, one for each part, those messages that show the week of ``content``, be it under another date, in order.

    Under another date it is that week if at least half of its papers are in it.
    """
    papers = {paper.identity for paper in content.week.papers}
    by_week: dict[date, list[Posted]] = {}
    for sighting in sightings:
        by_week.setdefault(sighting.marker.week, []).append(sighting)
    same = [week for week, found in by_week.items() if week == content.week.end or _is_of(papers, found)]
    # Its own date last, so that what carries it counts.
    parts = {
        one.marker.part: one
        for week in sorted(same, key=lambda week: week == content.week.end)
        for one in by_week[week]
    }
    return tuple(parts[part] for part in sorted(parts))


def _complete(first: EditionParts, second: EditionParts, parts: int) -> bool:
    return not first.keys() & second.keys() and first.keys() | second.keys() == set(range(1, parts + 1))


def _is_of(papers: set[str], found: Iterable[Posted]) -> bool:
    shown = [identity for one in found for identity in one.papers]
    return bool(shown) and sum(identity in papers for identity in shown) * 2 >= len(shown)
