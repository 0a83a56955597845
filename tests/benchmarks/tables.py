"""What a benchmark hands back, and how it looks at a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table as RichTable

__all__ = ["Table", "Target", "draw", "p99", "spread"]


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and what it may be at the most: ``2.86 x ≤ 3`` where that is met, ``3.37 x > ! 3`` where it is not."""

    value: float
    most: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:.2f} {self.unit} {'≤' if self.value <= self.most else '> !'} {self.most:g}"


@dataclass(frozen=True, slots=True)
class Table:
    """One benchmark's figures; the first column names what was measured."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """Add a row."""
        self.rows.append(tuple(map(str, cells)))


def draw(table: Table) -> None:
    """Print a table, and the notes below it."""
    drawn = RichTable(title=table.title, title_justify="left")
    for number, column in enumerate(table.columns):
        drawn.add_column(column, justify="right" if number else "left", no_wrap=True)
    for row in table.rows:
        drawn.add_row(*row)
    console = Console(width=120)
    console.print(drawn)
    for note in table.notes:
        console.print(note, markup=False)


def spread(values: Iterable[float], unit: str = "ms") -> str:
    """Return the median with the least and the most: ``251 ms (240–300)``."""
    ordered = sorted(values)
    return f"{median(ordered):.0f} {unit} ({ordered[0]:.0f}–{ordered[-1]:.0f})"


def p99(values: Iterable[float]) -> float:
    """Return the value that one in a hundred exceeds."""
    return quantiles(values, n=100, method="inclusive")[98]
