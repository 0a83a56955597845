"""From what a list says of one paper, column by column, to the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from bot.arxiv import ArxivId, find_arxiv_id
from bot.dataset.cells import CellError
from bot.dataset.tables.authors import authors_of
from bot.dataset.tables.columns import Column
from bot.dataset.tables.links import (
    PAPER,
    TWEET,
    arxiv_id_of,
    labelled_links,
    paper_links,
    title_and_link,
    tweet_links,
)
from bot.dataset.tables.values import category_of, line_of, paragraphs_of, rank_of, summary_of
from bot.dataset.tables.weeks import read_week
from bot.models import Link, Paper

__all__ = ["UNRANKED", "Values", "has_essentials", "read_row"]

UNRANKED = 0
"""The rank of a paper whose list says nothing of its place in the week."""
Values = Mapping[Column, object]
"""What a list says of one paper: text, or what JSON has for it."""

_Value = TypeVar("_Value")
_NO_LINKS: tuple[Link, ...] = ()
_WORDS: Final[Mapping[Column, str]] = {
    "link": "paper link",
    "links": "list of links",
    "tweet": "tweet link",
    "arxiv_id": "arXiv id",
}


def read_row(values: Values) -> tuple[Paper, tuple[str, ...]]:
    """Return the paper of a row, and notes about what was lost of it.

    Raise CellError with a sentence if it cannot be read: week, title and a link to the paper or its arXiv id must be there.
    """
    row = _Row(values)
    return row.paper(), tuple(row.notes)


def has_essentials(values: Values) -> bool:
    """Tell whether a row has all that a paper needs."""
    try:
        _Row(values).essentials()
    except CellError:
        return False
    return True


class _Row:
    """A row while it is read; ``notes`` say what is lost of it."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._unusable: dict[Column, str] = {}
        self._clash = ""

    @property
    def notes(self) -> Iterator[str]:
        yield from (f"{reason}; the paper is kept without it" for reason in self._unusable.values())
        if self._clash:
            yield self._clash

    def paper(self) -> Paper:
        week, title, links, arxiv_id = self.essentials()
        return Paper(
            week=week,
            rank=self._optional("rank", rank_of, UNRANKED),
            title=title,
            links=_with(links, self._optional("tweet", tweet_links, _NO_LINKS)),
            category=self._optional("category", category_of, ""),
            abstract=self._optional("abstract", paragraphs_of, ""),
            summary=self._optional("summary", summary_of, ""),
            arxiv_id=arxiv_id,
            authors=self._optional("authors", authors_of, ()),
        )

    def essentials(self) -> tuple[date, str, tuple[Link, ...], ArxivId | None]:
        """Return week, title, links with the paper first, and arXiv id; raise CellError unless the first three are there."""
        week = self._needed("week", read_week)
        title = self._needed("title", _title)
        arxiv_id = self._optional("arxiv_id", arxiv_id_of, None)
        links = self._links()
        if not links:
            title, links = title_and_link(title)
        if not links and arxiv_id:
            links = (Link(PAPER, arxiv_id.url),)
        if not links:
            raise CellError(self._why_no_link())
        return week, title, links, self._agreed(arxiv_id, links)

    def _links(self) -> tuple[Link, ...]:
        first = self._optional("link", paper_links, _NO_LINKS)
        return _with(first, self._optional("links", labelled_links, _NO_LINKS))

    def _agreed(self, arxiv_id: ArxivId | None, links: tuple[Link, ...]) -> ArxivId | None:
        """Return the id of the column for it, else that of the links; of one id, with the version if either has it."""
        linked = next(filter(None, (find_arxiv_id(link.url) for link in links if link.label != TWEET)), None)
        if arxiv_id is None or linked is None:
            return arxiv_id or linked
        if arxiv_id.base != linked.base:
            self._clash = f"its arXiv id is {arxiv_id}, but its link leads to {linked}; the id counts"
        return linked if arxiv_id == ArxivId(linked.base) else arxiv_id

    def _needed(self, column: Column, convert: Callable[[object], _Value]) -> _Value:
        if column not in self._values:
            raise CellError(f"it has no {column}")
        try:
            return convert(self._values[column])
        except CellError as error:
            raise CellError(f"the {column} {error}") from None

    def _optional(self, column: Column, convert: Callable[[object], _Value], otherwise: _Value) -> _Value:
        """Return what a column holds; what cannot be used costs a note."""
        value = self._values.get(column)
        if value is None or (isinstance(value, str) and not value.strip()):
            return otherwise
        try:
            return convert(value)
        except CellError as error:
            self._unusable[column] = f"the {_WORDS.get(column, column)} {error}"
            return otherwise

    def _why_no_link(self) -> str:
        given = [column for column in ("link", "links", "arxiv_id") if column in self._values]
        reasons = [self._unusable[column] for column in given if column in self._unusable]
        return next(iter(reasons), f"the {_WORDS[given[0]]} is empty" if given else "it has no link")


def _with(links: tuple[Link, ...], others: tuple[Link, ...]) -> tuple[Link, ...]:
    known = {link.url for link in links}
    return (*links, *(link for link in others if link.url not in known))


def _title(value: object) -> str:
    title = line_of(value)
    if not any(character.isprintable() and not character.isspace() for character in title):
        raise CellError("is empty")
    return title
