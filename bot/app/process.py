"""The running bot as a process of its own: environment, log, signals, exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.app.paperboy import run
from bot.app.signals import run_until_told
from bot.errors import PaperboyError
from bot.log import configure_logging, log_the_unexpected
from bot.settings.environment import read_environment

__all__ = ["main", "serve"]


def main() -> None:
    """Run the bot until it is told to stop; an error of ours is one readable message and exit code 1."""
    with log_the_unexpected():
        try:
            serve()
        except PaperboyError as error:
            sys.exit(str(error))


def serve() -> None:
    """Run the bot until it is told to stop; errors as for :func:`bot.app.paperboy.run`."""
    environment = read_environment(os.environ, dotenv=Path(".env"))
    # Until the settings are read, and set it up anew.
    configure_logging("error", secrets=environment.secrets())
    run_until_told(lambda stop: run(environment, stop))
