"""A page as sections below headings, and rows below those, before anything is made of either.

A paper's row is a table's, or an item of a numbered list, or a list item that begins with a bold or linked title. What a row of a
list has on further lines belongs to it; so does what follows a table's row that was broken before its links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from bot.dataset.weekly_pages.cells import (
    Columns,
    Written,
    find_columns,
    is_dashes,
    read_cells,
    read_line,
    split_cells,
    split_number,
)
from bot.dataset.weekly_pages.headings import Heading, read_heading
from bot.dataset.weekly_pages.links import trailing_links

__all__ = ["Border", "Draft", "Form", "Section", "read_outline"]

_RULE = re.compile(r"(?P<mark>[-_*])[ \t]*(?:(?P=mark)[ \t]*){2,}")
_BULLET = re.compile(r"[-+*•●](?=\s)\s*")
_TITLED = re.compile(r"(?:\*\*|__|\[)(?=\S)")
_POINT = re.compile(r"\s*(?:[-+*•●▪◦](?=\s)|\d{1,3}[.)]\s)")

# "Paper: https://..." on a line of its own.
_LABELLED = re.compile(r"[-+*•●\s]*+(?P<label>[^\W\d_][\w ]{0,20}):\s*+(?P<url>https?://\S++)$", re.IGNORECASE)


class Border(IntEnum):
    """What stands between a row and the one before it, the most that does."""

    NONE = 0
    RULE = 1  # a line across the page
    TABLE = 2  # a header, or the row of dashes below it
    HEADING = 3  # a heading below that of the week


class Form(IntEnum):
    """What a row is written as."""

    ROW = 0  # of a table
    ITEM = 1  # of a list
    HEADING = 2  # with paragraphs below it


@dataclass(slots=True)
class Draft:
    """A row as it is written, in ``line`` from 1, and the parts of its text and links on further lines."""

    line: int
    written: Written
    border: Border
    form: Form = Form.ROW
    further: list[str] = field(default_factory=list)
    further_links: list[str] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        """The number before it, None if there is none."""
        return self.written.number

    @property
    def text(self) -> str:
        """Title and description, points of a list on lines of their own."""
        return self.written.text + "".join(self.further)

    @property
    def links(self) -> str:
        """What stands in the column of links, or at the ends of lines."""
        return " ".join([self.written.links, *self.further_links])

    @property
    def complete(self) -> bool:
        """Whether an address has been found."""
        return bool(self.further_links) or "://" in self.written.links or "://" in self.written.text

    @property
    def telling(self) -> bool:
        """Whether it looks like a paper's also where no week is near."""
        if self.form is Form.ROW:
            return self.number is not None and self.complete
        return self.complete and _TITLED.match(self.written.text) is not None

    def add(self, line: str) -> None:
        """Take a further line."""
        text, links = trailing_links(_LABELLED.sub(r"[\g<label>](\g<url>)", line))
        self.further.append(("\n" if _POINT.match(line) else " ") + text)
        if links:
            self.further_links.append(links)


@dataclass(slots=True)
class Section:
    """A heading and what stands below it; ``above`` is the year in a heading right above its own.

    The beginning of a page has no heading, and ``line`` 0.
    """

    line: int = 0
    heading: Heading | None = None
    above: int | None = None
    drafts: list[Draft] = field(default_factory=list)
    empty: bool = True

    def keeps(self, heading: Heading) -> bool:
        """Whether a heading is one within this section."""
        own = self.heading
        return own is not None and own.weekly and heading.level > own.level and not heading.meant_as_week


def read_outline(lines: Iterable[str]) -> list[Section]:
    """Return the sections of a page from the top, the beginning of the page as one without a heading."""
    outline = _Outline()
    for number, line in enumerate(lines, start=1):
        outline.take(number, line)
    return outline.sections


class _Outline:
    """Takes lines from the top."""

    def __init__(self) -> None:
        self.sections = [Section()]
        self._columns: Columns | None = None
        self._border = Border.NONE
        self._open: Draft | None = None
        self._after_blank = False

    def take(self, number: int, line: str) -> None:
        stripped = line.strip()
        if not stripped:
            self._after_blank = True
            return
        if stripped[0] == "|" or is_dashes(stripped):
            self._take_row(number, stripped)
        elif _RULE.fullmatch(stripped):
            self._part(Border.RULE)
        elif heading := read_heading(line):
            self._take_heading(number, heading)
        else:
            self._take_text(number, line)
        self._after_blank = False

    def _take_heading(self, number: int, heading: Heading) -> None:
        above = self.sections[-1]
        if above.keeps(heading):
            self._part(Border.HEADING)
            title = _as_title(heading.markdown)
            if title.number is not None or "://" in heading.markdown:
                self._add(Draft(number, title, self._border, Form.HEADING))
            return
        year = above.heading.year if above.heading and not above.heading.weekly and above.empty else None
        self.sections.append(Section(number, heading, year))
        self._columns, self._border, self._open = None, Border.NONE, None

    def _take_row(self, number: int, line: str) -> None:
        if is_dashes(line):
            self._forget_header(number - 1)
            self._part(Border.TABLE)
            return
        cells = split_cells(line)
        columns = find_columns(cells)
        if columns is not None:
            self._columns = columns
            self._part(Border.TABLE)
            return
        written = read_cells(cells, self._columns)
        if self._open is not None and not self._open.complete and written.number is None and not written.text:
            self._open.add(written.links)
        elif written.number is not None or any(cell.strip() for cell in cells):
            self._add(Draft(number, written, self._border))

    def _take_text(self, number: int, line: str) -> None:
        self.sections[-1].empty = False
        stripped = line.strip()
        indented = len(line) - len(line.lstrip()) > 1
        within = self._open is not None and (indented or self._open.form is Form.HEADING)
        item = None if within else self._item(stripped)
        if item is not None:
            self._add(Draft(number, item, self._border, Form.ITEM))
        elif self._open is None or (self._after_blank and not within):
            self._open = None
        elif self._open.form is not Form.ROW or not self._open.complete:
            self._open.add(stripped.strip("|"))

    def _item(self, line: str) -> Written | None:
        """Return what a paper's list item holds, None for any other line."""
        if split_number(line)[0] is not None:
            return read_line(line)
        bullet = _BULLET.match(line)
        if bullet is None or "://" not in line or (self._open is not None and self._open.number is not None):
            return None
        item = line[bullet.end() :]
        if _TITLED.match(item):
            return read_line(item)
        # Another one like that above, less its marks; in a list of points it would stand farther in.
        another = self._open is not None and self._open.form is Form.ITEM and self._open.complete
        return read_line(item) if another and not _LABELLED.match(line) else None

    def _forget_header(self, line: int) -> None:
        """Take back what was read as a row in the line above the dashes: a header in other words than ours."""
        drafts = self.sections[-1].drafts
        if drafts and drafts[-1].line == line and drafts[-1].number is None and not drafts[-1].complete:
            self._border = drafts.pop().border

    def _add(self, draft: Draft) -> None:
        self.sections[-1].empty = False
        self.sections[-1].drafts.append(draft)
        self._open = draft
        self._border = Border.NONE

    def _part(self, border: Border) -> None:
        self._border = max(self._border, border)
        self._open = None


def _as_title(markdown: str) -> Written:
    """Return what a heading holds that is a paper's title; one that is a link as a whole is its label."""
    written = read_line(markdown)
    if not written.text:
        number, text = split_number(markdown)
        written = Written(number, text, "")
    return replace(written, text=f"**{written.text}**") if not written.text.startswith("**") else written
