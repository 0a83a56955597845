"""Whether a fetched list may take the place of the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from bot.models import Week

__all__ = ["Extent", "is_suspicious"]

_FEW = 4
"""Below this many weeks or papers, half of a list is what somebody takes out of it by hand."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a list holds."""

    weeks: int
    papers: int

    @classmethod
    def of(cls, weeks: Iterable[Week]) -> Self:
        """Count."""
        counts = [len(week.papers) for week in weeks]
        return cls(len(counts), sum(counts))

    def __str__(self) -> str:
        papers = "1 paper" if self.papers == 1 else f"{self.papers} papers"
        return f"{papers} of {'1 week' if self.weeks == 1 else f'{self.weeks} weeks'}"


def is_suspicious(before: Extent, after: Extent) -> bool:
    """Return whether a list shrank by half of its weeks or papers, or more, as by an accident: a cut file, a wrong branch."""
    return _halved(before.weeks, after.weeks) or _halved(before.papers, after.papers)


def _halved(before: int, after: int) -> bool:
    return before >= _FEW and 2 * after <= before
