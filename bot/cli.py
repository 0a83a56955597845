"""The commands of the command line, each a few lines over the rooms below.

What a command needs is imported inside it: ``paperboy --help`` and shell completion answer at once, and a running bot does
not carry what only a terminal needs.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

import bot
from bot.errors import PaperboyError
from bot.log import configure_logging, log_the_unexpected

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.app.shelf import Shelf
    from bot.checkup import Finding
    from bot.settings.environment import Environment

__all__ = ["app", "main"]


class _Command(TyperCommand):
    """A command in which an error of ours is one readable message and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; with ``--json``, programs are told of an error where they look for the answer."""
        try:
            return super().invoke(ctx)
        except PaperboyError as error:
            if ctx.params.get("as_json"):
                from bot.terminal.as_json import error_object

                _print_json(error_object(error))
            typer.secho(str(error), err=True, fg="red")
            raise typer.Exit(1) from error


app = typer.Typer(
    name="paperboy",
    help="A Discord bot that knows the machine-learning papers of each week, and delivers them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
digest_app = typer.Typer(help="Look at the digests of all servers, and post now.", no_args_is_help=True)
app.add_typer(digest_app, name="digest")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")]
DigestName = Annotated[str | None, typer.Argument(help="Which digest. Default: all of them.", metavar="DIGEST")]
ChannelId = Annotated[int | None, typer.Option("--channel", help="Only this channel, by its id.")]


def main() -> None:
    """Run the command line; an error that nobody foresaw is logged with its traceback, and exit code 1."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal or pipe may have an encoding without the Greek letters of a title.
        sys.stdout.reconfigure(errors="backslashreplace")
    with log_the_unexpected():
        app()


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Paperboy {bot.__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Take the options that belong to no command."""


@app.command(cls=_Command)
def run() -> None:
    """Run the bot until it is told to stop."""
    from bot.app.process import serve

    serve()


@app.command(cls=_Command)
def sandbox() -> None:
    """Try the bot against a Discord on this machine: no token, no account, nothing left behind."""
    from bot.tour import take_tour

    # Ends the tour as Ctrl-C does; else the bot that it started would stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if not asyncio.run(take_tour(_environment().config, _print)):
        raise typer.Exit(1)


@app.command(cls=_Command)
def check(as_json: AsJson = False) -> None:
    """Check the settings and every source of papers; exit code 1 with line numbers if something is wrong."""
    from bot.checkup import check_files

    _report(check_files(_environment()), as_json=as_json)


@app.command(cls=_Command)
def doctor(as_json: AsJson = False) -> None:
    """Look at token, servers, permissions, database, sources and next runs; exit code 1 if something is wrong."""
    from bot.checkup import examine

    _report(examine(_environment()), as_json=as_json)


@app.command(cls=_Command)
def week(
    when: Annotated[
        list[str] | None,
        typer.Argument(help="A day, `previous`, `march 2023`, `2023-W12`; nothing: the latest.", metavar="WHEN"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the papers of a week."""
    from bot.terminal import as_json as objects
    from bot.terminal.papers import draw_week

    answer = _shelf().catalog.weeks_for(_words(when))
    if as_json:
        _print_json(objects.week_object(answer.label, answer.weeks))
    else:
        _print(*(draw_week(one) for one in answer.weeks))


@app.command(cls=_Command)
def paper(
    ref: Annotated[list[str], typer.Argument(help="A title, an arXiv id, or a link to arXiv.", metavar="REF")],
    as_json: AsJson = False,
) -> None:
    """Show one paper; exit code 1 and the nearest titles if there is none."""
    from rich.text import Text

    from bot.terminal import as_json as objects
    from bot.terminal.papers import draw_card, draw_nearest

    reference = _words(ref)
    catalog = _shelf().catalog
    found = catalog.find(reference)
    if found is None:
        near = catalog.suggest_papers(reference, 5)
        if as_json:
            _print_json(objects.papers_object((), nearest=[one.title for one in near]))
        else:
            _print(Text(f"No paper is called “{reference}”."), draw_nearest(near))
        raise typer.Exit(1)
    if as_json:
        _print_json(objects.papers_object([found]))
    else:
        _print(draw_card(catalog, found))


@app.command(cls=_Command)
def search(
    query: Annotated[list[str] | None, typer.Argument(help="Words, or an arXiv id or link.", metavar="QUERY")] = None,
    category: Annotated[str | None, typer.Option(help="Only this category, by arXiv code or name.")] = None,
    since: Annotated[
        str | None, typer.Option(help="From then on: a day, 'march 2023', 2023-W12.", metavar="WHEN")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Up to then, in the same forms.", metavar="WHEN")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at the most.")] = 10,
    queries: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Answer a file of queries; as JSON, one object a line."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Search titles, categories and abstracts."""
    from bot.catalog import SearchQuery, SearchResults
    from bot.catalog.filters import days_between, known_category
    from bot.terminal import as_json as objects
    from bot.terminal.papers import draw_card, draw_results

    text = _words(query)
    if queries is not None and text:
        raise typer.BadParameter("give either a query or a file of queries, not both", param_hint="--queries")
    if queries is None and not (text or category or since or until):
        raise typer.BadParameter("say what to search for, or name a file with --queries", param_hint="QUERY")
    lines = [text] if queries is None else _lines(queries)
    catalog = _shelf().catalog
    filters = known_category(catalog, category), *days_between(catalog, since, until)
    for line in lines:
        asked = SearchQuery(line, *filters)
        # An empty line of a file asks for nothing; an empty query with a filter for all that pass it.
        results = catalog.search(asked, limit=limit) if line.strip() or queries is None else SearchResults(asked, 0, ())
        if as_json:
            _print_json(objects.search_object(results))
        elif results.direct:
            _print(draw_card(catalog, results.direct))
        else:
            _print(draw_results(results))


@digest_app.command("status", cls=_Command)
def digest_status(as_json: AsJson = False) -> None:
    """Show each digest's last and next run in every channel."""
    from bot.app.offline import digest_statuses
    from bot.terminal import as_json as objects
    from bot.terminal.digests import draw_statuses

    statuses = asyncio.run(digest_statuses(_environment()))
    if as_json:
        _print_json(objects.status_object(statuses))
    else:
        _print(draw_statuses(statuses))


@digest_app.command("preview", cls=_Command)
def digest_preview(digest: DigestName = None, channel: ChannelId = None, as_json: AsJson = False) -> None:
    """Show exactly what the next run will post, and where."""
    from bot.app.offline import digest_previews
    from bot.terminal import as_json as objects
    from bot.terminal.digests import draw_preview, draw_statuses

    previews = asyncio.run(digest_previews(_environment(), digest, channel))
    if as_json:
        _print_json({"previews": [objects.preview_object(preview) for preview in previews]})
    else:
        _print(*([draw_preview(preview) for preview in previews] or [draw_statuses(())]))


@digest_app.command("post", cls=_Command)
def digest_post(
    digest: DigestName = None,
    channel: ChannelId = None,
    again: Annotated[bool, typer.Option("--again", help="Post the newest delivered week once more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Post now what is undelivered, due or not; exit code 1 if a channel fails."""
    from bot.app.offline import post_digests
    from bot.digests.reports import Outcome
    from bot.terminal import as_json as objects
    from bot.terminal.digests import draw_post, draw_statuses

    if again and digest is None:
        raise typer.BadParameter("name the digest that is to be posted again")
    results = asyncio.run(post_digests(_environment(), digest, channel, again=again))
    if as_json:
        _print_json({"results": [objects.post_object(result) for result in results]})
    else:
        _print(*([draw_post(result) for result in results] or [draw_statuses(())]))
    if any(result.outcome is Outcome.FAILED for result in results):
        raise typer.Exit(1)


@app.command(cls=_Command)
def schema() -> None:
    """Print the JSON Schema of the settings file, for editors."""
    from bot.settings.schema import json_schema

    _print_json(json_schema(), indent=2)


@app.command(cls=_Command)
def upgrade() -> None:
    """Create the database, or bring it up to date; a start does the same."""
    from bot.store.engine import open_engine
    from bot.store.schema import HEAD
    from bot.store.schema import upgrade as upgrade_database

    engine = open_engine(_environment().require_database_url())
    try:
        changed = upgrade_database(engine)
    finally:
        engine.dispose()
    typer.echo(f"The database {'was brought' if changed else 'is'} up to date (revision {HEAD}).")


def _environment() -> Environment:
    """Read the environment. What a command has to say it prints."""
    from bot.settings.environment import read_environment

    environment = read_environment(os.environ, dotenv=Path(".env"))
    configure_logging("error", secrets=environment.secrets())
    return environment


def _words(given: list[str] | None) -> str:
    """Join what stands on the command line, so that nobody has to quote ``march 2023``."""
    return " ".join(given or ()).strip()


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not UTF-8: {error.reason}", param_hint="--queries") from error
    # Not `splitlines`, which also parts at characters that may stand within a query.
    return text.removesuffix("\n").split("\n") if text else []


def _shelf() -> Shelf:
    from bot.app.rooms import open_shelf
    from bot.settings.loader import load_settings

    environment = _environment()
    return open_shelf(environment, load_settings(environment.config).settings.dataset)


def _print(*drawn: RenderableType) -> None:
    from rich.console import Console

    Console().print(*drawn, sep="\n", markup=False)


def _print_json(value: object, *, indent: int | None = None) -> None:
    """Print in UTF-8, as JSON is, whatever the terminal's encoding."""
    from bot.terminal.as_json import dumps

    typer.echo(dumps(value, indent=indent).encode("utf-8", "backslashreplace"))


def _report(findings: AsyncIterator[Finding], *, as_json: bool) -> None:
    """Show findings as they come in; exit code 1 if one is bad."""
    from bot.terminal.report import draw_finding, draw_totals

    async def collect() -> list[Finding]:
        found = []
        async for finding in findings:
            found.append(finding)
            if not as_json:
                _print(draw_finding(finding.area, finding.health, finding.text))
        return found

    found = asyncio.run(collect())
    bad, odd = (sum(finding.health == health for finding in found) for health in ("bad", "odd"))
    if as_json:
        _print_json({"findings": [asdict(finding) for finding in found]})
    else:
        _print(draw_totals(bad, odd))
    if bad:
        raise typer.Exit(1)
