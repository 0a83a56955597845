"""Opening the rooms that more than one command of the command line needs."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

from bot.app.shelf import Shelf
from bot.digests.courier import Courier
from bot.digests.desk import DigestDesk
from bot.digests.ledger import Ledger
from bot.digests.model import Publisher
from bot.digests.outlook import DigestOutlook
from bot.discord_app.render.digest import DigestRenderer
from bot.settings.environment import Environment
from bot.settings.models import DatasetSettings, Settings
from bot.store.engine import Engine, open_engine
from bot.store.notes import get_note, set_note
from bot.store.schema import upgrade

__all__ = ["StoredNotes", "join_desk", "join_outlook", "open_database", "open_ledger", "open_shelf", "utc_now"]


def utc_now() -> datetime:
    """Return the present moment; the one clock that everything else is handed."""
    return datetime.now(UTC)


def open_shelf(environment: Environment, settings: DatasetSettings) -> Shelf:
    """Return the papers that this machine has, without asking any address."""
    return Shelf(settings, base=environment.config.parent, cache=environment.data / "cache")


@asynccontextmanager
async def open_database(environment: Environment) -> AsyncIterator[Engine]:
    """Open the database and bring it up to date; StoreError or EnvironmentVariableError where it cannot be used."""
    engine = open_engine(environment.require_database_url())
    try:
        await asyncio.to_thread(upgrade, engine)
        yield engine
    finally:
        engine.dispose()


def open_ledger(engine: Engine) -> Ledger:
    """Return the ledger with an owner's name that no other process has, and that tells people where to look for it."""
    return Ledger(engine, owner=f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}")


class StoredNotes:
    """Small strings in the database, for the Discord room, off the event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def get(self, key: str) -> str | None:
        """Return what was noted, None if nothing was."""
        return await asyncio.to_thread(get_note, self._engine, key)

    async def set(self, key: str, value: str) -> None:
        """Note a string in place of what stood there."""
        await asyncio.to_thread(set_note, self._engine, key, value)


def join_desk(
    ledger: Ledger, publisher: Publisher, shelf: Shelf, settings: Callable[[], Settings], clock: Callable[[], datetime]
) -> DigestDesk:
    """Return the desk that posts through ``publisher``."""
    renderer = DigestRenderer()
    return DigestDesk(
        settings=settings,
        catalog=lambda: shelf.catalog,
        ledger=ledger,
        courier=Courier(ledger, renderer, publisher, clock=clock),
        renderer=renderer,
        clock=clock,
    )


def join_outlook(
    ledger: Ledger, shelf: Shelf, settings: Callable[[], Settings], clock: Callable[[], datetime] = utc_now
) -> DigestOutlook:
    """Return what can be said of the digests without a connection to Discord."""
    return DigestOutlook(
        settings=settings, catalog=lambda: shelf.catalog, ledger=ledger, renderer=DigestRenderer(), clock=clock
    )
