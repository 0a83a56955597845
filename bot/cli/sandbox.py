"""``sandbox``: the bot on this machine alone, in a browser or as a tour of the terminal."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.command import show
from bot.log import configure_logging

if TYPE_CHECKING:
    from bot.playground.play import Wishes

__all__ = ["sandbox"]

_PORT = 8420
"""Always the same one, so that a bookmark stays good."""
_PATIENCE = 4.8
"""Seconds from a signal until the process gives up closing; it must be gone within five."""
_ID = re.compile(r"[0-9]{15,20}")
"""Of the year 2015 and later, as those that the settings file takes."""


def _channel_id(typed: str | int) -> int:
    """Read the id of a channel."""
    if not _ID.fullmatch(str(typed).strip()):
        raise typer.BadParameter(
            f"{typed!r} is no channel id. One has 15 to 20 digits, such as 123456789012345678; in Discord, turn on "
            "Developer Mode, right-click the channel and choose Copy Channel ID."
        )
    return int(typed)


def sandbox(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Where the page is; the next free one if it is taken.")
    ] = _PORT,
    open_it: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open the page in a browser, or do not. Default: from a terminal on a machine with a screen.",
        ),
    ] = None,
    forum: Annotated[
        list[int] | None,
        typer.Option("--forum", metavar="ID", parser=_channel_id, help="This channel of the settings is a forum."),
    ] = None,
    announcement: Annotated[
        list[int] | None,
        typer.Option(
            "--announcement",
            metavar="ID",
            parser=_channel_id,
            help="This channel of the settings is an announcement channel.",
        ),
    ] = None,
    online: Annotated[
        bool,
        typer.Option(
            "--online", help="Ask the sources of papers over the network. Default: what comes with Paperboy, at once."
        ),
    ] = False,
    tour: Annotated[
        bool, typer.Option("--tour", help="No page: each command is typed for you, and its answer shown here.")
    ] = False,
) -> None:
    """Try the bot against a Discord on this machine, in a browser: no token, no account, nothing left behind."""
    if tour:
        _refuse_with_the_tour(context, "port", "open_it")
    wishes = replace(_wishes(port, forum or (), announcement or ()), online=online)
    if tour:
        _take_tour(wishes)
    else:
        _play(wishes, open_it)


def _refuse_with_the_tour(context: typer.Context, *names: str) -> None:
    typed = [name for name in names if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"]
    options = {
        parameter.name: "/".join([*parameter.opts, *parameter.secondary_opts]) for parameter in context.command.params
    }
    if typed:
        raise typer.BadParameter(
            "the tour shows no page. Leave this out, or leave out --tour.", param_hint=options[typed[0]]
        )


def _wishes(port: int, forums: Iterable[int], announcements: Iterable[int]) -> Wishes:
    from bot.playground.environment import own_settings_file
    from bot.playground.play import Wishes
    from bot.playground.town import Kinds

    kinds = Kinds(frozenset(forums), frozenset(announcements))
    if both := kinds.forums & kinds.announcements:
        raise typer.BadParameter(f"{min(both)} cannot be both", param_hint="--forum and --announcement")
    configure_logging("error")
    own_file, remark = own_settings_file(os.environ, Path(".env"))
    return Wishes(own_file, remark, kinds, port)


def _play(wishes: Wishes, open_it: bool | None) -> None:
    from bot.app.signals import run_until_told
    from bot.playground.page_opener import has_display, open_page
    from bot.playground.play import play

    wanted = sys.stdout.isatty() and has_display(os.environ) if open_it is None else open_it
    # Where a settings file is wrong, the terminal is told in the sandbox's own words.
    logging.getLogger("bot.settings.watcher").setLevel(logging.CRITICAL)
    _end_with_the_terminal()
    run_until_told(
        lambda stop: play(wishes, stop, say=typer.echo, open_page=open_page if wanted else None), patience=_PATIENCE
    )


def _take_tour(wishes: Wishes) -> None:
    from bot.playground.tour import take_tour

    # Ends the tour as Ctrl-C does; else the bot that it started would stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _end_with_the_terminal()
    if not asyncio.run(take_tour(wishes.own_file, show, kinds=wishes.kinds, online=wishes.online)):
        raise typer.Exit(1)


def _end_with_the_terminal() -> None:
    """Let a terminal that is closed end everything in order, unless the command was started to outlive it (``nohup``)."""
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda _number, _frame: signal.raise_signal(signal.SIGTERM))
