"""A stage for commands and buttons: a Discord on loopback, the real client, and the real rooms behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.catalog import Catalog
from bot.digests.courier import Courier
from bot.digests.desk import DigestDesk
from bot.digests.ledger import Ledger
from bot.digests.model import Publisher
from bot.discord_app.client import PaperboyClient
from bot.discord_app.connection.endpoint import point_at
from bot.discord_app.render.digest import DigestRenderer
from bot.discord_app.services import Services
from bot.errors import SettingsError
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.members import Member
from bot.sandbox.world.messages import Message
from bot.settings.models import DigestSettings, Settings
from bot.store.engine import Engine, close_engine, open_engine
from bot.store.tables import metadata
from tests.discord_app.memory import MemoryNotes, MemorySources
from tests.factories import make_weeks

MONDAY = datetime(2023, 3, 27, 7, 30, tzinfo=UTC)


@dataclass
class Stage:
    """What a test works with; ``catalog``, ``settings`` and ``settings_error`` may be replaced while the bot runs."""

    world: Sandbox
    guild: Guild
    papers: Channel
    admin: Member
    reader: Member
    folder: Path
    notes: MemoryNotes = field(default_factory=MemoryNotes)
    sources: MemorySources = field(default_factory=MemorySources)
    catalog: Catalog = field(default_factory=lambda: Catalog(make_weeks(3)))
    settings: Settings = field(default_factory=Settings)
    settings_error: SettingsError | None = None
    now: datetime = MONDAY

    def set_digests(self, *, limit: int = 10, **channels: list[Channel]) -> None:
        """Let digests of these names post to these channels."""
        self.settings = Settings(
            digests=tuple(
                DigestSettings(name=name, channels=tuple(str(one.id) for one in ones), limit=limit)
                for name, ones in channels.items()
            )
        )

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[PaperboyClient]:
        """Run the bot until the block is left; a second time is a restart."""
        with self._engine() as engine:
            client = PaperboyClient(lambda publisher: self._services(self._desk(engine, publisher)))
            async with point_at(self.world.api_url, self.world.token), client:
                running = asyncio.create_task(client.start(self.world.token), name="bot")
                ready = asyncio.create_task(client.ready.wait(), name="ready")
                await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
                ready.cancel()
                if not client.ready.is_set():
                    await running
                try:
                    yield client
                finally:
                    await client.close()
                    await running

    def _services(self, desk: DigestDesk) -> Services:
        return Services(
            catalog=lambda: self.catalog,
            settings=lambda: self.settings,
            settings_error=lambda: self.settings_error,
            desk=desk,
            sources=lambda: ("The list on the shelf",),
            papers=self.sources,
            notes=self.notes,
        )

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        engine = open_engine(f"sqlite:///{self.folder / 'ledger.sqlite'}")
        metadata.create_all(engine)
        yield engine
        close_engine(engine)

    def _desk(self, engine: Engine, publisher: Publisher) -> DigestDesk:
        ledger, renderer = Ledger(engine, owner="stage"), DigestRenderer()
        return DigestDesk(
            settings=lambda: self.settings,
            catalog=lambda: self.catalog,
            ledger=ledger,
            courier=Courier(ledger, renderer, publisher, clock=lambda: self.now),
            renderer=renderer,
            clock=lambda: self.now,
        )


@asynccontextmanager
async def open_stage(folder: Path) -> AsyncIterator[Stage]:
    """Open a server with a channel, somebody who manages it and somebody who does not."""
    async with Sandbox() as world:
        guild = world.add_guild("Reading group")
        papers = guild.add_channel("papers")
        admin = guild.add_member("Ada", permissions=["manage_guild"])
        yield Stage(world, guild, papers, admin, guild.add_member("Ben"), folder)


def relabel(message: Message, custom_id: str, other: str) -> None:
    """Give a button another custom id, such as one that an older version posted."""
    message.components = json.loads(json.dumps(message.components).replace(json.dumps(custom_id), json.dumps(other)))
