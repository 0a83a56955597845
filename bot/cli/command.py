"""What all commands share: how an error ends one, where the environment comes from, how answers are printed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from bot.errors import PaperboyError
from bot.log import configure_logging

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.settings.environment import Environment

__all__ = ["AsJson", "Command", "environment", "show", "show_json"]

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")]


_PREFIX = "Value error, "
"""What the library that reads values puts before a sentence of its own, for programmers."""


class Command(TyperCommand):
    """A command in which an error of ours is one readable message and exit code 1."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; a value that does not do is told of in words for people."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(_PREFIX)
            raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command; with ``--json``, programs are told of an error where they look for the answer."""
        try:
            return super().invoke(ctx)
        except PaperboyError as error:
            if ctx.params.get("as_json"):
                from bot.terminal.as_json import error_object

                show_json(error_object(error))
            typer.secho(str(error), err=True, fg="red")
            raise typer.Exit(1) from error


def environment() -> Environment:
    """Read the environment. What a command has to say it prints."""
    from bot.settings.environment import read_environment

    read = read_environment(os.environ, dotenv=Path(".env"))
    configure_logging("error", secrets=read.secrets())
    return read


def show(*drawn: RenderableType) -> None:
    """Print for people, one below the other."""
    from rich.console import Console

    Console().print(*drawn, sep="\n", markup=False)


def show_json(value: object, *, indent: int | None = None) -> None:
    """Print in UTF-8, as JSON is, whatever the terminal's encoding."""
    from bot.terminal.as_json import dumps

    typer.echo(dumps(value, indent=indent).encode("utf-8", "backslashreplace"))
