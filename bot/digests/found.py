"""Which of the messages found in a channel belong to a week, where its date was corrected in between. Pure.

An edit gives a message the marker of the new date. A bot that was killed between the parts of an edition, and whose ledger was
lost with its machine, finds some parts under the one date and some under the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.digests.model import DigestContent, Posted

__all__ = ["parts_of_week"]


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


def _is_of(papers: set[str], found: Iterable[Posted]) -> bool:
    shown = [identity for one in found for identity in one.papers]
    return bool(shown) and sum(identity in papers for identity in shown) * 2 >= len(shown)
