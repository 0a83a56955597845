"""The bots that are measured: child processes against a Discord on loopback, and the databases they start on."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.sandbox import Channel, Member, Sandbox
from tests.databases import database_at, migrate, run_statement, running_postgresql

__all__ = ["BARE", "Bot", "Town", "bots_to_measure", "open_town"]

_ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0
_SETTINGS = """\
digests:
  - name: weekly
    channels: ["{channel}"]
    at: {{weekday: monday, time: "09:00"}}
    timezone: Europe/Berlin
"""


@dataclass(frozen=True, slots=True)
class Bot:
    """A kind of bot. ``database`` makes the address of a fresh, upgraded database; None where it needs none."""

    name: str
    module: str
    arguments: tuple[str, ...]
    simplest: str
    """Its simplest command."""
    without_sync: tuple[str, ...] = ()
    """What else a later start is given, so that no commands are sent to Discord."""
    database: Callable[[], str] | None = None


BARE = Bot("bare", "tests.benchmarks.bare_bot", (), "ping", without_sync=("--no-sync",))


class Town:
    """A server of one bot: started, stopped and started again on the same database."""

    def __init__(self, bot: Bot, world: Sandbox, folder: Path, bytecode: Path) -> None:
        guild = world.add_guild("Reading group")
        self.bot = bot
        self.world = world
        self.channel: Channel = guild.add_channel("papers")
        self.admin: Member = guild.add_member("Ada", administrator=True)
        self._folder = folder
        (folder / "paperboy.yaml").write_text(_SETTINGS.format(channel=self.channel.id), encoding="utf-8")
        self._environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "DISCORD_TOKEN": world.token,
            "DISCORD_API_URL": world.api_url,
            "DATABASE_URL": bot.database() if bot.database else "",
            "PAPERBOY_CONFIG": str(folder / "paperboy.yaml"),
            "PAPERBOY_DATA": str(folder),
            "PAPERBOY_OFFLINE": "1",
            # As an installed bot has it, whatever this process was told: compiled once, by the run that does not count.
            "PYTHONPYCACHEPREFIX": str(bytecode),
        }
        self._starts = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[float, int]]:
        """Run the bot; yield the seconds from the process's start to commands ready, and its process id."""
        again = self.bot.without_sync if self._starts else ()
        self._starts += 1
        with (self._folder / "log.txt").open("wb") as log:
            began = time.perf_counter()
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", self.bot.module, *self.bot.arguments, *again),
                cwd=_ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
            )
        try:
            await self._ready(child)
            yield time.perf_counter() - began, child.pid
        finally:
            if child.returncode is None:
                child.terminate()
            await child.wait()
            await self.world.wait_until(lambda: not self.world.gateway.online, "The bot is still online")

    async def _ready(self, child: asyncio.subprocess.Process) -> None:
        """Wait until the bot's commands are known and it is connected; RuntimeError with its log if it ended before."""
        world = self.world
        both = world.wait_until(
            lambda: world.world.commands.synced and world.gateway.online, "It is not ready", within=_PATIENCE
        )
        ready, ended = asyncio.ensure_future(both), asyncio.ensure_future(child.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done():
            ready.cancel()
            raise RuntimeError(f"{self.bot.name} ended:\n{(self._folder / 'log.txt').read_text(encoding='utf-8')}")
        await ready

    async def answer(self, command: str, **options: Any) -> float:
        """Type a command as an admin; return the seconds until its answer stood there."""
        began = time.perf_counter()
        await self.admin.slash(self.channel, command, **options)
        return time.perf_counter() - began

    async def suggest(self, command: str, option: str, typed: str, **others: Any) -> float:
        """Type part of an option; return the seconds until suggestions were offered."""
        began = time.perf_counter()
        await self.admin.complete(self.channel, command, option=option, typed=typed, **others)
        return time.perf_counter() - began


@asynccontextmanager
async def open_town(bot: Bot, scratch: Path) -> AsyncIterator[Town]:
    """Open a new server for a bot, in a new folder below ``scratch``."""
    folder = scratch / uuid4().hex
    folder.mkdir()
    async with Sandbox() as world:
        yield Town(bot, world, folder, scratch / "bytecode")


@contextmanager
def bots_to_measure(scratch: Path) -> Iterator[tuple[Bot, ...]]:
    """Yield the bots: the bare one, and ours on either database."""
    template = scratch / "template.db"
    migrate(f"sqlite:///{template}")
    with running_postgresql() as server:
        run_statement(server, "CREATE DATABASE template_of_bots")
        migrate(database_at(server, "template_of_bots"))

        def on_sqlite() -> str:
            return f"sqlite:///{shutil.copy(template, scratch / f'{uuid4().hex}.db')}"

        def on_postgresql() -> str:
            name = f"bot_{uuid4().hex[:12]}"
            run_statement(server, f"CREATE DATABASE {name} TEMPLATE template_of_bots")
            return database_at(server, name)

        yield (
            BARE,
            Bot("SQLite", "bot", ("run",), "help", database=on_sqlite),
            Bot("PostgreSQL", "bot", ("run",), "help", database=on_postgresql),
        )
