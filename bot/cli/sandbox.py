"""``sandbox``: the bot on this machine alone, in a browser or as a tour of the terminal."""

from __future__ import annotations

import asyncio
import signal

import typer

from bot.cli.command import environment, show

__all__ = ["sandbox"]


def sandbox() -> None:
    """Try the bot against a Discord on this machine: no token, no account, nothing left behind."""
    from bot.tour import take_tour

    # Ends the tour as Ctrl-C does; else the bot that it started would stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if not asyncio.run(take_tour(environment().config, show)):
        raise typer.Exit(1)
