"""Opening the rooms that more than one command of the command line needs."""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict
from uuid import uuid4

from bot.app.freshness import Freshness
from bot.app.shelf import Shelf
from bot.dataset import FetchPolicy, Library
from bot.digests.courier import Courier
from bot.digests.desk import DigestDesk
from bot.digests.due import due_after
from bot.digests.ledger import Ledger
from bot.digests.model import Publisher
from bot.digests.outlook import DigestOutlook
from bot.discord_app.render.digest import DigestRenderer
from bot.errors import StoreError
from bot.settings.environment import Environment
from bot.settings.models import DatasetSettings, Settings
from bot.store.engine import Engine, close_engine, may_exist, open_engine
from bot.store.notes import get_note, set_note
from bot.store.schema import HEAD, current_revision, upgrade
from bot.store.tables import metadata

__all__ = [
    "StoredNotes",
    "join_desk",
    "join_outlook",
    "open_database",
    "open_freshness",
    "open_ledger",
    "open_library",
    "open_shelf",
    "read_database",
    "utc_now",
]


class _Places(TypedDict):
    base: Path
    cache: Path
    offline: bool


def utc_now() -> datetime:
    """Return the present moment; the one clock that everything else is handed."""
    return datetime.now(UTC)


def open_shelf(environment: Environment, settings: DatasetSettings, policy: FetchPolicy | None = None) -> Shelf:
    """Return the papers that this machine has, without asking any address; ``policy`` bounds how addresses are asked later."""
    return Shelf(settings, **_places(environment), policy=policy)


def open_library(environment: Environment, settings: DatasetSettings) -> Library:
    """Return the sources without a catalogue of their papers; nothing is read or asked yet."""
    return Library(settings, **_places(environment))


def _places(environment: Environment) -> _Places:
    return {"base": environment.config.parent, "cache": environment.data / "cache", "offline": environment.offline}


def open_freshness(
    shelf: Shelf, settings: Callable[[], Settings], changed: Callable[[], None], clock: Callable[[], datetime]
) -> Freshness:
    """Return what keeps the shelf fresh, before each digest of the settings too."""

    def next_due(after: datetime) -> datetime | None:
        moments = (due_after(digest, after) for digest in settings().digests)
        return min((moment for moment in moments if moment is not None), default=None)

    return Freshness(shelf, lambda: settings().dataset, changed, due=next_due, clock=clock)


@asynccontextmanager
async def open_database(environment: Environment) -> AsyncIterator[Engine]:
    """Open the database and bring it up to date; StoreError or EnvironmentVariableError where it cannot be used."""
    engine = open_engine(environment.require_database_url())
    try:
        await asyncio.to_thread(upgrade, engine)
        yield engine
    finally:
        close_engine(engine)


@asynccontextmanager
async def read_database(environment: Environment) -> AsyncIterator[tuple[Engine, str | None]]:
    """Open the database as it is, and yield it with its revision: nothing is made, nothing is migrated.

    Where nothing was ever stored, the revision is None, and an empty database stands in until the context ends. StoreError
    or EnvironmentVariableError where it cannot be used, which is also so for a revision other than this version's.
    """
    url = environment.require_database_url()
    if await asyncio.to_thread(may_exist, url):
        engine = open_engine(url)
        try:
            revision = await asyncio.to_thread(current_revision, engine)
            if revision is not None:
                _expect_head(revision)
                yield engine, revision
                return
        finally:
            close_engine(engine)
    with tempfile.TemporaryDirectory(prefix="paperboy-") as folder:
        engine = open_engine(f"sqlite:///{(Path(folder) / 'empty.db').as_posix()}")
        try:
            await asyncio.to_thread(metadata.create_all, engine)
            yield engine, None
        finally:
            close_engine(engine)


def _expect_head(revision: str) -> None:
    if revision != HEAD:
        raise StoreError(
            f"The database is at revision {revision}, and this version of Paperboy needs {HEAD}. An older one is brought up to "
            "date by `python -m bot upgrade`, and by a start of the bot; a newer one needs the newer Paperboy."
        )


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
    ledger: Ledger,
    publisher: Publisher,
    shelf: Shelf,
    settings: Callable[[], Settings],
    clock: Callable[[], datetime],
    freshness: Freshness,
) -> DigestDesk:
    """Return the desk that posts through ``publisher``, and has the sources asked before it says what is due."""
    renderer = DigestRenderer()
    return DigestDesk(
        settings=settings,
        catalog=lambda: shelf.catalog,
        ledger=ledger,
        courier=Courier(ledger, renderer, publisher, clock=clock),
        renderer=renderer,
        clock=clock,
        freshen=freshness.before_due,
    )


def join_outlook(
    ledger: Ledger, shelf: Shelf, settings: Callable[[], Settings], clock: Callable[[], datetime] = utc_now
) -> DigestOutlook:
    """Return what can be said of the digests without a connection to Discord."""
    return DigestOutlook(
        settings=settings, catalog=lambda: shelf.catalog, ledger=ledger, renderer=DigestRenderer(), clock=clock
    )
