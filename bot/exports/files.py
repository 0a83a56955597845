"""A file of papers: its form, its name and its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.exports.bibtex import write_bibtex
from bot.exports.markdown import write_markdown
from bot.exports.spreadsheet import write_csv
from bot.models import Paper

__all__ = ["Export", "Form", "export"]

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
"""Characters of a file's name before its ending: what a dialogue shows whole."""


class Form(StrEnum):
    """What a file of papers can be."""

    BIBTEX = "bibtex"
    MARKDOWN = "markdown"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Export:
    """A file: ``filename`` is of ASCII letters, digits, hyphens and one dot; ``text`` is to be written as UTF-8, as it is."""

    filename: str
    text: str

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.text.encode()


def export(papers: Iterable[Paper], form: Form, *, name: str) -> Export:
    """Return the papers as a file of that form, in their order as far as the form has one.

    ``name`` says in a few words which papers they are (``2023-03-26``, ``search language models``); it becomes part of the
    file's name, and a heading where the form has one. Titles and all else may be any text: the file stays well-formed.
    """
    ending, write = _FORMS[form]
    return Export(f"{_stem(name)}.{ending}", write(tuple(papers), name))


_FORMS: Final[Mapping[Form, tuple[str, Callable[[tuple[Paper, ...], str], str]]]] = {
    Form.BIBTEX: ("bib", write_bibtex),
    Form.MARKDOWN: ("md", write_markdown),
    Form.CSV: ("csv", lambda papers, _name: write_csv(papers)),
}


def _stem(name: str) -> str:
    """Return ``papers-`` and the name's words; no word is cut in two unless it is too long by itself."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NOT_IN_A_NAME.sub("-", f"papers {plain}")
    if len(stem) > _LONGEST_NAME:
        stem = stem[: _LONGEST_NAME + 1]
        stem = stem.rpartition("-")[0] if stem.count("-") > 1 else stem[:_LONGEST_NAME]
    return stem.strip("-")
