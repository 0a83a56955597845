"""The sources of papers at a terminal: how each stands, what changed in them, how far their asking is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, tzinfo

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot.models import Change, Complaint, SourceReport
from bot.wording import say_change

__all__ = ["Bars", "draw_changes", "draw_sources", "progress_bars"]

_MOST_CHANGES = 30
"""A screenful; ``--json`` has all of them."""


def draw_sources(reports: Iterable[SourceReport], zone: tzinfo | None = None) -> RenderableType:
    """Return how each source stands: what it has, its newest week, when it was last confirmed; times as for digests."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold", style="bold")
    table.add_column(overflow="fold", ratio=1)
    for report in reports:
        mark = Text("✗", style="bold red") if report.problem else Text("✓", style="green")
        lines = [Text(_has(report, zone)), Text(report.origin, style="dim")]
        if report.problem:
            lines.append(Text(report.problem, style="red"))
        table.add_row(mark, Text(report.name), Group(*lines))
    return table


def draw_changes(
    changes: Sequence[Change], complaints: Iterable[Complaint] = (), zone: tzinfo | None = None
) -> RenderableType:
    """Return what changed, newest first as given, and below it what could not be read."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold", ratio=1)
    for change in changes[:_MOST_CHANGES]:
        table.add_row(_moment(change.at, zone), Text(f"{change.source}: {say_change(change)}"))
    rest = len(changes) - _MOST_CHANGES
    if rest > 0:
        table.add_row("", Text(f"and {rest} more before that; --json lists them all"))
    shown: list[RenderableType] = [table] if changes else [Text("Nothing changed.", style="dim")]
    shown += [Text(f"{complaint}", style="yellow") for complaint in complaints]
    return Group(*shown)


class Bars:
    """A bar for each source, and one for arXiv, from when they are first heard of."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show that so much of what ``name`` is asked for is done."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)


@contextmanager
def progress_bars(console: Console) -> Iterator[Bars]:
    """Show bars while the context lasts, where somebody looks at them: not in a file or pipe."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield Bars(progress)


def _has(report: SourceReport, zone: tzinfo | None) -> str:
    parts = [report.extent]
    if report.newest is not None:
        parts.append(f"the newest to {_day(report.newest)}")
    if report.fetched_at is not None:
        parts.append(f"confirmed {_moment(report.fetched_at, zone)}")
    return ", ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(moment: datetime, zone: tzinfo | None) -> str:
    return moment.astimezone(zone).strftime("%a %d %b %Y %H:%M %Z")
