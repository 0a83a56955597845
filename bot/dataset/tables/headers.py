"""What is said about the header of a list, and whether its rows make up for what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from bot.dataset.cells import shown
from bot.dataset.tables.columns import Columns, missing_columns
from bot.dataset.tables.links import title_and_link
from bot.dataset.tables.rows import Values

__all__ = ["header_in_words", "lacking", "names_in_words"]

_SHOWN = 8
_LOOKED_AT = 50


def lacking(found: Columns, rows: Iterable[Values]) -> str:
    """Return what a list of papers needs and this one has not, in words; "" if nothing.

    A list needs no column for the link where titles are links.
    """
    missing = missing_columns(found)
    if missing == ("link",) and any(title_and_link(str(row["title"]).strip())[1] for row in islice(rows, _LOOKED_AT)):
        return ""
    return " and ".join(filter(None, (", ".join(missing[:-1]), *missing[-1:])))


def header_in_words(header: Sequence[str], line: int) -> str:
    """Return which header is meant, and what is in it."""
    return f"the header in line {line} ({names_in_words(header)})"


def names_in_words(names: Iterable[str]) -> str:
    """Return the first few of the names, quoted."""
    few = list(islice(names, _SHOWN + 1))
    return ", ".join([shown(name) for name in few[:_SHOWN]] + ["…"] * (len(few) > _SHOWN))
