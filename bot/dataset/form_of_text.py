"""Reading a text in the form that it is told to have, or else that it looks like.

Imported with the first text of an admin's own list: a bot without one needs none of these readers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Protocol

from bot.dataset.parsed import Parsed
from bot.dataset.tables.csv_list import is_csv, read_csv
from bot.dataset.tables.json_list import read_json
from bot.dataset.tables.jsonl_list import read_jsonl
from bot.dataset.tables.markdown_list import read_papers
from bot.dataset.tables.markdown_table import parse_tables
from bot.dataset.weekly_pages import EXPECTED, has_weekly_headings, read_weekly_pages
from bot.errors import TableError
from bot.settings.models import ColumnName, SourceKind

__all__ = ["kind_of", "kind_of_markdown", "read_as", "read_by_itself"]

_Mapping = Mapping[ColumnName, str]


class _TableReader(Protocol):
    def __call__(self, text: str, source: str, *, columns: _Mapping | None = None) -> Parsed: ...


_TABLES: Final[Mapping[SourceKind, _TableReader]] = {
    "table": read_papers,
    "csv": read_csv,
    "json": read_json,
    "jsonl": read_jsonl,
}
# A Markdown text may begin with a link: "[Back](../README.md)" is no list of JSON.
_JSON = re.compile(r"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")


_IN_WORDS: Final[Mapping[SourceKind, str]] = {"table": "a Markdown table", "csv": "CSV", "json": "JSON"}


def read_as(kind: SourceKind, text: str, source: str, *, columns: _Mapping, page_year: int | None) -> Parsed:
    """Read a text of that form; errors as for :class:`~bot.dataset.parsed.Reader`, which say so if it has another form."""
    try:
        return _read(kind, text, source, columns, page_year)
    except TableError as error:
        other = _certain_kind(text, columns)
        if other is None or other == kind or (kind, other) == ("jsonl", "json"):
            raise
        reason = f"this looks like {_IN_WORDS.get(other, other)}; set `kind: {other}`"
        raise TableError(source, reason, error.expected) from error


def read_by_itself(text: str, source: str, *, markdown: bool, columns: _Mapping, page_year: int | None) -> Parsed:
    """Read a text in the form that it looks like, one of Markdown's if it is ``markdown``; errors as for :func:`read_as`."""
    kind = (kind_of_markdown if markdown else kind_of)(text, columns)
    try:
        return _read(kind, text, source, columns, page_year)
    except TableError as error:
        if kind != "table" or columns:
            raise
        bare = bool(text.strip("\ufeff \t\r\n")) and not parse_tables(text)
        reason = "there is neither a heading of a week nor a table in it" if bare else error.reason
        raise TableError(source, reason, f"weekly pages, with {EXPECTED}; or {error.expected}") from error


def _read(kind: SourceKind, text: str, source: str, columns: _Mapping, page_year: int | None) -> Parsed:
    if kind == "weekly pages":
        return replace(read_weekly_pages(text, source, page_year=page_year), curated=True)
    return _TABLES[kind](text, source, columns=columns)


def _certain_kind(text: str, columns: _Mapping) -> SourceKind | None:
    """Tell the form of a text where it has the marks of one."""
    kind = kind_of(text, columns)
    return None if kind == "table" and not parse_tables(text) else kind


def kind_of(text: str, columns: _Mapping) -> SourceKind:
    """Tell the form of a text by itself."""
    if _JSON.match(text.removeprefix("\ufeff")):
        return "json"
    kind = kind_of_markdown(text, columns)
    # The header of a Markdown table would do for values that pipes part; its row of dashes tells it from them.
    return "csv" if kind == "table" and is_csv(text, columns) and not parse_tables(text) else kind


def kind_of_markdown(text: str, columns: _Mapping) -> SourceKind:
    """Tell weekly pages from tables; where the settings name columns, there must be some."""
    return "table" if columns or not has_weekly_headings(text) else "weekly pages"
