"""From the text of comma-separated values to weeks of papers; what parts the cells is told by the header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from bot.dataset.parsed import Parsed
from bot.dataset.tables.collector import Collector, Spot
from bot.dataset.tables.columns import Columns, NoColumnError, find_columns, names_for
from bot.dataset.tables.csv_records import DELIMITERS, Record, named_delimiter, records
from bot.dataset.tables.headers import header_in_words, lacking
from bot.dataset.tables.rows import Values
from bot.errors import TableError
from bot.settings.models import ColumnName

__all__ = ["is_csv", "read_csv"]

# A title or a remark may stand above the header.
_HEADER_AMONG = 5
_ROWS_LOOKED_AT = 50
_DEFUSED = re.compile(r"'[=+\-@\t\r＝＋－＠]")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "|"}


def read_csv(text: str, source: str, *, columns: Mapping[ColumnName, str] | None = None) -> Parsed:
    """Read a list with a header and a line for each paper; cells are parted by commas, semicolons, tabs or pipes.

    ``source`` names it in complaints, ``columns`` are the settings' names of columns. Raise TableError where there is no such
    header, or not one paper below it; it says what was expected.
    """
    expected = f"a first line that names the columns, and a line for each paper; {names_for(columns)}"
    text = text.removeprefix("\ufeff")
    header = _header(text, columns)
    if header is None:
        raise TableError(source, "the text is empty", expected)
    if header.fault:
        raise TableError(source, header.fault, expected)
    collector = Collector(source)
    for record in header.rows(text):
        _take(collector, header, record)
    return collector.parsed(f"there is no line below the header in line {header.record.line}", expected)


def is_csv(text: str, columns: Mapping[ColumnName, str] | None = None) -> bool:
    """Tell whether a text has the header of a list of papers as comma-separated values."""
    header = _header(text.removeprefix("\ufeff"), columns)
    return header is not None and not header.fault


@dataclass(frozen=True, slots=True)
class _Header:
    """A line that may be the header: ``start`` is where the text begins behind ``sep=``; ``fault`` is why it cannot be, or ""."""

    record: Record
    place: int
    delimiter: str
    start: int
    columns: Columns
    fault: str

    def rows(self, text: str) -> Iterator[Record]:
        return islice(records(text, self.delimiter, self.start), self.place + 1, None)


def _header(text: str, mapping: Mapping[ColumnName, str] | None) -> _Header | None:
    """Return the best header among the first lines, read with each delimiter; None for an empty text.

    The best one lacks nothing; else it has the most columns that are known, else the most cells.
    """
    named, start = named_delimiter(text)
    headers = [
        _judged(text, _Header(record, place, delimiter, start, {}, ""), mapping)
        for delimiter in ([named] if named else DELIMITERS)
        for place, record in enumerate(islice(records(text, delimiter, start), _HEADER_AMONG))
    ]
    return max(
        headers,
        key=lambda header: (not header.fault, len(header.columns), len(header.record.cells), -header.place),
        default=None,
    )


def _judged(text: str, header: _Header, mapping: Mapping[ColumnName, str] | None) -> _Header:
    record = header.record
    words = header_in_words(record.cells, record.line)
    try:
        columns = find_columns(record.cells, mapping)
    except NoColumnError as error:
        known = find_columns(record.cells)
        return _Header(
            record, header.place, header.delimiter, header.start, known, f"{error}, but there is none in {words}"
        )
    missing = lacking(columns, (_cells(row, columns) for row in islice(header.rows(text), _ROWS_LOOKED_AT)))
    fault = f"{words} has no column {missing}" if missing else ""
    return _Header(record, header.place, header.delimiter, header.start, columns, fault)


def _take(collector: Collector, header: _Header, record: Record) -> None:
    spot = Spot(record.line)
    hint = _hint(record, header)
    taken = collector.take(spot, _cells(record, header.columns), hint=hint)
    if taken and hint:
        collector.complain(spot, f"what stands behind the last column is lost{hint}")
    if taken and record.unclosed:
        collector.complain(
            spot,
            "a cell begins with a quotation mark that does not close it; the row serves as far as it can be told "
            '(write " inside quotes as "")',
        )


def _cells(record: Record, columns: Columns) -> Values:
    """Return the cells by column, without the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    cells = {column: record.cells[place] if place < len(record.cells) else "" for column, place in columns.items()}
    return {column: cell[1:] if _DEFUSED.match(cell) else cell for column, cell in cells.items()}


def _hint(record: Record, header: _Header) -> str:
    width = len(header.record.cells)
    if not any(record.cells[width:]):
        return ""
    parted = _NAMES.get(header.delimiter, header.delimiter)
    return (
        f" (it has {len(record.cells)} cells where the header has {width}; put a cell with {parted} in it into quotes)"
    )
