"""Weekly pages as text, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dataset.parsed import Parsed
from bot.dataset.weekly_pages import read_weekly_pages
from bot.models import Paper

HEADER = ("| **Paper**  | **Links** |", "| ------------- | ------------- |")


def row(number: int, *, text: str | None = None, links: str | None = None) -> str:
    """Return a row of the real page with arXiv id ``2306.<number>``, but for what is given."""
    text = f"**Paper {number}** - It does {number}." if text is None else text
    links = (
        f"[Paper](https://arxiv.org/abs/2306.{number:05}), [Tweet](https://x.com/a/status/{number})"
        if links is None
        else links
    )
    return f"| {number % 100}) {text} | {links} |"


def section(days: str, rows: Iterable[str]) -> list[str]:
    """Return the lines of a week; the first of ``rows`` stands in the fourth."""
    return [f"## Top AI Papers of the Week {days}", *HEADER, *rows]


def page(*rows: str, days: str = "(June 5 - June 11) - 2023") -> str:
    """Return the text of a single week; the first of ``rows`` stands in line 4."""
    return "\n".join(section(days, rows)) + "\n"


def papers(parsed: Parsed) -> list[Paper]:
    """Return all papers, oldest week first."""
    return [paper for week in parsed.weeks for paper in week.papers]


def only(text: str) -> Paper:
    """Return the only paper of a week with this row."""
    (paper,) = papers(read_weekly_pages(page(text), "test"))
    return paper


def told(text: str, page_year: int | None = None) -> list[str]:
    """Return what is said about a text."""
    return [str(complaint) for complaint in read_weekly_pages(text, "test", page_year=page_year).complaints]
