"""Small facts to remember over a restart, by name: for instance which commands Discord was last told."""

from __future__ import annotations

from sqlalchemy import Engine, select

from bot.store.engine import reading, writing
from bot.store.tables import notes
from bot.store.upsert import put

__all__ = ["get_note", "set_note"]


def get_note(engine: Engine, key: str) -> str | None:
    """Return what was last noted under ``key``, or None."""
    with reading(engine) as connection:
        value: str | None = connection.scalar(select(notes.c.value).where(notes.c.key == key))
    return value


def set_note(engine: Engine, key: str, value: str) -> None:
    """Note ``value`` under ``key`` (at most 128 characters), in place of what was there."""
    with writing(engine) as connection:
        put(connection, notes, {"key": key, "value": value})
