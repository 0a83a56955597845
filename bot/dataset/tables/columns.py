"""Which column of a list holds what, told by its header alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.settings.models import ColumnName

__all__ = ["Column", "Columns", "NoColumnError", "find_columns", "missing_columns", "names_for"]

Column = str
"""What a column holds: one of the settings' names, or ``links``, which are several with labels."""
Columns = Mapping[Column, int]
"""Where a list has which column, by place from 0."""

# What may stand above each column, the best name first; case, spaces, hyphens, underscores and emphasis are ignored.
_NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    "week": ("week", "weekending", "weekend", "end", "date"),
    "title": ("title", "papertitle", "name", "papername"),
    "rank": ("rank", "place", "position", "no", "nr", "number", "#"),
    "category": ("category", "primarycategory", "categories", "field", "subject", "area", "topic"),
    "abstract": ("abstract",),
    "summary": ("summary", "tldr", "description", "notes", "note"),
    "authors": ("authors", "author"),
    "link": ("paperlink", "paperurl", "paper", "link", "url", "arxivlink", "arxivurl", "pdf", "pdflink", "pdfurl"),
    "links": ("links",),
    "tweet": ("tweetlink", "tweeturl", "tweet"),
    "arxiv_id": ("arxivid", "arxiv", "arxivnumber"),
}
# Where no column is called Title, it is in the one called Paper.
_TITLE_AT_WORST = "paper"
_NEEDED: Final[Mapping[str, tuple[Column, ...]]] = {
    "week": ("week",),
    "title": ("title",),
    "link": ("link", "links", "arxiv_id"),
}
_NOT_A_NAME = re.compile(r"[\W_]+")


class NoColumnError(ValueError):
    """The settings name a column that a list does not have: ``column`` is our name for it, ``title`` the one looked for."""

    def __init__(self, column: str, title: str) -> None:
        self.column = column
        self.title = title
        super().__init__(f"the settings say under columns that {column} is called {title!r}")


def find_columns(header: Sequence[str], mapping: Mapping[ColumnName, str] | None = None) -> dict[Column, int]:
    """Return the place of every column that is known; of several that would do, the one with the best name, then the first.

    ``mapping`` are the settings' names for some of them, which go before all others. Raise NoColumnError for one that is not
    there.
    """
    found: dict[Column, int] = {}
    for mapped, title in (mapping or {}).items():
        found[mapped] = _place(header, mapped, title)
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if place not in found.values():
            places.setdefault(_folded(name), place)
    if "title" not in found and not any(name in places for name in _NAMES["title"]) and _TITLE_AT_WORST in places:
        found["title"] = places.pop(_TITLE_AT_WORST)
    for column, names in _NAMES.items():
        if here := [places[name] for name in names if name in places]:
            found.setdefault(column, here[0])
    return found


def missing_columns(found: Columns) -> tuple[str, ...]:
    """Return what a list lacks without which it says nothing about papers: ``week``, ``title``, ``link``."""
    return tuple(name for name, columns in _NEEDED.items() if not any(column in found for column in columns))


def names_for(mapping: Mapping[ColumnName, str] | None) -> str:
    """Return what is needed in words, for errors that found none of it."""
    called = {name: f"{mapping[name]!r}" if mapping and name in mapping else word for name, word in _IN_WORDS.items()}
    return (
        f"{called['week']}, {called['title']} and {called['link']} are needed; rank, category, abstract, summary, authors, "
        "arXiv id and tweet are read where they are there"
    )


_IN_WORDS: Final[Mapping[ColumnName, str]] = {"week": "week", "title": "title", "link": "link (or arXiv id)"}


def _place(header: Sequence[str], column: str, title: str) -> int:
    """Return where a column of the settings is: under exactly that name, else under one that differs in case and signs."""
    alike = [place for place, name in enumerate(header) if name.strip() == title]
    alike = alike or [place for place, name in enumerate(header) if _folded(name) == _folded(title)]
    if not alike:
        raise NoColumnError(column, title)
    return alike[0]


def _folded(name: str) -> str:
    """Return a name without case and signs; one of signs alone, such as ``#``, stays."""
    return _NOT_A_NAME.sub("", name.casefold()) or name.strip()
