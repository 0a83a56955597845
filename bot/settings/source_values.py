"""The forms of values that only a source of papers has."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints

__all__ = ["KINDS", "PAGES", "YEAR_MARK", "ColumnName", "ColumnTitle", "SourceKind", "Year", "folded_kind"]

PAGES = "weekly pages"
"""The kind of a list with a section for each week, in one page or in a page for each year."""
YEAR_MARK = "{year}"
"""What stands for the year of a page in a source's address or path."""

_KindWord = Literal["weekly pages", "table", "csv", "json", "jsonl"]
KINDS: tuple[str, ...] = get_args(_KindWord)
"""All forms that a list may have."""
_OTHER_WORDS = {"weekly page": PAGES, "weeklypages": PAGES, "markdown": "table", "md": "table", "ndjson": "jsonl"}


def folded_kind(written: str) -> str:
    """Return the word that is meant: ``weekly_pages`` is ``weekly pages``, whatever its case, and ``markdown`` is ``table``."""
    words = " ".join(written.lower().replace("_", " ").replace("-", " ").split())
    return _OTHER_WORDS.get(words, words)


def _kind(value: object) -> object:
    return folded_kind(value) if isinstance(value, str) else value


ColumnName = Literal["week", "title", "rank", "category", "abstract", "summary", "authors", "link", "tweet", "arxiv_id"]
"""What a list may say of a paper, by our names for it."""

SourceKind = Annotated[_KindWord, BeforeValidator(_kind), Field(examples=[PAGES, "csv"])]
ColumnTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Year = Annotated[int, Field(strict=True, ge=1970, le=2199)]
