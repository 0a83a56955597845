"""Fixtures of the digests' room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.store.engine import close_engine, open_engine
from bot.store.schema import upgrade
from tests.digests.desk_tools import DeskWorld


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """Yield an engine on a SQLite file with all tables: for what does not depend on the kind of database."""
    engine = open_engine(f"sqlite:///{tmp_path / 'paperboy.sqlite'}")
    upgrade(engine)
    yield engine
    close_engine(engine)


@pytest.fixture
def world(sqlite: Engine) -> DeskWorld:
    """Return a machine with one digest, on a Sunday before its first due time."""
    return DeskWorld(sqlite)
