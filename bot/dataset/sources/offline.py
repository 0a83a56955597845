"""A source that is not asked."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.dataset.reading import PLAINLY, Asking, Reading, Source
from bot.dataset.sources.address import NOT_ASKED

__all__ = ["OfflineSource"]


class OfflineSource:
    """Serves what this machine has of another source, whose address is left alone."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.origin = source.origin
        self._source = source

    def local(self) -> Reading:
        """Return what is on disk; that it is not asked for more is no problem, unless there is nothing."""
        reading = self._source.local()
        if reading.problem == NOT_ASKED:
            return replace(
                reading, problem="not asked yet, and Paperboy works offline: there is no copy of it on this machine"
            )
        return reading

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Read the disk in a thread."""
        return await asyncio.to_thread(self.local)
