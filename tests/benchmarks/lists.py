"""A list of any length, and what people ask about the papers of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib import resources

from bot.models import Paper

__all__ = ["bundled_list", "queries", "repeated_list", "typed_titles"]

_LAST = date(2026, 8, 30)
_PAPERS_A_WEEK = 10
_ASKED_ABOUT = 100
_ARXIV_ID = re.compile(r"(?<=arxiv\.org/)(abs|pdf)/\d{4}\.\d{4,5}")


def bundled_list() -> str:
    """Return the list that comes with Paperboy, as Markdown."""
    return (resources.files("bot.dataset") / "data" / "papers-of-the-week.md").read_text(encoding="utf-8")


def repeated_list(papers: int) -> str:
    """Return a list of that many papers, ten a week: the bundled rows over and over, each with a title and id of its own."""
    header, rule, *rows = bundled_list().strip().splitlines()
    made = [header, rule]
    for number in range(papers):
        week = _LAST - timedelta(weeks=number // _PAPERS_A_WEEK)
        _, _, title, rest = rows[number % len(rows)].split("|", 3)
        rest = _ARXIV_ID.sub(rf"\g<1>/{week:%y%m}.{number:05}", rest)
        made.append(f"| {week} | {title.strip()}, part {number // len(rows) + 1} |{rest}")
    return "\n".join([*made, ""])


def queries(papers: Sequence[Paper]) -> Iterator[str]:
    """Yield searches: words of titles, a word with a slip, what an abstract says, and a word that most have."""
    yield "model"
    for paper in _some(papers):
        title, abstract = paper.title.split(), paper.abstract.split()
        yield " ".join(title[:3])
        yield with_slip(max(title, key=len))
        yield " ".join(abstract[10:16])


def typed_titles(papers: Sequence[Paper]) -> Iterator[str]:
    """Yield beginnings of titles as they are typed, and some with a slip."""
    for paper in _some(papers):
        yield from (paper.title[:length] for length in (1, 3, 8, 20))
        yield with_slip(paper.title[:12])


def with_slip(text: str) -> str:
    """Swap two letters in the middle."""
    middle = len(text) // 2
    return text[: middle - 1] + text[middle : middle + 1] + text[middle - 1 : middle] + text[middle + 1 :]


def _some(papers: Sequence[Paper]) -> Sequence[Paper]:
    return papers[:: max(1, len(papers) // _ASKED_ABOUT)]
