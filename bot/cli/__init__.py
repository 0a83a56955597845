"""The commands of the command line, each a few lines over the rooms below.

What a command needs is imported inside it: ``paperboy --help`` and shell completion answer at once, and a running bot does
not carry what only a terminal needs.
"""

from __future__ import annotations

from bot.cli.program import app, main

__all__ = ["app", "main"]
