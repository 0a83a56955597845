"""From the text of a Markdown table to weeks of papers, with a complaint for every row that was left out.

A table is one of papers if its header has the columns Week, Title and Paper-Link (``columns`` says under which names); others in
the text are passed over. The order of the rows of a week is the rank of its papers. A row is left out, and said, when
its week is no ISO date, its title is empty or it has no http or https link; a tweet that cannot be used costs only the tweet,
and an unescaped pipe only what stands behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.dataset.cells import CellError, shown
from bot.dataset.parsed import Parsed
from bot.dataset.sameness import Shelf
from bot.dataset.tables.columns import EXPECTED, Column, find_columns, missing_columns
from bot.dataset.tables.markdown_table import Row, Table, parse_tables
from bot.dataset.tables.rows import has_essentials, read_row
from bot.errors import TableError
from bot.models import Complaint, Paper, Week

__all__ = ["read_papers"]

# Some text is a table of something else, with millions of rows; nobody reads more than this about it.
_MOST_COMPLAINTS = 500


def read_papers(text: str, source: str) -> Parsed:
    """Read every table of papers in a text; ``source`` names it in complaints.

    Raise TableError where there is no such table, or not one paper in it; it says what was expected.
    """
    tables = _tables_of_papers(text, source)
    collector = _Collector(source)
    for table, columns in tables:
        collector.read(table, columns)
    if not collector.weeks:
        raise TableError(source, _nothing_read(tables, collector.complaints), EXPECTED)
    weeks = tuple(Week.ending(end, tuple(papers)) for end, papers in sorted(collector.weeks.items()))
    return Parsed(weeks, collector.all_complaints())


def _tables_of_papers(text: str, source: str) -> list[tuple[Table, dict[Column, int]]]:
    tables = [(table, find_columns(table.header)) for table in parse_tables(text)]
    useful = [(table, columns) for table, columns in tables if not missing_columns(columns)]
    if useful:
        return useful
    if not text.strip("\ufeff \t\r\n"):
        raise TableError(source, "the text is empty", EXPECTED)
    if not tables:
        raise TableError(source, "there is no table in it", EXPECTED)
    table, columns = max(tables, key=lambda found: len(found[1]))
    missing = " and ".join(missing_columns(columns))
    header = ", ".join(shown(name) for name in table.header[:8])
    raise TableError(source, f"the header in line {table.line} ({header}) has no column {missing}", EXPECTED)


def _nothing_read(tables: Sequence[tuple[Table, object]], complaints: Sequence[Complaint]) -> str:
    if not any(table.rows for table, _ in tables):
        return f"the table in line {tables[0][0].line} has no rows"
    return f"not one row can be read; line {complaints[0].line}: {complaints[0].reason}"


class _Collector:
    """Takes rows from the top, and has the weeks and complaints at the end."""

    def __init__(self, source: str) -> None:
        self.weeks: dict[date, list[Paper]] = {}
        self.complaints: list[Complaint] = []
        self._source = source
        self._untold = 0
        self._shelves: dict[date, Shelf] = {}
        self._lines: dict[date, list[int]] = {}

    def read(self, table: Table, columns: Mapping[Column, int]) -> None:
        """Take every row of a table, and complain of those that stand outside of it by mistake."""
        for row in table.rows:
            try:
                paper, note = read_row(_cells(row, columns))
            except CellError as error:
                self._complain(row.line, f"{error}; the row is left out{_hint(row, table)}")
                continue
            if note:
                self._complain(row.line, note)
            if row.lost:
                self._complain(row.line, f"what stands behind the last column is lost{_hint(row, table)}")
            self._keep(row.line, paper)
        for row in table.strays:
            if has_essentials(_cells(row, columns)):
                self._complain(row.line, "an empty line or another block above ended the table; this row is left out")

    def _keep(self, line: int, paper: Paper) -> None:
        shelf = self._shelves.setdefault(paper.week, Shelf())
        lines = self._lines.setdefault(paper.week, [])
        first = shelf.place(paper)
        if first is None:
            shelf.add(paper)
            lines.append(line)
            self.weeks.setdefault(paper.week, []).append(replace(paper, rank=len(lines)))
        else:
            title = shown(paper.title)
            self._complain(line, f"{title} is in this week already, in line {lines[first]}, which stays")

    def all_complaints(self) -> tuple[Complaint, ...]:
        """Return the complaints in the order of the text, with a last one for those beyond what anybody reads."""
        if not self._untold:
            return tuple(self.complaints)
        return (*self.complaints, Complaint(self._source, 0, f"{self._untold} more complaints about this source"))

    def _complain(self, line: int, reason: str) -> None:
        if len(self.complaints) < _MOST_COMPLAINTS:
            self.complaints.append(Complaint(self._source, line, reason))
        else:
            self._untold += 1


def _cells(row: Row, columns: Mapping[Column, int]) -> dict[Column, str]:
    return {column: row.cells[place] for column, place in columns.items()}


def _hint(row: Row, table: Table) -> str:
    if row.written <= len(table.header):
        return ""
    return f" (it has {row.written} cells where the header has {len(table.header)}; write a | inside a cell as \\|)"
