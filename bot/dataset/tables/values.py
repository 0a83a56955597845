"""What stands under a key or in a cell, as the text that a paper has: JSON's values and those of tables alike.

Numbers come as they were written, as text; nothing and ``null`` are both "".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from bot.arxiv.taxonomy import find_category
from bot.dataset.cells import CellError, locate_links, shown
from bot.dataset.plain_text import POINT, clean_text

__all__ = ["category_of", "line_of", "paragraphs_of", "rank_of", "summary_of", "text_of"]

# No encoding takes half a surrogate pair, and PostgreSQL no NUL.
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+|(?P<half>[\ud800-\udfff])")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_RANK = re.compile(r"#?\s*(?P<number>[0-9]{1,6})(?:\.0+)?[.):]?")
_SIGNS, _WHITE = re.compile(r"[;,]"), re.compile(r"\s+")


def text_of(value: object) -> str:
    """Return a text without what no database or encoding takes; raise CellError for what is no text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _UNFIT.sub(lambda found: "\ufffd" if found["half"] else "", value)
    if isinstance(value, bool):
        raise CellError(f"is {str(value).lower()}, not text")
    raise CellError(f"is {'an object' if isinstance(value, Mapping) else 'a list'}, not text")


def line_of(value: object) -> str:
    """Return a text on one line, but for that as it is."""
    return " ".join(filter(None, _lines(value)))


def paragraphs_of(value: object) -> str:
    """Return a text whose lines are joined, while paragraphs, with an empty line between them, stay apart."""
    return "\n\n".join(" ".join(lines) for filled, lines in groupby(_lines(value), bool) if filled)


def summary_of(value: object) -> str:
    """Return plain text in lines, points with ``• `` before them; a list becomes points."""
    if isinstance(value, list):
        return "\n".join(POINT + point for point in map(line_of, value) if point)
    return clean_text(_with_labels(text_of(value)))


def category_of(value: object) -> str:
    """Return the category as it is written; of several that arXiv knows, the first."""
    if isinstance(value, list):
        return line_of(value[0]) if value else ""
    text = line_of(value)
    if find_category(text):
        return text
    several = [part.strip() for part in (_SIGNS if _SIGNS.search(text) else _WHITE).split(text)]
    return several[0] if all(map(find_category, several)) else text


def rank_of(value: object) -> int:
    """Return a place in the week from 1; 0 where none is given."""
    text = line_of(value)
    if not text:
        return 0
    number = _RANK.fullmatch(text)
    if not number or not int(number["number"]):
        raise CellError(f"{shown(text)} is not a number from 1")
    return int(number["number"])


def _lines(value: object) -> Iterator[str]:
    return (line.strip() for line in _LINE_END.split(text_of(value)))


def _with_labels(markdown: str) -> str:
    """Return a text in which links are the words that carry them."""
    pieces: list[str] = []
    done = 0
    for found in locate_links(markdown):
        if found.link.label:
            pieces += (markdown[done : found.start], found.link.label)
            done = found.end
    return "".join((*pieces, markdown[done:]))
