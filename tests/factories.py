"""One factory per noun, with values that look real; everything can be overridden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.arxiv import ArxivId
from bot.models import Link, Paper, Week

SUNDAY = date(2023, 3, 26)


def make_paper(number: int = 1, *, week: date = SUNDAY, rank: int | None = None, **fields: object) -> Paper:
    """Return a paper with arXiv id ``2303.<number>``."""
    arxiv_id = ArxivId(f"2303.{number:05}")
    values: dict[str, object] = {
        "week": week,
        "rank": number if rank is None else rank,
        "title": f"A Study of Things, Part {number}",
        "category": "Computation and Language",
        "abstract": f"We study thing {number}. It works well. It is released.",
        "links": (
            Link("Paper", f"https://arxiv.org/pdf/{arxiv_id}"),
            Link("Tweet", f"https://twitter.com/x/status/{number}"),
        ),
        "arxiv_id": arxiv_id,
    }
    return Paper(**{**values, **fields})  # type: ignore[arg-type]


def make_week(end: date = SUNDAY, papers: int | Sequence[Paper] = 3) -> Week:
    """Return a week of that many papers, or of those given."""
    if isinstance(papers, int):
        first = (end - date(2023, 1, 1)).days * 20
        papers = [make_paper(first + place, week=end, rank=place) for place in range(1, papers + 1)]
    return Week.ending(end, tuple(papers))


def make_weeks(count: int = 3, *, last: date = SUNDAY, papers: int = 3) -> tuple[Week, ...]:
    """Return consecutive weeks, oldest first, the last one ending on ``last``."""
    return tuple(make_week(last - timedelta(weeks=back), papers) for back in reversed(range(count)))
