"""Stands for the database's notes, and for the sources of papers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Change, Refreshed, SourceReport


class MemoryNotes:
    """Notes in memory; ``written`` counts how often something was noted."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.written = 0

    async def get(self, key: str) -> str | None:
        return self.texts.get(key)

    async def set(self, key: str, value: str) -> None:
        self.texts[key] = value
        self.written += 1


class MemorySources:
    """Sources that answer what a test says; ``asked`` counts how often they were."""

    def __init__(self) -> None:
        self.standing: Sequence[SourceReport] = (SourceReport("bundled", 9, 3, None, "comes with the bot"),)
        self.lately: Sequence[Change] = ()
        self.answer: Refreshed | Exception = Refreshed((), tuple(self.standing))
        self.asked = 0

    def reports(self) -> Sequence[SourceReport]:
        return self.standing

    def changes(self) -> Sequence[Change]:
        return self.lately

    async def refresh(self) -> Refreshed:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer
