"""Stands for the database's notes."""

from __future__ import annotations


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
