"""Which form a list has: told by its settings, else by the ending of its name, else by its text.

Only weekly pages are curated. As the text may decide that, the reader says it with every text, in ``Parsed.curated``; who keeps
what was read as a :class:`~bot.dataset.reading.Reading` carries it along, and merging asks for it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final
from urllib.parse import urlsplit

from bot.dataset.parsed import Parsed, Reader
from bot.settings.models import SourceKind, SourceSettings

__all__ = ["reader_for"]

# Of Markdown the ending does not tell weekly pages from tables.
_ENDINGS: Final[Mapping[str, SourceKind]] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})


def reader_for(settings: SourceSettings, *, page_year: int | None = None) -> Reader:
    """Return what reads the texts of a source; ``page_year`` is the year that ``{year}`` stands for in the name of this text."""
    told = settings.kind or _ENDINGS.get(_ending(settings))
    markdown = _ending(settings) in _MARKDOWN
    columns = settings.columns

    def read(text: str, source: str) -> Parsed:
        # See there for when.
        from bot.dataset.form_of_text import read_as, read_by_itself  # noqa: PLC0415

        if told is None:
            return read_by_itself(text, source, markdown=markdown, columns=columns, page_year=page_year)
        return read_as(told, text, source, columns=columns, page_year=page_year)

    return read


def _ending(settings: SourceSettings) -> str:
    return PurePath(urlsplit(settings.url).path if settings.url else settings.path or "").suffix.lower()
