from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, inspect, text

from bot.digests.ledger import Ledger
from bot.digests.model import EditionKey
from bot.errors import StoreError
from bot.store import migrations
from bot.store.engine import writing
from bot.store.notes import get_note, set_note
from bot.store.schema import HEAD, current_revision, upgrade
from bot.store.tables import metadata

ROOT = Path(__file__).parents[2]
SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))


def test_head_is_the_newest_migration() -> None:
    assert SCRIPTS.get_heads() == [HEAD]


def test_the_migrations_make_exactly_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_every_name_in_the_database_is_the_one_in_the_tables(engine: Engine) -> None:
    """Alembic does not compare the names of primary and foreign keys."""
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        assert inspector.get_pk_constraint(table.name)["name"] == table.primary_key.name
        keys = {key["name"] for key in inspector.get_foreign_keys(table.name)}
        assert keys == {key.name for key in table.foreign_key_constraints}


def test_upgrading_is_done_once(empty_engine: Engine) -> None:
    assert current_revision(empty_engine) is None
    assert upgrade(empty_engine) is True
    assert current_revision(empty_engine) == HEAD
    assert upgrade(empty_engine) is False


def test_whether_anything_is_to_do_is_one_select(engine: Engine) -> None:
    upgrade(engine)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    upgrade(engine)

    assert [statement for statement in statements if statement != "BEGIN"] == [
        "SELECT version_num FROM alembic_version"
    ]


def test_what_is_remembered_survives_another_start(engine: Engine) -> None:
    set_note(engine, "kept", "yes")

    upgrade(engine)

    assert get_note(engine, "kept") == "yes"


def test_editions_of_the_version_before_stay_and_can_move(empty_engine: Engine) -> None:
    with writing(empty_engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        edition = "1, 'weekly', 'Weekly', 5, '2023-03-26', 1, false, '2023-03-27 09:00:00'"
        connection.execute(text(f"INSERT INTO editions VALUES ({edition})"))  # noqa: S608 - our own
        sighting = "'weekly', 5, '2023-03-19', 1, 2, 3, 77, '2023-03-27 09:00:00'"
        connection.execute(text(f"INSERT INTO sightings VALUES ({sighting})"))  # noqa: S608 - our own

    assert upgrade(empty_engine) is True

    ledger = Ledger(empty_engine, owner="one")
    assert ledger.correctable(datetime(2020, 1, 1, tzinfo=UTC)) == ()
    key = EditionKey("Weekly", 5, date(2023, 3, 26))
    assert ledger.said_papers([key]) == {}
    assert ledger.move("weekly", 5, date(2023, 3, 26), date(2023, 3, 27))
    (found,) = ledger.sightings(EditionKey("weekly", 5, date(2023, 3, 19)))
    assert (found.message_id, found.papers) == (77, ())


def test_a_migration_goes_back_as_well(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    with writing(empty_engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    assert current_revision(empty_engine) == "0001"
    assert "contents" not in inspect(empty_engine).get_table_names()
    assert upgrade(empty_engine) is True


def test_a_database_of_a_newer_version_is_left_alone(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    with writing(empty_engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match=r"newer version of Paperboy \(to 9999; this one knows"):
        upgrade(empty_engine)

    assert current_revision(empty_engine) == "9999"


def test_a_migration_that_breaks_leaves_nothing_half_done(empty_engine: Engine) -> None:
    with writing(empty_engine) as connection:
        connection.execute(text("CREATE TABLE notes (something TEXT)"))

    with pytest.raises(StoreError):
        upgrade(empty_engine)

    assert inspect(empty_engine).get_table_names() == ["notes"]


UPGRADE = """
import sys
from bot.store.engine import open_engine
from bot.store.schema import upgrade
upgrade(open_engine(sys.argv[1]))
"""
LOADED = "print(*sorted({name.split('.')[0] for name in sys.modules} & {'alembic', 'mako', 'psycopg', 'sqlite3'}))"


def start(code: str, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - our own


def test_several_processes_may_upgrade_at_once(empty_engine: Engine, empty_database_url: str) -> None:
    processes = [start(UPGRADE, empty_database_url) for _ in range(6)]

    assert [process.communicate()[0] for process in processes] == [""] * 6
    assert current_revision(empty_engine) == HEAD


def test_a_running_bot_loads_neither_alembic_nor_the_other_database(engine: Engine, database_url: str) -> None:
    output = start(UPGRADE + LOADED, database_url).communicate()[0]

    assert output.split() == [{"sqlite": "sqlite3", "postgresql": "psycopg"}[engine.dialect.name]]
