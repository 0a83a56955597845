"""One list of weeks from many, each laid over those before it.

What a later source says of a paper counts, and what it leaves out stays as it was: so a list of one's own can correct the
bundled one without repeating it. For sources in their order:

- title, category, abstract, summary and arXiv id are those of the last source that has them;
- the links are the last source's, then those of the others, whose labels it does not have; two addresses of one arXiv paper,
  tweet or page are one link;
- a week keeps its first day and its ranks from the first source that has it; papers that only later sources have follow in
  their order.

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

    Weeks are the same if they end on the same day.
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
                self._papers[place] = _laid_over(self._papers[place], paper)

    def ranked(self) -> tuple[Paper, ...]:
        return tuple(replace(paper, rank=rank) for rank, paper in enumerate(self._papers, start=1))


def _laid_over(paper: Paper, later: Paper) -> Paper:
    return replace(
        paper,
        title=later.title,
        category=later.category or paper.category,
        abstract=later.abstract or paper.abstract,
        summary=later.summary or paper.summary,
        arxiv_id=later.arxiv_id or paper.arxiv_id,
        links=_links_laid_over(paper.links, later.links),
    )


def _links_laid_over(links: tuple[Link, ...], later: tuple[Link, ...]) -> tuple[Link, ...]:
    renewed = {link.label for link in later}
    kept: dict[str, Link] = {}
    for link in (*later, *(link for link in links if link.label not in renewed)):
        kept.setdefault(_destination(link.url), link)
    return tuple(kept.values())


def _destination(url: str) -> str:
    """Return what two addresses share that lead to the same: an arXiv paper's abstract and PDF, a tweet under both hosts."""
    if arxiv_id := find_arxiv_id(url):
        return arxiv_id.base
    tweet = _TWEET.match(url)
    return tweet["id"] if tweet else url.removesuffix("/")
