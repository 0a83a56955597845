"""One list of weeks from many: the same paper in the same week is one paper that keeps the best of each source.

The rules, for sources in their order:

- title, category, abstract and summary are those of the first source that has them;
- the arXiv id is that of the first source that has one;
- the links are all there are, the first source's first; two addresses of one arXiv paper, tweet or page are one link;
- a week keeps the ranks of the first source that has it; papers that only later sources have follow in their order.

What makes two entries the same paper, ``sameness`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.arxiv import find_arxiv_id
from bot.dataset.sameness import Shelf
from bot.models import Link, Paper, Week

__all__ = ["merge_weeks"]

_TWEET = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/]+/status/(?P<id>[0-9]+)(?![^?#/])", re.IGNORECASE
)


def merge_weeks(sources: Iterable[Iterable[Week]]) -> tuple[Week, ...]:
    """Return the weeks of all sources, oldest first, each with its papers ranked from 1 without a gap.

    Weeks are the same if they end on the same day; the first source that has one also says when it began.
    """
    weeks: dict[date, _MergedWeek] = {}
    for source in sources:
        for week in source:
            weeks.setdefault(week.end, _MergedWeek(week.start)).take(week.papers)
    return tuple(Week(merged.start, end, merged.ranked()) for end, merged in sorted(weeks.items()))


class _MergedWeek:
    """The papers of one week, while sources are poured into it."""

    def __init__(self, start: date) -> None:
        self.start = start
        self._papers: list[Paper] = []
        self._shelf = Shelf()

    def take(self, papers: Iterable[Paper]) -> None:
        for paper in papers:
            place = self._shelf.place(paper)
            if place is None:
                self._shelf.add(paper)
                self._papers.append(paper)
            else:
                self._shelf.also(place, paper)
                self._papers[place] = _best_of(self._papers[place], paper)

    def ranked(self) -> tuple[Paper, ...]:
        return tuple(replace(paper, rank=rank) for rank, paper in enumerate(self._papers, start=1))


def _best_of(first: Paper, later: Paper) -> Paper:
    return replace(
        first,
        category=first.category or later.category,
        abstract=first.abstract or later.abstract,
        summary=first.summary or later.summary,
        arxiv_id=first.arxiv_id or later.arxiv_id,
        links=_union(first.links, later.links),
    )


def _union(first: tuple[Link, ...], later: tuple[Link, ...]) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for link in (*first, *later):
        links.setdefault(_destination(link.url), link)
    return tuple(links.values())


def _destination(url: str) -> str:
    """Return what two addresses share that lead to the same: an arXiv paper's abstract and PDF, a tweet under both hosts."""
    if arxiv_id := find_arxiv_id(url):
        return arxiv_id.base
    tweet = _TWEET.match(url)
    return tweet["id"] if tweet else url.removesuffix("/")
