"""Which form a list has: told by its settings, else by the ending of its name, else by its text.

Only weekly pages are curated. As the text may decide that, the reader says it with every text, in ``Parsed.curated``; who keeps
what was read as a :class:`~bot.dataset.reading.Reading` carries it along, and merging asks for it there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Final, Protocol
from urllib.parse import urlsplit

from bot.dataset.parsed import Parsed, Reader
from bot.dataset.tables import is_csv, read_csv, read_json, read_jsonl, read_papers
from bot.dataset.tables.markdown_table import parse_tables
from bot.dataset.weekly_pages import has_weekly_headings, read_weekly_pages
from bot.settings.models import ColumnName, SourceKind, SourceSettings

__all__ = ["reader_for"]

_Mapping = Mapping[ColumnName, str]


class _TableReader(Protocol):
    def __call__(self, text: str, source: str, *, columns: _Mapping | None = None) -> Parsed: ...


_TABLES: Final[Mapping[SourceKind, _TableReader]] = {
    "table": read_papers,
    "csv": read_csv,
    "json": read_json,
    "jsonl": read_jsonl,
}
# Of Markdown the ending does not tell weekly pages from tables.
_ENDINGS: Final[Mapping[str, SourceKind]] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
# A Markdown text may begin with a link: "[Back](../README.md)" is no list of JSON.
_JSON = re.compile(r"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")


def reader_for(settings: SourceSettings, *, page_year: int | None = None) -> Reader:
    """Return what reads the texts of a source; ``page_year`` is the year that ``{year}`` stands for in the name of this text."""
    told = settings.kind or _ENDINGS.get(_ending(settings))
    markdown = _ending(settings) in _MARKDOWN
    columns = settings.columns

    def read(text: str, source: str) -> Parsed:
        kind = told or (_kind_of_markdown(text, columns) if markdown else _kind_of(text, columns))
        if kind == "weekly pages":
            return replace(read_weekly_pages(text, source, page_year=page_year), curated=True)
        return _TABLES[kind](text, source, columns=columns)

    return read


def _ending(settings: SourceSettings) -> str:
    return PurePath(urlsplit(settings.url).path if settings.url else settings.path or "").suffix.lower()


def _kind_of(text: str, columns: _Mapping) -> SourceKind:
    """Tell the form of a text by itself."""
    if _JSON.match(text.removeprefix("\ufeff")):
        return "json"
    kind = _kind_of_markdown(text, columns)
    # The header of a Markdown table would do for values that pipes part; its row of dashes tells it from them.
    return "csv" if kind == "table" and is_csv(text, columns) and not parse_tables(text) else kind


def _kind_of_markdown(text: str, columns: _Mapping) -> SourceKind:
    """Tell weekly pages from tables; where the settings name columns, there must be some."""
    return "table" if columns or not has_weekly_headings(text) else "weekly pages"
