"""From the cells of one row to a paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.arxiv import find_arxiv_id
from bot.dataset.cells import CellError, find_links, read_date
from bot.dataset.tables.columns import Column
from bot.models import Link, Paper

__all__ = ["UNRANKED", "has_essentials", "read_row"]

UNRANKED = 0
"""The rank of a paper whose place in its week is not known yet."""


def read_row(cells: Mapping[Column, str]) -> tuple[Paper, str]:
    """Return the paper of a row, unranked, and a note about what was lost of it ("" if nothing).

    Raise CellError with a sentence if it cannot be read: week, title and a link to the paper must be there.
    """
    week, title, papers = _essentials(cells)
    tweet: tuple[Link, ...] = ()
    note = ""
    try:
        tweet = _tweet(cells)
    except CellError as error:
        note = f"the tweet link {error}; the paper is kept without it"
    paper = Paper(
        week=week,
        rank=UNRANKED,
        title=title,
        links=(*papers, *tweet),
        category=cells.get("category", ""),
        abstract=cells.get("abstract", ""),
        arxiv_id=next(filter(None, (find_arxiv_id(link.url) for link in papers)), None),
    )
    return paper, note


def has_essentials(cells: Mapping[Column, str]) -> bool:
    """Tell whether a row has all that a paper needs."""
    try:
        _essentials(cells)
    except CellError:
        return False
    return True


def _essentials(cells: Mapping[Column, str]) -> tuple[date, str, tuple[Link, ...]]:
    try:
        week = read_date(cells["week"])
    except CellError as error:
        raise CellError(f"the week {error}") from None
    if not any(character.isprintable() and not character.isspace() for character in cells["title"]):
        raise CellError("the title is empty")
    try:
        first, *others = find_links(cells["paper-link"])
    except CellError as error:
        raise CellError(f"the paper link {error}") from None
    # Whatever the cell calls it, its first link is the paper; further ones keep their names.
    return (
        week,
        cells["title"],
        (Link("Paper", first.url), *(Link(other.label or "Link", other.url) for other in others)),
    )


def _tweet(cells: Mapping[Column, str]) -> tuple[Link, ...]:
    cell = cells.get("tweet-link", "")
    return (Link("Tweet", find_links(cell)[0].url),) if cell.strip() else ()
