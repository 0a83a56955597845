"""One list of weeks from many: each paper once, with the best that any list says of it.

Tables say what a paper says of itself: title, category, abstract and authors are theirs, of several that of the last one that
has it. Lists that somebody writes week by week, the curated ones, say what readers are told: summary, links and the order of
the week are theirs, likewise the last one's, but the order the first one's, so that ranks stay when a list is added. What the
better kind leaves out is taken from the other. So a list of one's own, listed last, can correct what those of its kind say
without repeating all of it.

- A title that is cut before its colon never replaces the full one of a list of its kind, and a page's replaces no table's.
- Links keep their labels; those with a label that a better list has, or with a destination that is there already, are left out.
- The arXiv id is that of the list whose links count, with its version or without: title and paper link then lead to the same.
- A week begins when the first curated list that has it says, else the first list. Papers that no curated list has follow last.

``matching`` says what makes entries the same paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.dataset.matching import Entry, same_papers
from bot.dataset.sameness import destination, shortens
from bot.models import Link, Paper, Week

__all__ = ["merge_weeks"]

_Value = TypeVar("_Value")


def merge_weeks(sources: Iterable[tuple[str, bool, Iterable[Week]]]) -> tuple[Week, ...]:
    """Return the weeks of all sources, each given as name, whether it is curated, and its weeks; oldest first.

    Weeks are the same if they end on the same day. Their papers are ranked from 1 without a gap, and name their sources in the
    order given.
    """
    names: list[str] = []
    weeks: dict[date, _MergedWeek] = {}
    for place, (name, curated, given) in enumerate(sources):
        names.append(name)
        for week in given:
            weeks.setdefault(week.end, _MergedWeek()).take(place, curated, week)
    return tuple(Week(merged.start(), end, merged.papers(names)) for end, merged in sorted(weeks.items()))


class _MergedWeek:
    """The entries of one week, while sources are poured into it."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._starts: list[tuple[bool, date]] = []

    def take(self, source: int, curated: bool, week: Week) -> None:
        self._starts.append((curated, week.start))
        self._entries += (Entry(source, curated, place, paper) for place, paper in enumerate(week.papers))

    def start(self) -> date:
        return next((start for curated, start in self._starts if curated), self._starts[0][1])

    def papers(self, names: Sequence[str]) -> tuple[Paper, ...]:
        ordered = sorted(same_papers(self._entries), key=_order)
        return tuple(_best(entries, rank, names) for rank, entries in enumerate(ordered, start=1))


def _order(entries: Sequence[Entry]) -> tuple[bool, int, int, int]:
    first = next((entry for entry in entries if entry.curated), entries[0])
    return not first.curated, first.source, first.paper.rank, first.place


def _best(entries: Sequence[Entry], rank: int, names: Sequence[str]) -> Paper:
    if len(entries) == 1:
        (entry,) = entries
        return replace(entry.paper, rank=rank, sources=(names[entry.source],))
    tables = [entry.paper for entry in entries if not entry.curated]
    curated = [entry.paper for entry in entries if entry.curated]
    told, shown = [*curated, *tables], [*tables, *curated]
    links: tuple[Link, ...] = ()
    for paper in shown:
        links = _links_laid_over(links, paper.links)
    return replace(
        shown[-1],
        rank=rank,
        title=_title(tables or curated),
        category=_last(paper.category for paper in told),
        abstract=_last(paper.abstract for paper in told),
        authors=_last(paper.authors for paper in told),
        summary=_last(paper.summary for paper in shown),
        arxiv_id=_last(paper.arxiv_id for paper in shown),
        links=links,
        sources=tuple(dict.fromkeys(names[entry.source] for entry in entries)),
    )


def _title(papers: Sequence[Paper]) -> str:
    """Return the last title, or the one that it cuts short."""
    last = papers[-1].title
    return next((paper.title for paper in reversed(papers) if shortens(last, paper.title)), last)


def _last(values: Iterable[_Value]) -> _Value:
    """Return the last value that is there; one that says nothing where all of them do."""
    *others, last = values
    return last or next(filter(None, reversed(others)), last)


def _links_laid_over(links: tuple[Link, ...], later: tuple[Link, ...]) -> tuple[Link, ...]:
    renewed = {link.label for link in later}
    kept: dict[str, Link] = {}
    for link in (*later, *(link for link in links if link.label not in renewed)):
        kept.setdefault(destination(link.url), link)
    # The paper stands first, also where the better list links a tweet alone.
    return tuple(sorted(kept.values(), key=lambda link: link.label != "Paper"))
