"""Fixtures of the digests' room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.store.engine import close_engine, open_engine
from tests.digests.desk_tools import DeskWorld


@pytest.fixture
def sqlite(migrated_sqlite_url: str) -> Iterator[Engine]:
    """Yield an engine on a SQLite file with all tables: for what does not depend on the kind of database."""
    engine = open_engine(migrated_sqlite_url)
    yield engine
    close_engine(engine)


@pytest.fixture
def world(sqlite: Engine) -> DeskWorld:
    """Return a machine with one digest, on a Sunday before its first due time."""
    return DeskWorld(sqlite)
