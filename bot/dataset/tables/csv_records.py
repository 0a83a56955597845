"""Comma-separated values as RFC 4180 has them and spreadsheets write them, with the line that each record begins in.

Kinder than the RFC in what people do by hand: spaces before a quoted cell, any line end, and a quotation mark that is never
closed is taken off, and costs its own cell's quoting, not the rest of the file. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["DELIMITERS", "Record", "named_delimiter", "records"]

DELIMITERS = (",", ";", "\t", "|")
"""What may part the cells, the most usual first."""

# Excel's own line, which says what parts the cells of the others.
_NAMED = re.compile(r"\"?sep=(?P<delimiter>[^\r\n\"])\"?(?P<end>\r\n|\n|\r)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")


class Record(NamedTuple):
    """The cells of one record; ``line`` is where it begins, ``unclosed`` whether a quotation mark in it ends nowhere."""

    line: int
    cells: tuple[str, ...]
    unclosed: bool


def named_delimiter(text: str) -> tuple[str, int]:
    """Return the delimiter that the first line names as ``sep=;``, and how long that line is; "" and 0 without one."""
    named = _NAMED.match(text)
    return (named["delimiter"], named.end()) if named else ("", 0)


def records(text: str, delimiter: str, start: int = 0) -> Iterator[Record]:
    """Yield the records of a text from ``start``, without those that are empty."""
    begins = line = 1 + _line_ends(text[:start])
    cells: list[str] = []
    unclosed = False
    for cell in _pattern(delimiter).finditer(text, start):
        cells.append(_value(cell))
        line += _line_ends(cell["quoted"] or "")
        unclosed = unclosed or (cell["bare"] or "").lstrip().startswith('"')
        if cell["parted"]:
            continue
        if any(cells):
            yield Record(begins, tuple(cells), unclosed)
        line += 1
        begins, cells, unclosed = line, [], False


def _pattern(delimiter: str) -> re.Pattern[str]:
    """Return what matches a cell with what ends it: the delimiter, or the end of a line or of the text.

    Possessive quantifiers keep it linear: a cell that begins with a quotation mark but does not end with one is read as it stands
    to the delimiter, and what was passed over in vain holds doubled marks only, which end where they begin.
    """
    parted, end = re.escape(delimiter), r"\r\n|\n|\r|\Z"
    quoted = rf'[ ]*+"(?P<quoted>(?:[^"]++|"")*+)"[ ]*+(?={parted}|{end})'
    return re.compile(rf"(?:{quoted}|(?P<bare>[^{parted}\r\n]*+))(?:(?P<parted>{parted})|{end})")


def _value(cell: re.Match[str]) -> str:
    if cell["quoted"] is not None:
        return cell["quoted"].replace('""', '"')
    bare: str = cell["bare"].strip(" \t")
    # Of an even number, each has its partner: they belong to the text.
    return bare[1:].lstrip(" \t") if bare.startswith('"') and bare.count('"') % 2 else bare


def _line_ends(text: str) -> int:
    return len(_LINE_END.findall(text)) if text else 0
