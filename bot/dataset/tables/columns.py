"""Which column of a table holds what, told by its header alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["EXPECTED", "Column", "find_columns", "missing_columns"]

Column = str
# What may stand above each column, the best name first; case, spaces, hyphens, underscores and emphasis are ignored.
_NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    "week": ("week", "weekending", "date"),
    "title": ("title",),
    "category": ("category",),
    "abstract": ("abstract",),
    "paper-link": ("paperlink", "paperurl", "paper", "link", "url"),
    "tweet-link": ("tweetlink", "tweeturl", "tweet"),
}
_REQUIRED = ("week", "title", "paper-link")
_NOT_A_NAME = re.compile(r"[\W_]+")

EXPECTED = (
    "a Markdown table with a header row and a row of dashes below it; the columns Week, Title and Paper-Link are needed, and "
    "Category, Abstract and Tweet-Link are read where they are there"
)
"""What a table of papers looks like, for errors that found none."""


def find_columns(header: Sequence[str]) -> dict[Column, int]:
    """Return the place of every column that is known; of several that would do, the one with the best name, then the first."""
    folded = [_NOT_A_NAME.sub("", name.casefold()) for name in header]
    found: dict[Column, int] = {}
    for column, names in _NAMES.items():
        places = [folded.index(name) for name in names if name in folded]
        if places:
            found[column] = places[0]
    return found


def missing_columns(found: Mapping[Column, int]) -> tuple[Column, ...]:
    """Return the columns without which a table says nothing about papers."""
    return tuple(column for column in _REQUIRED if column not in found)
