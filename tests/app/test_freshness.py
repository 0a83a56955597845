from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.freshness import Freshness
from bot.app.shelf import Shelf
from bot.settings.models import DatasetSettings, SourceSettings
from tests.app.test_shelf import ONE, TWO, table

NEVER = timedelta(hours=6)
SOON = timedelta(milliseconds=10)


class CountingShelf(Shelf):
    """A shelf that counts how often its sources have answered."""

    answers = 0

    async def refresh(self) -> bool:
        changed = await super().refresh()
        self.answers += 1
        return changed


class Setting:
    """The settings in force, and a real shelf over a real file; ``told`` counts how often papers changed."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "own.md"
        self.settings = self.with_source()
        self.write(table(ONE))
        self.shelf = CountingShelf(self.settings, base=folder, cache=folder / "cache")
        self.told = 0
        self.fails = False
        self.freshness = Freshness(self.shelf, lambda: self.settings, self.changed)

    def with_source(self, refresh: timedelta = NEVER) -> DatasetSettings:
        # Without validation: no setting may be as short as a test wants it.
        source = SourceSettings(name="own", path=Path("own.md"))
        return DatasetSettings.model_construct(sources=(source,), refresh=refresh)

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def changed(self) -> None:
        self.told += 1
        if self.fails:
            raise ZeroDivisionError

    @property
    def has(self) -> int:
        return sum(self.shelf.catalog.find(one) is not None for one in ("2304.00001", "2304.00002"))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.freshness.run())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.wait({task})


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - a log and a catalogue set no event
            await asyncio.sleep(0.005)


async def test_sources_are_asked_at_start(setting: Setting) -> None:
    setting.write(table(ONE, TWO))
    async with setting.running():
        await until(lambda: setting.told)
    assert (setting.has, setting.told) == (2, 1)


async def test_nobody_is_told_while_papers_stay(setting: Setting) -> None:
    setting.settings = setting.with_source(SOON)
    async with setting.running():
        await until(lambda: setting.shelf.answers == 3)
    assert setting.told == 0


async def test_they_are_asked_as_often_as_the_settings_say(setting: Setting) -> None:
    setting.settings = setting.with_source(SOON)
    async with setting.running():
        await until(lambda: setting.shelf.answers)
        setting.write(table(ONE, TWO))
        await until(lambda: setting.has == 2)


async def test_asking_now_does_not_wait_for_the_hour(setting: Setting) -> None:
    async with setting.running():
        await until(lambda: setting.shelf.answers)
        setting.write(table(ONE, TWO))
        setting.freshness.ask_now()
        await until(lambda: setting.told)


async def test_other_sources_are_followed(setting: Setting) -> None:
    async with setting.running():
        await until(lambda: setting.shelf.answers)
        setting.settings = DatasetSettings()
        setting.freshness.ask_now()
        await until(lambda: setting.told)
    assert setting.has == 0


async def test_an_error_is_logged_and_the_next_hour_comes(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    setting.fails = True
    setting.write(table(ONE, TWO))
    async with setting.running() as task:
        await until(lambda: caplog.records)
        setting.write(table(ONE))
        setting.freshness.ask_now()
        await until(lambda: setting.told == 2)
        assert not task.done()
    (record, *_) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "could not be refreshed" in record.getMessage()
    assert record.exc_info is not None
