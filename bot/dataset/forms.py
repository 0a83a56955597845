"""Which form a list has: told by its settings, else by the ending of its name, else by its text.

Only weekly pages are curated. As the text may decide that, the reader says it with every text, in ``Parsed.curated``; who keeps
what was read as a :class:`~bot.dataset.reading.Reading` carries it along, and merging asks for it there.
"""

from __future__ import annotations

from bot.dataset.parsed import Parsed, Reader
from bot.dataset.tables import read_papers
from bot.settings.models import SourceSettings

__all__ = ["reader_for"]


def reader_for(settings: SourceSettings, *, page_year: int | None = None) -> Reader:
    """Return what reads the texts of a source; ``page_year`` is the year that ``{year}`` stands for in the name of this text."""

    def read(text: str, source: str) -> Parsed:
        return read_papers(text, source)

    return read
