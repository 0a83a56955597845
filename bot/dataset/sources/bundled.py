"""The list that is always there."""

from __future__ import annotations

import asyncio
from importlib import resources

from bot.dataset.reading import PLAINLY, Asking, Reading
from bot.dataset.tables.markdown_list import read_papers

__all__ = ["BundledSource"]

_FILE = "data/papers-of-the-week.md"


class BundledSource:
    """The table that is part of the package."""

    name = "bundled"
    origin = "the list that comes with Paperboy"

    def __init__(self) -> None:
        self._read: Reading | None = None

    def local(self) -> Reading:
        """Read the table, once; a package without it is broken, and the OSError is left to say so."""
        if self._read is None:
            text = resources.files("bot.dataset").joinpath(_FILE).read_text(encoding="utf-8")
            parsed = read_papers(text, self.name)
            self._read = Reading(parsed.weeks, parsed.complaints)
        return self._read

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Read the table in a thread."""
        return await asyncio.to_thread(self.local)
