"""The command line as a person has it: a folder of their own, an environment, and what was printed."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app

VARIABLES = (
    "DISCORD_TOKEN",
    "DISCORD_API_URL",
    "DATABASE_URL",
    "PAPERBOY_CONFIG",
    "PAPERBOY_DATA",
    "PAPERBOY_OFFLINE",
    "DYNO",
)


@dataclass(frozen=True)
class Said:
    """What a command printed for people and programs, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """What was printed, without the line breaks of a narrow terminal."""
        return " ".join(self.out.split())

    @property
    def json(self) -> Any:
        """The one object that was printed."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def objects(self) -> list[Any]:
        """The objects that were printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class CommandLine:
    """A person in ``folder``, with a settings file there."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def set_up(self, text: str) -> None:
        config = self.folder / "config" / "paperboy.yaml"
        config.parent.mkdir(exist_ok=True)
        config.write_text(text, encoding="utf-8")

    def set_up_digest(self, *channels: int, **more: str) -> None:
        lines = [f"    {key}: {value}" for key, value in more.items()]
        ids = [str(channel) for channel in channels]
        self.set_up("\n".join(["digests:", "  - name: weekly", f"    channels: {json.dumps(ids)}", *lines, ""]))

    def export(self, **variables: str) -> None:
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def type(self, *words: str) -> Said:
        """Run a command; a mistake of the program fails the test."""
        result = CliRunner().invoke(app, list(words), env={"COLUMNS": "100", "TERM": "dumb"}, catch_exceptions=False)
        return Said(result.exit_code, result.stdout, result.stderr)

    def folders(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@contextmanager
def at_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    """Step into ``folder`` with nothing set; what a command does to the log is undone afterwards."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    person = CommandLine(folder, monkeypatch)
    person.set_up("")
    try:
        yield person
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


async def typed(person: CommandLine, *words: str) -> Said:
    """Run a command beside a Discord of this process."""
    return await asyncio.to_thread(person.type, *words)
