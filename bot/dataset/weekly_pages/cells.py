"""The cells of a table's row: which of them is the text, and which hold links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dataset.plain_text import clean_line
from bot.dataset.weekly_pages.links import is_links, linked_title, trailing_links

__all__ = ["Columns", "Written", "find_columns", "is_dashes", "read_cells", "read_line", "split_cells", "split_number"]

_CELL_END = re.compile(r"\|(?<!\\\|)")
_DASHES = re.compile(r"[\s|:-]*-[\s|:-]*")
_FOLDED = re.compile(r"[\W_]+")
_NUMBERS = frozenset({"", "no", "nr", "num", "number", "rank"})
_TITLES = frozenset({"title", "papertitle", "name"})
_PAPERS = frozenset({"paper", "papers"})
_SUMMARIES = frozenset(
    {"description", "summary", "abstract", "tldr", "about", "notes", "highlights", "details", "text"}
)
_LINKS = frozenset({"link", "links", "url", "urls", "paperlink", "paperlinks", "tweet", "code", "resources"})
_LONGEST_NAME = 40
# Of a number with a dot only what is behind it tells a rank from the beginning of "1.58-bit models".
_NUMBER = re.compile(r"\s*(?P<marks>\*{2}|__)?\s*#?(?P<number>\d{1,3})\s?\\?(?:\)|[.:](?=[\s*_\[]|$))\s*")
_ALONE = re.compile(r"\s*#?\d{1,3}\s*[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in each column of a table, by place; ``width`` is how many its header has."""

    width: int
    text: int
    summary: int | None
    links: tuple[int, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """A row as it is written: the number before it, its text, a description in a cell of its own, and its links."""

    number: int | None
    text: str
    links: str
    summary: str = ""


def split_cells(line: str) -> list[str]:
    r"""Return the cells between the pipes of a line, as they are written but for ``\|``, which is a pipe within a cell."""
    cells = _CELL_END.split(line.strip())
    if len(cells) > 1 and not cells[0].strip():
        cells.pop(0)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.replace("\\|", "|") for cell in cells]


def is_dashes(line: str) -> bool:
    """Tell whether a line is the row of dashes below a header."""
    return "|" in line and _DASHES.fullmatch(line) is not None


def find_columns(cells: Sequence[str]) -> Columns | None:
    """Return the columns of a header; None for cells that are none, or do not say where the papers and their links are."""
    if any(len(cell.strip()) > _LONGEST_NAME for cell in cells):
        return None
    names = [_FOLDED.sub("", clean_line(cell).casefold()) for cell in cells]
    titles = _places(names, _TITLES)
    text = (titles or _places(names, _PAPERS))[:1]
    if not text:
        return None
    summary = next(iter(_places(names, _SUMMARIES)), None)
    number = next((place for place in _places(names, _NUMBERS) if place < text[0]), None)
    others = tuple(place for place in range(len(names)) if place not in {text[0], summary, number})
    if not set(others) & {*_places(names, _LINKS), *_places(names, _PAPERS)}:
        return None
    return Columns(len(names), text[0], summary, others, number)


def read_cells(cells: Sequence[str], columns: Columns | None) -> Written:
    """Return what a row holds, by its header if that fits, else by what the cells look like."""
    if columns is not None and len(cells) >= columns.width:
        written = _by_header(cells, columns)
        if "://" in written.links:
            return written
    linked = [place for place, cell in enumerate(cells) if is_links(cell)]
    first = int(_ALONE.fullmatch(cells[0]) is not None)
    if linked[:1] == [first] and first + len(linked) < len(cells) and linked_title(cells[first]):
        linked.pop(0)
    elif not linked:
        return read_line("|".join(cells))
    rest = [cell for place, cell in enumerate(cells) if place not in linked]
    if len(rest) > 1 and not rest[-1].strip():
        rest.pop()
    if len(rest) > 1 and first:
        rest[:2] = [f"{rest[0].strip(' .)')}) {rest[1]}"]
    number, text = split_number("|".join(rest))
    return Written(number, text.strip(), " ".join(cells[place].strip() for place in linked))


def read_line(line: str) -> Written:
    """Return what a line without cells holds: its links are those at its end."""
    number, text = split_number(line)
    text, links = trailing_links(text)
    return Written(number, text.strip(), links.strip())


def split_number(text: str) -> tuple[int | None, str]:
    """Return the number before a paper, None if there is none, and what follows it; bold marks around both stay."""
    found = _NUMBER.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :]
    marks = found["marks"] or ""
    # "**1)** Title" has its marks around the number alone, "**1) Title**" around both.
    closed = bool(marks) and rest.startswith(marks)
    return int(found["number"]), rest[len(marks) :].lstrip() if closed else marks + rest


def _by_header(cells: Sequence[str], columns: Columns) -> Written:
    """Return what a row holds; a pipe too many is one within the widest column, that of the text."""
    widest = columns.text if columns.summary is None else columns.summary
    more = len(cells) - columns.width
    joined = [*cells[:widest], "|".join(cells[widest : widest + more + 1]), *cells[widest + more + 1 :]]
    number, text = split_number(joined[columns.text])
    if number is None and columns.number is not None and _ALONE.fullmatch(joined[columns.number]):
        number = int(re.sub(r"\D", "", joined[columns.number]))
    links = " ".join(joined[place].strip() for place in columns.links)
    return Written(number, text.strip(), links, joined[columns.summary].strip() if columns.summary is not None else "")


def _places(names: Sequence[str], wanted: frozenset[str]) -> list[int]:
    return [place for place, name in enumerate(names) if name in wanted]
