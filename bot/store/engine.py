"""Opening the database, and the short transactions in which everything happens.

Both databases are used synchronously; callers on the event loop go through :func:`asyncio.to_thread`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreError

__all__ = ["Engine", "close_engine", "may_exist", "open_engine", "reading", "writing"]

_BUSY_TIMEOUT_MS = 10_000
_WAL_PAUSE_S = 0.01
_POSTGRESQL_DEFAULTS = {
    "connect_timeout": 10,  # seconds
    # A server that vanished, or a connection that a firewall forgot, answers nothing: without these, TCP waits a quarter of an
    # hour, and every digest with it.
    "tcp_user_timeout": 30_000,  # milliseconds
    "keepalives_idle": 30,  # seconds
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "paperboy",
    "prepare_threshold": None,  # prepared statements do not survive a transaction pooler such as pgbouncer
}
_FORMS = "Use sqlite:///data/paperboy.sqlite or postgresql://user:password@host/name."
_READING = "paperboy_reading"


def open_engine(url: str) -> Engine:
    """Return an engine for ``url``; nothing is connected yet.

    Accepts ``sqlite:///path`` (the folder is made), ``postgresql://`` and the ``postgres://`` that hosts give, with psycopg's
    own query parameters such as ``sslmode``. Raises :class:`~bot.errors.StoreError` for anything else. The password is in
    no message and in no ``repr``.
    """
    parsed = _parse(url)
    try:
        return _open_sqlite(parsed) if parsed.drivername == "sqlite" else _open_postgresql(parsed)
    except ImportError as error:
        raise StoreError("DATABASE_URL names PostgreSQL, and its driver psycopg is not installed.") from error


def close_engine(engine: Engine) -> None:
    """Close all connections; one that a thread still uses as soon as it is given back.

    A task that is cancelled leaves its thread at work: ``dispose`` alone would forget what that one gives back, still open.
    """
    # Pools hand their listeners on to the one that takes their place, so that a connection made after this is closed as well.
    event.listen(engine.pool, "checkin", _close)
    engine.dispose()


def may_exist(url: str) -> bool:
    """Return whether there can be a database at ``url`` already: not where SQLite has no file. Makes and connects nothing."""
    parsed = _parse(url)
    return parsed.drivername != "sqlite" or Path(parsed.database or "").expanduser().is_file()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that may write, committed at the end; on SQLite it waits for its turn before it reads anything."""
    with _explained(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads: on SQLite it never waits for a writer."""
    with _explained(engine), engine.connect().execution_options(**{_READING: True}) as connection, connection.begin():
        yield connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url.strip())
        dialect, _, driver = parsed.drivername.partition("+")
    except (ArgumentError, ValueError):
        # The original message may repeat a password that was not percent-encoded.
        raise StoreError(f"DATABASE_URL is not the address of a database. {_FORMS}") from None
    if dialect in {"postgres", "postgresql"} and driver in {"", "psycopg"}:
        if "@" in (parsed.host or ""):
            raise StoreError("DATABASE_URL: write @ : / and # in its password as %40 %3A %2F and %23.")
        return parsed.set(drivername="postgresql+psycopg")
    if dialect == "sqlite" and driver in {"", "pysqlite"}:
        if parsed.database in {None, "", ":memory:"}:
            raise StoreError("DATABASE_URL names no file, so nothing would be remembered. " + _FORMS)
        return parsed.set(drivername="sqlite")
    raise StoreError(f"DATABASE_URL names a kind of database that Paperboy does not know ({dialect}). {_FORMS}")


def _open_sqlite(url: URL) -> Engine:
    folder = Path(url.database or "").expanduser().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {folder} for the database cannot be made: {error.strerror}.") from error
    engine = create_engine(url.set(database=str(Path(url.database or "").expanduser())))
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _open_postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            # Hosts' small plans allow about twenty connections, and two copies of the bot overlap at each deploy.
            pool_size=2,
            max_overflow=3,
            pool_pre_ping=True,
            pool_recycle=1800,
            connect_args={name: value for name, value in _POSTGRESQL_DEFAULTS.items() if name not in url.query},
        )
    except NoSuchModuleError as error:
        raise StoreError(f"DATABASE_URL cannot be used. {_FORMS}") from error


def _close(_connection: object, record: ConnectionPoolEntry) -> None:
    record.close()


def _set_pragmas(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin`: sqlite3's own late BEGIN would let a transaction read before it is a writer, and
    # such a one fails at once, whatever the timeout, if another has written meanwhile.
    connection.isolation_level = None
    try:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        _switch_to_wal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except Exception:
        # The pool does not know it yet, so nobody else would close it.
        connection.close()
        raise


def _switch_to_wal(connection: Any) -> None:
    """Set the journal mode, which is kept in the file.

    Where two do so at once with a new file, SQLite refuses one of them without regard to its timeout: to wait could be a
    deadlock (https://www.sqlite.org/c3ref/busy_handler.html). The other is done within milliseconds.
    """
    give_up = monotonic() + _BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except Exception as error:
            if "locked" not in str(error) or monotonic() > give_up:
                raise
            sleep(_WAL_PAUSE_S)
        else:
            return


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError(f"{_named(engine.url)} does not keep up: no connection was free in time.") from error
    except DBAPIError as error:
        raise StoreError(_explain(engine.url, error)) from error


def _explain(url: URL, error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    detail = lines[0].strip().rstrip(".") if lines else type(error.orig).__name__
    if url.password:
        detail = detail.replace(str(url.password), "***")
    if url.drivername == "sqlite":
        hint = "Check that the file and its folder can be written, and that no other program holds it open"
    else:
        hint = "Check that the server is up and that DATABASE_URL is right"
    return f"{_named(url)} cannot be used: {detail}. {hint}."


def _named(url: URL) -> str:
    where = url.database if url.drivername == "sqlite" else f"{url.host or 'this machine'}/{url.database or ''}"
    return f"The database {where}"
