"""Laying what arXiv says over papers that lack it. Pure: the store is only looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.arxiv import find_arxiv_id
from bot.dataset.arxiv_api.store import ArxivStore
from bot.models import Paper, Week

__all__ = ["completed", "wanted_ids"]


def completed(weeks: Iterable[Week], store: ArxivStore) -> tuple[Week, ...]:
    """Return the weeks with abstracts, authors and categories (as arXiv's codes) where a paper lacked them and arXiv said them.

    What a paper has stays. A week in which nothing changes is the same object as before.
    """
    return tuple(_completed_week(week, store) for week in weeks)


def wanted_ids(weeks: Iterable[Week], store: ArxivStore, now: datetime) -> tuple[str, ...]:
    """Return the arXiv ids that are to be asked for, each once, of the newest week first and by rank in a week."""
    newest_first = sorted(weeks, key=lambda week: week.end, reverse=True)
    papers = (paper for week in newest_first for paper in week.papers)
    bases = (paper.arxiv_id.base for paper in papers if paper.arxiv_id is not None and _lacks_something(paper))
    return tuple(base for base in dict.fromkeys(bases) if _is_well_formed(base) and store.is_due(base, now))


def _completed_week(week: Week, store: ArxivStore) -> Week:
    papers = tuple(_completed_paper(paper, store) for paper in week.papers)
    # Compared by identity: comparing texts would read all of them.
    unchanged = all(paper is before for paper, before in zip(papers, week.papers, strict=True))
    return week if unchanged else replace(week, papers=papers)


def _completed_paper(paper: Paper, store: ArxivStore) -> Paper:
    if paper.arxiv_id is None or not _lacks_something(paper):
        return paper
    record = store.get(paper.arxiv_id.base)
    if record is None:
        return paper
    fuller = replace(
        paper,
        abstract=paper.abstract or record.abstract,
        authors=paper.authors or record.authors,
        category=paper.category or record.primary,
    )
    return paper if fuller == paper else fuller


def _lacks_something(paper: Paper) -> bool:
    return not (paper.abstract and paper.authors and paper.category)


def _is_well_formed(base: str) -> bool:
    """Tell whether arXiv gives out such ids: a single one that it does not has its whole list refused."""
    found = find_arxiv_id(base)
    return found is not None and found.version is None and found.base == base
