"""For whoever hosts the bot: running it, and looking at what it needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.command import AsJson, environment, show, show_json
from bot.cli.sources import tell

if TYPE_CHECKING:
    from bot.checkup import Finding

__all__ = ["check", "doctor", "run", "schema", "upgrade"]


def run() -> None:
    """Run the bot until it is told to stop."""
    from bot.app.process import serve

    serve()


def check(
    sources: Annotated[
        bool, typer.Option("--sources", help="Only the sources of papers: how each stands, and what changed lately.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check the settings and every source of papers; exit code 1 with line numbers if something is wrong."""
    from bot.checkup import check_files, check_sources

    if sources:
        told = asyncio.run(check_sources(environment()))
        tell(told, as_json=as_json, changes="What changed lately:", strict=True)
    else:
        _report(check_files(environment()), as_json=as_json)


def doctor(as_json: AsJson = False) -> None:
    """Look at token, servers, permissions, database, sources and next runs; exit code 1 if something is wrong."""
    from bot.checkup import examine

    _report(examine(environment()), as_json=as_json)


def schema() -> None:
    """Print the JSON Schema of the settings file, for editors."""
    from bot.settings.schema import json_schema

    show_json(json_schema(), indent=2)


def upgrade() -> None:
    """Create the database, or bring it up to date; a start does the same."""
    from bot.store.engine import close_engine, open_engine
    from bot.store.schema import HEAD
    from bot.store.schema import upgrade as upgrade_database

    engine = open_engine(environment().require_database_url())
    try:
        changed = upgrade_database(engine)
    finally:
        close_engine(engine)
    typer.echo(f"The database {'was brought' if changed else 'is'} up to date (revision {HEAD}).")


def _report(findings: AsyncIterator[Finding], *, as_json: bool) -> None:
    """Show findings as they come in; exit code 1 if one is bad."""
    from bot.terminal.report import draw_finding, draw_totals

    async def collect() -> list[Finding]:
        found = []
        async for finding in findings:
            found.append(finding)
            if not as_json:
                show(draw_finding(finding.area, finding.health, finding.text))
        return found

    found = asyncio.run(collect())
    bad, odd = (sum(finding.health == health for finding in found) for health in ("bad", "odd"))
    if as_json:
        show_json({"findings": [asdict(finding) for finding in found]})
    else:
        show(draw_totals(bad, odd))
    if bad:
        raise typer.Exit(1)
