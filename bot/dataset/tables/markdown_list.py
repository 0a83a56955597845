"""From the text of a Markdown table to weeks of papers.

A table is one of papers if its header has week, title and link (``columns`` says under which names); others in the text are
passed over. A row is left out, and said, when its week is no date, its title is empty or it has no http or https link; a tweet
that cannot be used costs only the tweet, and an unescaped pipe only what stands behind it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.dataset.parsed import Parsed
from bot.dataset.tables.collector import Collector, Spot
from bot.dataset.tables.columns import Columns, NoColumnError, find_columns, names_for
from bot.dataset.tables.headers import header_in_words, lacking
from bot.dataset.tables.markdown_table import Row, Table, parse_tables
from bot.dataset.tables.rows import Values, has_essentials
from bot.errors import TableError
from bot.settings.models import ColumnName

__all__ = ["read_papers"]


def read_papers(text: str, source: str, *, columns: Mapping[ColumnName, str] | None = None) -> Parsed:
    """Read every table of papers in a text; ``source`` names it in complaints, ``columns`` are the settings' names of columns.

    Raise TableError where there is no such table, or not one paper in it; it says what was expected.
    """
    expected = f"a Markdown table with a header row and a row of dashes below it; {names_for(columns)}"
    tables = _tables_of_papers(text, source, columns, expected)
    collector = Collector(source)
    for table, found in tables:
        _take(collector, table, found)
    return collector.parsed(f"the table in line {tables[0][0].line} has no rows", expected)


def _tables_of_papers(
    text: str, source: str, mapping: Mapping[ColumnName, str] | None, expected: str
) -> list[tuple[Table, Columns]]:
    tables = parse_tables(text)
    useful: list[tuple[Table, Columns]] = []
    reasons: list[tuple[int, str]] = []
    for table in tables:
        header = header_in_words(table.header, table.line)
        try:
            found = find_columns(table.header, mapping)
        except NoColumnError as error:
            reasons.append((0, f"{error}, but there is none in {header}"))
            continue
        if missing := lacking(found, (_cells(row, found) for row in table.rows)):
            reasons.append((len(found), f"{header} has no column {missing}"))
        else:
            useful.append((table, found))
    if useful:
        return useful
    if reasons:
        raise TableError(source, max(reasons, key=lambda reason: reason[0])[1], expected)
    empty = not text.strip("\ufeff \t\r\n")
    raise TableError(source, "the text is empty" if empty else "there is no table in it", expected)


def _take(collector: Collector, table: Table, columns: Columns) -> None:
    """Take every row of a table, and complain of those that stand outside of it by mistake."""
    for row in table.rows:
        hint = _hint(row, table)
        if collector.take(Spot(row.line), _cells(row, columns), hint=hint) and row.lost:
            collector.complain(Spot(row.line), f"what stands behind the last column is lost{hint}")
    for row in table.strays:
        if has_essentials(_cells(row, columns)):
            collector.complain(
                Spot(row.line), "an empty line or another block above ended the table; this row is left out"
            )


def _cells(row: Row, columns: Columns) -> Values:
    return {column: row.cells[place] for column, place in columns.items()}


def _hint(row: Row, table: Table) -> str:
    if row.written <= len(table.header):
        return ""
    return f" (it has {row.written} cells where the header has {len(table.header)}; write a | inside a cell as \\|)"
