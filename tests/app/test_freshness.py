from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.freshness import Freshness
from bot.app.shelf import Renewal, Shelf
from bot.dataset import Progress
from bot.models import ChangeKind
from bot.settings.models import ArxivSettings, DatasetSettings, SourceSettings
from tests.app.test_shelf import ONE, TWO, table
from tests.dataset.arxiv_api.fake_arxiv import FakeArxiv, running

NEVER = timedelta(hours=6)
SOON = timedelta(milliseconds=10)


class CountingShelf(Shelf):
    """A shelf that counts how often its sources were asked and have answered, and can be held while they are."""

    asked = answers = 0
    held: asyncio.Event | None = None

    async def refresh(self, *, accept: bool = False, progress: Progress = lambda *_: None) -> Renewal:
        self.asked += 1
        if self.held is not None:
            await self.held.wait()
        asked = await super().refresh(accept=accept, progress=progress)
        self.answers += 1
        return asked


class Setting:
    """The settings in force, and a real shelf over a real file; ``told`` counts how often papers changed."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "own.md"
        self.settings = self.with_source()
        self.write(table(ONE))
        self.shelf = CountingShelf(self.settings, base=folder, cache=folder / "cache")
        self.told = 0
        self.fails = False
        self.ahead = timedelta(0)
        self.due: datetime | None = None
        self.freshness = Freshness(self.shelf, lambda: self.settings, self.changed, due=self.next_due, clock=self.clock)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def with_source(self, refresh: timedelta = NEVER) -> DatasetSettings:
        # Without validation: no setting may be as short as a test wants it.
        source = SourceSettings(name="own", path=Path("own.md"))
        return DatasetSettings.model_construct(sources=(source,), refresh=refresh, arxiv=ArxivSettings(complete=False))

    def next_due(self, after: datetime) -> datetime | None:
        return self.due if self.due is not None and self.due > after else None

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
        setting.settings = DatasetSettings(arxiv=ArxivSettings(complete=False))
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


class TestOneAsking:
    async def test_who_comes_meanwhile_waits_for_the_same_one(self, setting: Setting) -> None:
        setting.shelf.held = asyncio.Event()
        first = asyncio.create_task(setting.freshness.ask())
        second = asyncio.create_task(setting.freshness.ask())
        setting.write(table(ONE, TWO))
        await until(lambda: setting.shelf.asked)
        assert setting.freshness.asking
        setting.shelf.held.set()
        assert await first == await second
        assert (setting.shelf.asked, [change.kind for change in (await first).changes]) == (1, [ChangeKind.NEW_WEEK])

    async def test_who_does_not_want_to_wait_does_not_end_it(self, setting: Setting) -> None:
        setting.shelf.held = asyncio.Event()
        asked = asyncio.create_task(setting.freshness.ask())
        await until(lambda: setting.shelf.asked)
        asked.cancel()
        await asyncio.wait({asked})
        setting.shelf.held.set()
        await until(lambda: setting.shelf.answers)

    async def test_the_end_of_the_bot_ends_it(self, setting: Setting) -> None:
        setting.shelf.held = asyncio.Event()
        async with setting.running():
            waiting = asyncio.create_task(setting.freshness.before_due())
            await until(lambda: setting.shelf.asked)
        assert await waiting is False
        assert not setting.freshness.asking

    async def test_settings_that_change_during_an_asking_are_followed_after_it(self, setting: Setting) -> None:
        setting.shelf.held = asyncio.Event()
        async with setting.running():
            await until(lambda: setting.shelf.asked)
            setting.settings = DatasetSettings(arxiv=ArxivSettings(complete=False))
            setting.freshness.ask_now()
            setting.shelf.held.set()
            await until(lambda: setting.told)
        assert setting.has == 0


class TestBeforeDue:
    async def test_it_asks_and_says_whether_papers_changed(self, setting: Setting) -> None:
        setting.write(table(ONE, TWO))
        assert await setting.freshness.before_due()
        assert (setting.has, setting.told) == (2, 1)

    async def test_what_was_asked_within_the_last_minute_is_new_enough(self, setting: Setting) -> None:
        await setting.freshness.ask()
        setting.write(table(ONE, TWO))
        setting.ahead = timedelta(seconds=59)
        assert not await setting.freshness.before_due()
        assert setting.shelf.asked == 1
        setting.ahead = timedelta(seconds=61)
        assert await setting.freshness.before_due()

    @pytest.mark.parametrize("failed", [False, True])
    async def test_what_comes_after_the_early_asking_is_there_when_the_digest_is_due(
        self, setting: Setting, failed: bool
    ) -> None:
        if failed:
            setting.file.unlink()
        setting.due = setting.clock() + timedelta(minutes=2)
        await setting.freshness.ask()
        setting.write(table(ONE, TWO))
        setting.ahead = timedelta(minutes=2)
        assert await setting.freshness.before_due()
        assert setting.has == 2

    async def test_a_clock_that_was_put_back_makes_nothing_new(self, setting: Setting) -> None:
        await setting.freshness.ask()
        setting.write(table(ONE, TWO))
        setting.ahead = -timedelta(days=1)
        assert await setting.freshness.before_due()

    async def test_it_waits_for_so_long_and_the_asking_goes_on(
        self, setting: Setting, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, logger="bot.app")
        setting.shelf.held = asyncio.Event()
        setting.write(table(ONE, TWO))
        assert not await setting.freshness.before_due(patience=0.01)
        assert "take long to answer" in caplog.text
        setting.shelf.held.set()
        await until(lambda: setting.told)
        assert setting.has == 2

    async def test_sources_that_fail_do_not_stop_a_digest(self, setting: Setting) -> None:
        setting.fails = True
        setting.write(table(ONE, TWO))
        assert await setting.freshness.before_due() is True
        setting.file.unlink()
        setting.ahead = timedelta(minutes=11)
        assert await setting.freshness.before_due() is False


class TestDueTimes:
    async def test_the_sources_are_asked_two_minutes_before(self, setting: Setting) -> None:
        await setting.freshness.ask()
        assert setting.freshness.asked_at is not None
        setting.due = setting.freshness.asked_at + timedelta(minutes=10)
        assert timedelta(minutes=7) < timedelta(seconds=setting.freshness._left()) <= timedelta(minutes=8)
        setting.ahead = timedelta(minutes=8)
        assert setting.freshness._left() <= 0

    async def test_they_are_asked_for_each_of_them(self, setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(setting.freshness, "_due", lambda after: after + SOON)
        async with setting.running():
            await until(lambda: setting.shelf.answers == 3)

    async def test_where_they_were_just_asked_they_are_not_asked_again(self, setting: Setting) -> None:
        await setting.freshness.ask()
        setting.due = setting.clock() + timedelta(minutes=1)
        assert setting.freshness._left() > timedelta(hours=5).total_seconds()

    async def test_a_machine_that_slept_finds_out(self, setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.app.freshness._LOOK_EVERY", 0.01)
        async with setting.running():
            await until(lambda: setting.shelf.answers == 1)
            setting.ahead = timedelta(hours=7)
            await until(lambda: setting.shelf.answers == 2)
            setting.ahead = -timedelta(hours=7)
            await until(lambda: setting.shelf.answers == 3)


class TestCompletion:
    async def test_papers_are_completed_after_each_asking(self, setting: Setting) -> None:
        bundled = [p.arxiv_id.base for p in setting.shelf.catalog.papers if p.arxiv_id is not None]
        async with running(FakeArxiv.having("2304.00001", "2304.00002", *bundled)) as arxiv:
            asked = ArxivSettings(url=arxiv.url, allow_private=True)
            setting.settings = setting.settings.model_copy(update={"arxiv": asked})
            async with setting.running():
                await until(lambda: setting.told)
                found = setting.shelf.catalog.find("2304.00001")
                assert found is not None
                assert found.authors
            await setting.shelf.aclose()

    async def test_a_mistake_in_it_is_logged_and_ends_nothing(
        self, setting: Setting, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(setting.shelf, "complete", fail)
        async with setting.running() as task:
            await until(lambda: "could not be completed" in caplog.text)
            assert not task.done()


async def test_the_first_reading_of_many_pages_is_followed_in_the_log(
    setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.app")
    setting.write("nothing yet")
    shelf = CountingShelf(setting.settings, base=setting.file.parent, cache=setting.file.parent / "cache")
    freshness = Freshness(shelf, lambda: setting.settings, lambda: None, due=setting.next_due, clock=setting.clock)
    freshness._log_first("own", 2, 4)
    freshness._log_first("own", 1, 1)
    freshness._log_first("bundled", 2, 4)
    assert caplog.messages == ["Source own: 2 of 4 pages asked for"]
