r"""Tables in Markdown, as GitHub reads them.

The rules are those of GitHub Flavored Markdown, section 4.10 (https://github.github.com/gfm/#tables-extension-): a header
row, a row of dashes with as many cells, then rows until an empty line or the beginning of another block. It is kinder in one
thing, because what a person sees as a table should be read: any indentation is allowed, as tables stand in list items too.
What is inside a fence, a comment or a raw HTML block is no table.

Text comes out exactly as it went in, but for the white space around a cell and for ``\|``, which is a ``|``. Time is linear
in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Row", "Table", "parse_tables", "split_row"]

_WHITE = " \t"
# Short rows are filled up with empty cells, so width times height is what a hostile text would make large.
_MOST_COLUMNS = 128
# Only these end a line in Markdown; str.splitlines would also break at U+2028, form feeds and more.
_LINE_END = re.compile(r"\r\n|\n|\r")
# A pipe with a backslash before it is text, inside a code span too, and also where that backslash follows another.
# Looking behind the pipe, not before it, lets the search leap from pipe to pipe.
_CELL_END = re.compile(r"\|(?<!\\\|)")
_DELIMITER_CELL = re.compile(r":?-+:?")
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_COMMENT_END = re.compile(r"-->")
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_RAW_BLOCK = re.compile(r"<(?P<comment>!--)|<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_OTHER_BLOCK = re.compile(
    r">|#{1,6}(?=[ \t]|$)"  # quotation, heading
    r"|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)"  # list item
    r"|(?P<rule>[-_*])[ \t]*(?:(?P=rule)[ \t]*){2,}$"  # thematic break
    r"|</?[a-z][a-z0-9-]*(?=[\s/>]|$)|<[?!]",  # HTML block; an address in <> has a colon here
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line from 1, as many cells as the header has, and how many were really ``written``.

    ``lost`` tells that text stands in the cells beyond the header's.
    """

    line: int
    cells: tuple[str, ...]
    written: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line of its header from 1, the header's cells, and its rows.

    ``strays`` are lines between its end and the next table that look like more of its rows to a person, but not to Markdown:
    an empty line, for one, has ended the table before them.
    """

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    strays: tuple[Row, ...] = ()


def parse_tables(text: str) -> tuple[Table, ...]:
    """Return every table of a text, from the top; an empty tuple if it holds none."""
    lines = list(_visible(_LINE_END.split(text.removeprefix("\ufeff"))))
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(lines):
        if _is_header(lines, place):
            spans.append((place, _end_of_table(lines, place + 2)))
            place = spans[-1][1]
        else:
            place += 1
    borders = [*(start for start, _ in spans), len(lines)]
    return tuple(_table(lines, start, end, borders[index + 1]) for index, (start, end) in enumerate(spans))


def split_row(line: str) -> tuple[str, ...]:
    """Return the cells of one line; a pipe at either end of it is decoration."""
    cells = [cell.strip(_WHITE) for cell in _CELL_END.split(line.strip(_WHITE))]
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    if len(cells) > 1 and not cells[0]:
        cells.pop(0)
    return tuple(cell.replace("\\|", "|") for cell in cells)


def _visible(lines: list[str]) -> Iterator[str]:
    """Yield the lines with everything emptied that stands in a fence, a comment or a raw HTML block."""
    closing: re.Pattern[str] | None = None
    for line in lines:
        if closing is not None:
            yield ""
            closing = None if closing.search(line) else closing
            continue
        stripped = line.strip(_WHITE)
        if fence := _FENCE.match(stripped):
            closing = re.compile(rf"^[ \t]*{fence[0][0]}{{{len(fence[0])},}}[ \t]*$")
        elif raw := _RAW_BLOCK.match(stripped):
            ending = _COMMENT_END if raw["comment"] else _RAW_END
            closing = None if ending.search(stripped, raw.end()) else ending
        yield line


def _is_header(lines: list[str], place: int) -> bool:
    """Tell whether a header stands here: a line with as many cells as the row of dashes below it."""
    if place + 1 == len(lines) or _ends_table(lines[place]):
        return False
    dashes = lines[place + 1].strip(_WHITE)
    # Dashes alone would underline a heading, and "- |" begins a list.
    if not set("|:") & set(dashes) or _OTHER_BLOCK.match(dashes):
        return False
    cells = split_row(dashes)
    if len(cells) > _MOST_COLUMNS or not all(_DELIMITER_CELL.fullmatch(cell) for cell in cells):
        return False
    return len(cells) == len(split_row(lines[place]))


def _end_of_table(lines: list[str], place: int) -> int:
    while place < len(lines) and not _ends_table(lines[place]):
        place += 1
    return place


def _ends_table(line: str) -> bool:
    stripped = line.strip(_WHITE)
    return not stripped or bool(_OTHER_BLOCK.match(stripped) or _FENCE.match(stripped))


def _table(lines: list[str], start: int, end: int, limit: int) -> Table:
    header = split_row(lines[start])
    rows = tuple(_row(lines[place], place + 1, len(header)) for place in range(start + 2, end))
    strays = (_row(lines[place], place + 1, len(header)) for place in range(end, limit))
    return Table(start + 1, header, rows, tuple(row for row in strays if row.written > 1))


def _row(line: str, number: int, width: int) -> Row:
    cells = split_row(line)
    filled = (*cells, *[""] * (width - len(cells)))
    return Row(number, filled[:width], len(cells), any(cells[width:]))
