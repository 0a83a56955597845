"""``refresh``: asking the sources of papers now, and how they stand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.command import AsJson, environment, show, show_json

if TYPE_CHECKING:
    from bot.app.refreshing import Account

__all__ = ["refresh", "tell"]

_INTERRUPTED = 130
"""The exit code of what Ctrl-C ended, as shells have it."""

_FACTS = ("incomplete", "completed", "arxiv_problem", "offline", "stopped")
"""What programs are told of an account besides its lists."""


def refresh(
    accept: Annotated[
        bool, typer.Option("--accept", help="Take a list also if half of its weeks or papers are gone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask all sources for newer papers now, and arXiv for what papers lack; exit code 1 if a source fails.

    What arXiv does not know it is asked for once a week. After Ctrl-C, what came by then is kept and told; the exit code is 130.
    """
    from rich.console import Console

    from bot.app.refreshing import refresh_sources
    from bot.terminal.sources import progress_bars

    read = environment()
    with progress_bars(Console(stderr=True, quiet=as_json)) as bars:
        told = asyncio.run(refresh_sources(read, accept=accept, progress=bars))
    tell(told, as_json=as_json)
    if told.stopped:
        raise typer.Exit(_INTERRUPTED)


def tell(told: Account, *, as_json: bool, changes: str = "What changed:", strict: bool = False) -> None:
    """Show how the sources stand; exit code 1 if one fails, with ``strict`` also if there is a row that cannot be read."""
    from rich.text import Text

    from bot.terminal import as_json as objects
    from bot.terminal.sources import draw_changes, draw_sources

    if as_json:
        facts = {name: getattr(told, name) for name in _FACTS}
        show_json(objects.sources_object(told.sources, told.changes, told.complaints, **facts))
    else:
        drawn = [draw_sources(told.sources), Text(f"\n{changes}"), draw_changes(told.changes, told.complaints)]
        show(*drawn, *(Text(f"\n{note}") for note in _notes(told)))
    if (told.failing or (strict and told.complaints)) and not told.stopped:
        raise typer.Exit(1)


def _notes(told: Account) -> list[str]:
    from bot.app.refreshing import OFFLINE

    notes = []
    if told.completed:
        notes.append(f"arXiv told what was missing of {_papers(told.completed)}.")
    if told.arxiv_problem:
        notes.append(f"arXiv: {told.arxiv_problem} (a later refresh asks for what it did not tell)")
    if told.incomplete:
        lack = "lacks" if told.incomplete == 1 else "lack"
        notes.append(
            f"{_papers(told.incomplete)} still {lack} an abstract, authors or a category. "
            "What arXiv does not know, refreshes leave alone for a week."
        )
    if told.offline:
        notes.append(OFFLINE)
    if told.stopped:
        notes.append("Stopped before the end. What had come by then is kept; the next refresh goes on from there.")
    return notes


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"
