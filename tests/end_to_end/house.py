"""The whole bot against a Discord on loopback: settings file, database and process are the real ones."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import update

from bot.app.paperboy import run
from bot.sandbox import Channel, Guild, Member, Message, Sandbox
from bot.settings.environment import Environment
from bot.store.engine import close_engine, open_engine, writing
from bot.store.tables import steps

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2023, 3, 27, 7, 0, tzinfo=UTC)
"""The morning after the newest bundled week; 09:00 in Berlin, which changed its clocks the night before last."""


@dataclass
class House:
    """A server with a bot; ``now`` is the bot's clock, and may be moved while it runs."""

    world: Sandbox
    guild: Guild
    papers: Channel
    admin: Member
    reader: Member
    folder: Path
    now: datetime = MONDAY
    environ: dict[str, str] = field(default_factory=dict)
    database: str = ""
    """The database's address; SQLite's in the folder if it is not set."""
    offline: bool = True
    """Whether nobody is asked for papers; a test that serves a list, or arXiv, on loopback turns it off."""

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.folder / 'paperboy.db'}"

    @property
    def config(self) -> Path:
        return self.folder / "paperboy.yaml"

    def set_up(self, text: str = "") -> None:
        """Write the settings file as an editor does that replaces it."""
        fresh = self.config.with_suffix(".tmp")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.config)

    def set_up_digest(self, *channels: Channel, **more: str) -> None:
        """Write a digest that is due on Mondays at 09:00 in Berlin."""
        ids = ", ".join(f'"{channel.id}"' for channel in channels or (self.papers,))
        lines = [f"    {key}: {value}" for key, value in {"timezone": "Europe/Berlin", **more}.items()]
        self.set_up("\n".join(["digests:", "  - name: weekly", f"    channels: [{ids}]", *lines, ""]))

    @property
    def environment(self) -> Environment:
        return Environment(
            token=SecretStr(self.world.token),
            database_url=SecretStr(self.database_url),
            config=self.config,
            data=self.folder / "data",
            discord_api_url=self.world.api_url,
            offline=self.offline,
        )

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """Run the bot in this process until the block is left; a second time is a restart."""
        stop = asyncio.Event()
        running = asyncio.create_task(run(self.environment, stop, clock=lambda: self.now), name="the bot")
        await self.world.wait_for_ready()
        try:
            yield
        finally:
            stop.set()
            await running

    @asynccontextmanager
    async def process(self, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Run ``python -m bot run``, or another command, as a process of its own; it is killed when the block is left."""
        child = await asyncio.create_subprocess_exec(
            *(command or (sys.executable, "-m", "bot", "run")),
            cwd=ROOT,
            env={**os.environ, **self.variables(), **self.environ},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield child
        finally:
            if child.returncode is None:
                child.kill()
            await child.communicate()

    def variables(self) -> Mapping[str, str]:
        """Return the environment of a process that belongs to this house."""
        return {
            # A Procfile says `python`, and hosts have it in their path.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            "DISCORD_TOKEN": self.world.token,
            "DISCORD_API_URL": self.world.api_url,
            "DATABASE_URL": self.database_url,
            "PAPERBOY_CONFIG": str(self.config),
            "PAPERBOY_DATA": str(self.folder / "data"),
            "PAPERBOY_OFFLINE": "1" if self.offline else "0",
        }

    def expire_leases(self) -> None:
        """Let the claims of a process that is gone run out, as they do by themselves after a minute and a half."""
        engine = open_engine(self.database_url)
        with writing(engine) as connection:
            connection.execute(update(steps).values(lease_until=datetime(2000, 1, 1, tzinfo=UTC)))
        close_engine(engine)

    def posted(self, channel: Channel | None = None) -> list[Message]:
        """Return what stands in a channel for everybody."""
        return [message for message in self.world.messages(channel or self.papers) if not message.ephemeral]

    async def wait_for_posts(self, count: int = 1, channel: Channel | None = None) -> list[Message]:
        await self.world.wait_until(lambda: len(self.posted(channel)) >= count, f"There are no {count} posts")
        return self.posted(channel)


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    """Open a server with a channel, somebody who manages it and somebody who does not, and an empty settings file."""
    async with Sandbox() as world:
        guild = world.add_guild("Reading group")
        admin = guild.add_member("Ada", permissions=["manage_guild"])
        house = House(world, guild, guild.add_channel("papers"), admin, guild.add_member("Ben"), folder)
        house.set_up()
        yield house
