from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.app.rooms import (
    StoredNotes,
    join_outlook,
    open_database,
    open_freshness,
    open_ledger,
    open_library,
    open_shelf,
    read_database,
    utc_now,
)
from bot.errors import EnvironmentVariableError, StoreError
from bot.settings.environment import Environment
from bot.settings.models import DatasetSettings, DigestSettings, Settings, SourceSettings
from bot.store.engine import writing
from bot.store.schema import HEAD, current_revision

CHANNEL = 123456789012345678
NOW = datetime(2023, 3, 27, 7, tzinfo=UTC)


def environment(folder: Path, database: str | None = None, *, dyno: bool = False) -> Environment:
    return Environment(
        token=None,
        database_url=SecretStr(database or f"sqlite:///{folder / 'data' / 'paperboy.db'}"),
        config=folder / "paperboy.yaml",
        data=folder / "data",
        dyno=dyno,
    )


def test_the_clock_is_aware() -> None:
    assert utc_now().tzinfo is UTC


def test_a_shelf_makes_no_folder(tmp_path: Path) -> None:
    assert len(open_shelf(environment(tmp_path), DatasetSettings()).catalog.papers) == 106
    assert list(tmp_path.iterdir()) == []


async def test_a_database_is_brought_up_to_date(empty_database_url: str, tmp_path: Path) -> None:
    for _ in range(2):
        async with open_database(environment(tmp_path, empty_database_url)) as engine:
            assert current_revision(engine) == HEAD


async def test_sqlite_on_a_throw_away_disk_is_refused(tmp_path: Path) -> None:
    place = environment(tmp_path, dyno=True)
    for opened in (open_database(place), read_database(place)):
        with pytest.raises(EnvironmentVariableError, match="DYNO"):
            async with opened:
                pass


async def test_reading_an_empty_database_changes_nothing_in_it(empty_database_url: str, tmp_path: Path) -> None:
    place = environment(tmp_path, empty_database_url)
    async with read_database(place) as (engine, revision):
        assert revision is None
        assert open_ledger(engine).history("weekly", CHANNEL, unmet=NOW).first_seen == NOW
    async with read_database(place) as (_, revision):
        assert revision is None


async def test_reading_makes_no_file(tmp_path: Path) -> None:
    async with read_database(environment(tmp_path)):
        pass
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - Path.iterdir is not for coroutines


async def test_reading_sees_what_is_stored(database_url: str, tmp_path: Path) -> None:
    place = environment(tmp_path, database_url)
    async with open_database(place) as engine:
        open_ledger(engine).first_seen("weekly", CHANNEL, NOW)
    async with read_database(place) as (engine, revision):
        assert revision == HEAD
        later = datetime(2024, 1, 1, tzinfo=UTC)
        assert open_ledger(engine).history("weekly", CHANNEL, unmet=later).first_seen == NOW


async def test_reading_another_revision_says_what_to_do(database_url: str, tmp_path: Path) -> None:
    place = environment(tmp_path, database_url)
    async with open_database(place) as engine:
        with writing(engine) as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        try:
            with pytest.raises(StoreError, match=r"at revision 0000.*`python -m bot upgrade`"):
                async with read_database(place):
                    pass
        finally:
            with writing(engine) as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})


async def test_two_ledgers_have_two_owners(tmp_path: Path) -> None:
    async with open_database(environment(tmp_path)) as engine:
        one, other = open_ledger(engine)._owner, open_ledger(engine)._owner
    assert one != other
    assert max(len(one), len(other)) <= 128


async def test_notes_are_kept(tmp_path: Path) -> None:
    async with open_database(environment(tmp_path)) as engine:
        notes = StoredNotes(engine)
        assert await notes.get("key") is None
        await notes.set("key", "one")
        await notes.set("key", "two")
        assert await StoredNotes(engine).get("key") == "two"


async def test_the_outlook_asks_for_the_settings_anew(tmp_path: Path) -> None:
    place = environment(tmp_path)
    settings = [Settings()]
    async with open_database(place) as engine:
        shelf = open_shelf(place, DatasetSettings())
        outlook = join_outlook(open_ledger(engine), shelf, lambda: settings[0], lambda: NOW)
        assert await outlook.status() == ()
        settings[0] = Settings(digests=(DigestSettings(name="weekly", channels=(str(CHANNEL),)),))
        (status,) = await outlook.status()
    assert status.next_due == datetime(2023, 3, 27, 9, tzinfo=UTC)


async def test_offline_no_address_is_asked(tmp_path: Path) -> None:
    place = replace(environment(tmp_path), offline=True)
    source = SourceSettings(name="far", url="https://nowhere.invalid/list.md")
    library = open_library(place, DatasetSettings(sources=(source,)))
    assert [report.name for report in (await library.refresh()).sources] == ["bundled", "far"]
    assert (await library.complete(), library.arxiv_problem) == (0, "")


async def test_papers_are_fresh_before_the_digest_that_is_due_next(tmp_path: Path) -> None:
    weekly = DigestSettings(name="weekly", channels=(str(CHANNEL),))
    hourly = DigestSettings(name="hourly", channels=(str(CHANNEL),), cron="30 * * * *")
    settings = [Settings()]
    shelf = open_shelf(replace(environment(tmp_path), offline=True), DatasetSettings())
    freshness = open_freshness(shelf, lambda: settings[0], lambda: None, lambda: NOW)
    await freshness.ask()
    left = []
    for digests in ((), (weekly,), (weekly, hourly)):
        settings[0] = Settings(digests=digests)
        left.append(timedelta(seconds=freshness._left()))
    await freshness.aclose()
    assert left == [timedelta(hours=6), timedelta(hours=1, minutes=58), timedelta(minutes=28)]
