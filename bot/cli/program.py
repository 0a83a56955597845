"""The program as a whole: its commands in the order of its help, its version, its last resort."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

import bot
from bot.cli.command import Command
from bot.cli.digests import app as digest_app
from bot.cli.exporting import app as export_app
from bot.cli.hosting import check, doctor, run, schema, upgrade
from bot.cli.papers import paper, search, week
from bot.cli.sandbox import sandbox
from bot.cli.sources import refresh
from bot.log import log_the_unexpected

__all__ = ["app", "main"]

app = typer.Typer(
    name="paperboy",
    help="A Discord bot that knows the machine-learning papers of each week, and delivers them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (run, sandbox, check, doctor, refresh, week, paper, search, schema, upgrade):
    app.command(cls=Command)(command)
app.add_typer(export_app, name="export")
app.add_typer(digest_app, name="digest")


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
