"""What `check` and `doctor` found, a line each."""

from __future__ import annotations

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

__all__ = ["draw_finding", "draw_totals"]

_MARKS = {"good": ("✓", "green"), "odd": ("!", "yellow"), "bad": ("✗", "bold red")}


def draw_finding(area: str, health: str, text: str) -> RenderableType:
    """Return a finding with its mark; ``health`` is good, odd or bad."""
    mark, style = _MARKS[health]
    row = Table.grid(padding=(0, 1))
    row.add_column(width=1)
    row.add_column(width=9, style="dim")
    row.add_column(overflow="fold")
    row.add_row(Text(mark, style=style), area, Text(text))
    return row


def draw_totals(bad: int, odd: int) -> RenderableType:
    """Return the last line."""
    if bad:
        return Text(f"{_count(bad, 'thing')} to mend before all works.", style="bold red")
    if odd:
        return Text(f"All works; {_count(odd, 'thing')} to look at.", style="yellow")
    return Text("All is well.", style="green")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
