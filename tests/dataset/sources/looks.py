"""What tests of sources look at."""

from __future__ import annotations

from bot.dataset.reading import Reading

__all__ = ["said", "titles"]


def titles(reading: Reading) -> list[str]:
    return [paper.title for week in reading.weeks for paper in week.papers]


def said(reading: Reading) -> list[str]:
    return [str(complaint) for complaint in reading.complaints]
