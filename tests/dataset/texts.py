"""Tables of papers as text, for tests."""

from __future__ import annotations

from collections.abc import Iterable

HEADER = "| Week | title | category | abstract | Paper-Link | Tweet-Link |"
DASHES = "|:-----|:------|:---------|:---------|:-----------|:-----------|"


def row(
    number: int = 1, *, week: str = "2023-03-26", title: str | None = None, paper: str | None = None, tweet: str = ""
) -> str:
    """Return a good row with arXiv id ``2303.<number>``, but for what is given."""
    title = f"Paper {number}" if title is None else title
    paper = f"[arxiv](https://arxiv.org/pdf/2303.{number:05})" if paper is None else paper
    return f"| {week} | {title} | Machine Learning | We do {number}. | {paper} | {tweet} |"


def table(*rows: str) -> str:
    """Return a text with the bundled table's header; row n stands in line n + 2."""
    return "\n".join([HEADER, DASHES, *rows]) + "\n"


def papers(numbers: Iterable[int], *, week: str = "2023-03-26") -> str:
    """Return a table of good rows."""
    return table(*(row(number, week=week) for number in numbers))
