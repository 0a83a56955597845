"""Bringing the database up to date.

Whether it is, is one SELECT; Alembic is imported only when it is not.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError
from bot.store.engine import reading, writing

__all__ = ["HEAD", "current_revision", "upgrade"]

_log = logging.getLogger(__name__)

HEAD = "0002"
"""The newest migration in ``migrations/versions``; a test holds it against them."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x7061_7065_7262_6F79
"""``paperboy`` in ASCII: the key of the advisory lock under which PostgreSQL is upgraded by one process at a time."""


def current_revision(engine: Engine) -> str | None:
    """Return the migration that the database stands at, None for an empty one."""
    with reading(engine) as connection, suppress(DBAPIError):
        return _stored_revision(connection)
    # An empty database, most likely. PostgreSQL answers nothing more in a transaction that met an error.
    with reading(engine) as connection:
        return _revision(connection)


def upgrade(engine: Engine) -> bool:
    """Create or migrate the tables in one transaction; return whether anything was to do.

    Any number of processes may call it at the same moment. Raises :class:`~bot.errors.StoreError` where the database was
    migrated by a newer version of Paperboy, or cannot be used.
    """
    if current_revision(engine) == HEAD:
        return False
    with writing(engine) as connection:
        _wait_for_turn(connection)
        before = _revision(connection)
        if before == HEAD:
            return False
        _migrate(connection, before)
    _log.info("The database was upgraded from %s to %s.", before or "nothing", HEAD)
    return True


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return _stored_revision(connection)


def _stored_revision(connection: Connection) -> str | None:
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _wait_for_turn(connection: Connection) -> None:
    """On SQLite the transaction itself is the lock: it began as a writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _migrate(connection: Connection, before: str | None) -> None:
    # Alembic and Mako cost a running bot about ten megabytes; an up-to-date one never loads them.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if before is not None and before not in known:
        raise StoreError(
            f"The database was upgraded by a newer version of Paperboy (to {before}; this one knows {HEAD}). "
            "Install that version again, or restore the copy of the database from before."
        )
    command.upgrade(config, "head")
