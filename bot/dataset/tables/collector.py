"""What all forms of lists share: from rows to weeks of papers, with a complaint for every row that is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.dataset.cells import CellError, shown
from bot.dataset.complaints import Complaints
from bot.dataset.parsed import Parsed
from bot.dataset.sameness import KnownPapers
from bot.dataset.tables.rows import UNRANKED, Values, read_row
from bot.errors import TableError
from bot.models import Paper, Week

__all__ = ["Collector", "Spot"]


class Spot(NamedTuple):
    """Where a row stands: its line from 1, and, where many stand in one line, which of them it is, else 0."""

    line: int
    entry: int = 0

    def __str__(self) -> str:
        return f"entry {self.entry}" if self.entry else f"line {self.line}"


class Collector:
    """Takes rows from the top, and has the weeks and complaints at the end; ``thing`` is what a row is called."""

    def __init__(self, source: str, thing: str = "row") -> None:
        self._source = source
        self._thing = thing
        self._complaints = Complaints(source)
        self._first = ""
        self._papers: dict[date, list[Paper]] = {}
        self._known: dict[date, KnownPapers] = {}
        self._spots: dict[date, list[Spot]] = {}

    def take(self, spot: Spot, values: Values, *, hint: str = "") -> bool:
        """Take a row and tell whether it can be read; ``hint`` is what may explain that it cannot."""
        try:
            paper, notes = read_row(values)
        except CellError as error:
            self.leave_out(spot, f"{error}", hint)
            return False
        for note in notes:
            self.complain(spot, note)
        self._keep(spot, paper)
        return True

    def leave_out(self, spot: Spot, reason: str, hint: str = "") -> None:
        """Say of a row that it cannot be read."""
        self.complain(spot, f"{reason}; the {self._thing} is left out{hint}")

    def complain(self, spot: Spot, reason: str) -> None:
        """Note what is wrong."""
        self._first = self._first or f"{spot}: {reason}"
        self._complaints.add(spot.line, f"{spot}: {reason}" if spot.entry else reason)

    def parsed(self, nothing: str, expected: str) -> Parsed:
        """Return everything, the papers of a week by their ranks where they have any, else in order.

        Raise TableError if there is not one paper: with the first complaint, or with ``nothing`` where there was none.
        """
        if not self._papers:
            reason = f"not one {self._thing} can be read; {self._first}" if self._first else nothing
            raise TableError(self._source, reason, expected)
        weeks = tuple(Week.ending(end, _ranked(papers)) for end, papers in sorted(self._papers.items()))
        return Parsed(weeks, self._complaints.all())

    def _keep(self, spot: Spot, paper: Paper) -> None:
        known = self._known.setdefault(paper.week, KnownPapers())
        spots = self._spots.setdefault(paper.week, [])
        first = known.place(paper)
        if first is None:
            known.add(paper)
            spots.append(spot)
            self._papers.setdefault(paper.week, []).append(paper)
        else:
            self.complain(spot, f"{shown(paper.title)} is in this week already, in {spots[first]}, which stays")


def _ranked(papers: list[Paper]) -> tuple[Paper, ...]:
    ordered = sorted(papers, key=lambda paper: (paper.rank == UNRANKED, paper.rank))
    return tuple(replace(paper, rank=rank) for rank, paper in enumerate(ordered, start=1))
