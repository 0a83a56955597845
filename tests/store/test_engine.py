from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from bot.errors import StoreError
from bot.store.engine import close_engine, may_exist, open_engine, reading, writing


def test_a_sqlite_file_and_its_folder_are_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/deep/er/paperboy.sqlite")

    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER)"))
    engine.dispose()

    assert (tmp_path / "deep" / "er" / "paperboy.sqlite").exists()


def test_a_sqlite_path_may_be_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_engine("sqlite:///data/paperboy.sqlite")
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()

    assert (tmp_path / "data" / "paperboy.sqlite").exists()


def test_sqlite_is_set_up_for_one_writer_among_readers(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite")
    with reading(engine) as connection:
        found = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
        }
        assert connection.scalar(text("PRAGMA busy_timeout")) == 10_000
    engine.dispose()

    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_uses_psycopg(scheme: str) -> None:
    engine = open_engine(f"{scheme}://paper:boy@db.example:5433/news?sslmode=require&application_name=mine")

    assert engine.url.drivername == "postgresql+psycopg"
    assert (engine.url.host, engine.url.port, engine.url.database) == ("db.example", 5433, "news")
    assert engine.url.query["sslmode"] == "require"


def test_a_postgres_address_reaches_a_real_server(postgresql_url: str) -> None:
    engine = open_engine(
        postgresql_url.replace("postgresql://", "postgres://") + "&application_name=mine&sslmode=prefer"
    )
    with reading(engine) as connection:
        assert connection.scalar(text("SHOW application_name")) == "mine"
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "not the address of a database"),
        ("paperboy.sqlite", "not the address of a database"),
        ("postgres://user:hunter2@host:port/name", "not the address of a database"),
        ("mysql://user:hunter2@host/name", "does not know (mysql)"),
        ("postgresql+asyncpg://user:hunter2@host/name", "does not know (postgresql)"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgres://user:hunter2@more@host/name", "%40"),
    ],
)
def test_what_cannot_be_used_is_said_without_the_password(url: str, said: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_engine(url)

    assert said in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_whether_there_can_be_a_database_leaves_no_trace(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/paperboy.db"
    assert not may_exist(url)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "paperboy.db").touch()
    assert may_exist(url)
    assert may_exist("postgres://u:p@nowhere.invalid/news")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(StoreError, match=r"folder .*file.* cannot be made"):
        open_engine(f"sqlite:///{tmp_path}/file/paperboy.sqlite")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "paperboy.sqlite").write_text("this is a poem, not a database, and a long one at that" * 20)
    engine = open_engine(f"sqlite:///{tmp_path}/paperboy.sqlite")

    with pytest.raises(StoreError, match=r"paperboy\.sqlite cannot be used: file is not a database"), reading(engine):
        pass
    engine.dispose()


def test_a_server_that_is_down_is_named_without_the_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    engine = open_engine(f"postgres://paper:hunter2@127.0.0.1:{port}/news")

    with pytest.raises(StoreError) as caught, reading(engine):
        pass

    assert "The database 127.0.0.1/news cannot be used" in str(caught.value)
    assert "DATABASE_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value) + repr(engine) + str(engine.url)


def test_an_error_takes_the_whole_transaction_back(empty_engine: Engine) -> None:
    with writing(empty_engine) as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER PRIMARY KEY)"))

    def write_twice() -> None:
        with writing(empty_engine) as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
            connection.execute(text("INSERT INTO t VALUES (1)"))

    with pytest.raises(StoreError):
        write_twice()

    with reading(empty_engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM t")) == 0


@pytest.mark.parametrize("transaction", [reading, writing])
def test_a_connection_that_is_given_back_after_the_end_is_closed(
    migrated_postgresql_url: str, transaction: Callable[[Engine], AbstractContextManager[Connection]]
) -> None:
    """A thread goes on when the task that waits for it is cancelled, and may even begin another transaction."""
    engine = open_engine(migrated_postgresql_url)
    used = []
    for ended in (False, True):
        with transaction(engine) as connection:
            used.append(connection.connection.driver_connection)
            if not ended:
                close_engine(engine)

    assert used[0] is not used[1]
    assert [one.closed for one in used if one is not None] == [True, True]


def test_transactions_that_read_before_they_write_queue_up(tmp_path: Path) -> None:
    """On SQLite, a transaction that has read before another one wrote would fail at once, whatever the timeout."""
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))
    second_has_read = threading.Event()

    def count_up(reading_done: threading.Event | None = None, wait_for: threading.Event | None = None) -> None:
        with writing(engine) as connection:
            before = connection.scalar(text("SELECT x FROM t"))
            if reading_done is not None:
                reading_done.set()
            if wait_for is not None:
                second.start()
                wait_for.wait(0.2)
            connection.execute(text("UPDATE t SET x = :x"), {"x": before + 1})

    second = threading.Thread(target=count_up, args=(second_has_read,))
    count_up(wait_for=second_has_read)
    second.join()

    with reading(engine) as connection:
        assert connection.scalar(text("SELECT x FROM t")) == 2
    engine.dispose()


def test_a_reader_does_not_wait_for_a_writer(empty_engine: Engine) -> None:
    with writing(empty_engine) as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER)"))

    with writing(empty_engine) as writer:
        writer.execute(text("INSERT INTO t VALUES (1)"))
        with reading(empty_engine) as reader:
            assert reader.scalar(text("SELECT count(*) FROM t")) == 0


def test_a_postgres_address_may_name_several_hosts(postgresql_url: str) -> None:
    """As clusters with a stand-by do; the first one that answers is taken."""
    url = open_engine(postgresql_url).url
    engine = open_engine(f"postgres://postgres:@/{url.database}?host=/nowhere&host={url.query['host']}")

    with reading(engine) as connection:
        assert connection.scalar(text("SHOW application_name")) == "paperboy"
    engine.dispose()


def test_a_server_that_falls_silent_is_given_up_in_half_a_minute_unless_the_address_says_otherwise(
    postgresql_url: str,
) -> None:
    asked = []
    for url in (postgresql_url, f"{postgresql_url}&tcp_user_timeout=5000"):
        engine = open_engine(url)
        with reading(engine) as connection:
            asked.append(connection.connection.driver_connection.info.get_parameters())  # type: ignore[union-attr]
        engine.dispose()

    assert [one["tcp_user_timeout"] for one in asked] == ["30000", "5000"]
    assert [one["keepalives_idle"] for one in asked] == ["30", "30"]
