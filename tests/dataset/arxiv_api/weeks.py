"""Weeks of papers that lack everything that arXiv knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.arxiv import find_arxiv_id
from bot.models import Link, Paper, Week

FIRST = date(2023, 3, 26)


def bare(base: str, *, week: date = FIRST, rank: int = 1, **changes: object) -> Paper:
    """Return a paper with an arXiv id, a title and a link."""
    values: dict[str, object] = {
        "week": week,
        "rank": rank,
        "title": f"Paper {base}",
        "links": (Link("Paper", f"https://arxiv.org/abs/{base}"),),
        "arxiv_id": find_arxiv_id(base),
    }
    return Paper(**(values | changes))  # type: ignore[arg-type]


def week_of(*bases: str, end: date = FIRST) -> Week:
    return Week.ending(end, tuple(bare(base, week=end, rank=rank) for rank, base in enumerate(bases, start=1)))


def numbers(count: int, *, month: str = "2303") -> tuple[str, ...]:
    return tuple(f"{month}.{number:05}" for number in range(1, count + 1))


def weeks_of(bases: Iterable[str], *, each: int = 10) -> tuple[Week, ...]:
    """Return the papers in weeks of ten, one week after the other."""
    all_bases = list(bases)
    starts = range(0, len(all_bases), each)
    return tuple(
        week_of(*all_bases[start : start + each], end=FIRST + timedelta(days=7 * number))
        for number, start in enumerate(starts)
    )
