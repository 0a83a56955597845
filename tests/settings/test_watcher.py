"""The watcher on a real file in a real folder; only the time that a content must stand still is shortened."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.settings import watcher as watcher_module
from bot.settings.loader import load_settings
from bot.settings.models import Settings
from bot.settings.watcher import SettingsWatcher
from tests.settings.texts import digest

PROMISE = 2.0  # seconds from an edit until it is in force
PATIENCE = 20.0  # seconds that a busy machine may need for it
GOOD, OTHER, WRONG = digest("limit: 5"), digest("limit: 6"), digest("limit: 0")


@dataclass
class Listener:
    """Takes the changes, and lets a test wait for the next one."""

    changes: asyncio.Queue[tuple[Settings, Settings]] = field(default_factory=asyncio.Queue)

    async def __call__(self, old: Settings, new: Settings) -> None:
        await self.changes.put((old, new))

    async def limit(self) -> int:
        """Wait for the next change and return the limit that it set."""
        async with asyncio.timeout(PATIENCE):
            _, new = await self.changes.get()
        return new.digests[0].limit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "config" / "paperboy.yaml"
    file.parent.mkdir()
    file.write_text(GOOD)
    return file


def make_watcher(file: Path) -> SettingsWatcher:
    return SettingsWatcher(file, load_settings(file), settle=0.05)


@asynccontextmanager
async def running(
    watcher: SettingsWatcher, on_change: Callable[[Settings, Settings], Awaitable[None]]
) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(watcher.run(on_change))
    # The first look has been taken when the content is known; from then on the folder is watched.
    await until(lambda: watcher._last is not None)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(int(PATIENCE / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not come true")


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def vanish(file: Path) -> None:
    file.unlink()


def renamed_over(file: Path, text: str) -> None:
    other = file.with_suffix(".tmp")
    other.write_text(text)
    other.replace(file)


def deleted_and_created(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text)


def moved_away_and_created(file: Path, text: str) -> None:
    file.rename(file.with_suffix(".yaml~"))
    file.write_text(text)


def appended_in_pieces(file: Path, text: str) -> None:
    with file.open("w") as stream:
        for letter in text:
            stream.write(letter)
            stream.flush()


@pytest.mark.parametrize(
    "save", [in_place, renamed_over, deleted_and_created, moved_away_and_created, appended_in_pieces]
)
async def test_every_way_of_saving_is_taken_over(file: Path, save: Callable[[Path, str], None]) -> None:
    watcher, listener = make_watcher(file), Listener()
    async with running(watcher, listener):
        save(file, OTHER)
        assert await listener.limit() == 6
        save(file, GOOD)
        assert await listener.limit() == 5
    assert watcher.current.digests[0].limit == 5
    assert listener.changes.empty()


def test_what_is_waited_for_leaves_the_promise_half_a_second() -> None:
    """By whichever way an edit is noticed; a clock on the wall would measure what else the machine does."""
    noticed = max(watcher_module._POLL, watcher_module._QUIET / 1000)
    assert noticed + watcher_module._SETTLE <= PROMISE - 0.5


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
class TestSymbolicLinks:
    async def test_a_folder_turned_as_kubernetes_does(self, tmp_path: Path) -> None:
        for name, text in (("first", GOOD), ("second", OTHER)):
            (tmp_path / name).mkdir()
            (tmp_path / name / "paperboy.yaml").write_text(text)
        (tmp_path / "data").symlink_to("first")
        file = tmp_path / "paperboy.yaml"
        file.symlink_to("data/paperboy.yaml")
        listener = Listener()
        async with running(make_watcher(file), listener):
            (tmp_path / "turned").symlink_to("second")
            (tmp_path / "turned").rename(tmp_path / "data")
            assert await listener.limit() == 6
            # The folder behind the link is another one now, and is watched in its turn.
            (tmp_path / "second" / "paperboy.yaml").write_text(GOOD)
            assert await listener.limit() == 5

    async def test_a_file_edited_behind_a_link(self, tmp_path: Path, file: Path) -> None:
        link = tmp_path / "link.yaml"
        link.symlink_to(file)
        listener = Listener()
        async with running(make_watcher(link), listener):
            in_place(file, OTHER)
            assert await listener.limit() == 6


async def test_a_wrong_edit_changes_nothing_and_is_told_once_until_mended(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.settings")
    watcher, listener = make_watcher(file), Listener()
    async with running(watcher, listener):
        in_place(file, WRONG)
        await until(lambda: watcher.problem is not None)
        in_place(file, WRONG + "# still wrong\n")
        await until(lambda: watcher._last is not None and "still" in str(watcher._last))
        assert watcher.current.digests[0].limit == 5
        assert "0 is too small" in str(watcher.problem)
        in_place(file, OTHER)
        assert await listener.limit() == 6
        assert watcher.problem is None
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in told] == ["ERROR", "INFO", "INFO"]
    assert f"{file}:4:12: `digests[0].limit`: 0 is too small; the least is 1." in told[0][1]
    assert told[1][1] == "The settings file is mended."
    assert told[2][1] == "Settings changed: digest `weekly`: limit 5 -> 6"


async def test_a_file_that_vanishes_is_a_problem_until_it_is_back(file: Path) -> None:
    watcher, listener = make_watcher(file), Listener()
    async with running(watcher, listener):
        vanish(file)
        await until(lambda: "no such file" in str(watcher.problem))
        assert watcher.current.digests[0].limit == 5
        in_place(file, GOOD)
        await until(lambda: watcher.problem is None)
    assert listener.changes.empty()


async def test_a_folder_that_vanishes_and_comes_back(file: Path) -> None:
    watcher, listener = make_watcher(file), Listener()
    async with running(watcher, listener):
        away = file.parent.rename(file.parent.with_name("away"))
        await until(lambda: watcher.problem is not None)
        (away / file.name).write_text(OTHER)
        away.rename(file.parent)
        assert await listener.limit() == 6


async def test_where_nothing_can_be_watched_the_file_is_looked_at(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def exhausted(*_: object, **__: object) -> AsyncIterator[object]:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watcher_module, "_POLL", 0.05)
    monkeypatch.setattr(watcher_module, "awatch", exhausted)
    listener = Listener()
    async with running(make_watcher(file), listener):
        in_place(file, OTHER)
        assert await listener.limit() == 6
        in_place(file, GOOD)
        assert await listener.limit() == 5
    assert caplog.text.count("is looked at every second instead") == 1


async def test_the_same_meaning_in_other_words_tells_nobody(file: Path) -> None:
    watcher, listener = make_watcher(file), Listener()
    async with running(watcher, listener):
        in_place(file, "# a comment\n" + GOOD)
        await until(lambda: watcher._loaded.places.find(("digests",)).key == (2, 1))
        in_place(file.with_name("something else"), "x")
        os.utime(file)
    assert listener.changes.empty()


async def test_a_listener_that_fails_is_logged_and_ends_nothing(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    seen: asyncio.Queue[int] = asyncio.Queue()

    async def fail(_: Settings, new: Settings) -> None:
        await seen.put(new.digests[0].limit)
        raise ValueError("the scheduler is gone")

    watcher = make_watcher(file)
    async with running(watcher, fail) as task, asyncio.timeout(PATIENCE):
        in_place(file, OTHER)
        assert await seen.get() == 6
        in_place(file, GOOD)
        assert await seen.get() == 5
        assert not task.done()
    assert "the scheduler is gone" in caplog.text
    assert watcher.current.digests[0].limit == 5


async def test_an_edit_between_loading_and_watching_counts(file: Path) -> None:
    watcher, listener = make_watcher(file), Listener()
    in_place(file, OTHER)
    async with running(watcher, listener):
        assert await listener.limit() == 6


async def test_a_save_in_two_steps_never_counts_as_an_empty_file(file: Path) -> None:
    watcher = make_watcher(file)
    await watcher.reload()
    in_place(file, "")
    reload = asyncio.create_task(watcher.reload())
    await asyncio.sleep(0.01)
    in_place(file, OTHER)
    assert await reload
    assert watcher.current.digests[0].limit == 6


async def test_cancelling_ends_it_at_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "_POLL", 2 * PATIENCE)
    async with running(make_watcher(file), Listener()) as task:
        start = time.perf_counter()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.perf_counter() - start < PATIENCE


async def test_reading_does_not_hold_up_the_loop(file: Path) -> None:
    watcher = make_watcher(file)
    in_place(file, "replies: {}\n" + "# padding\n" * 20_000)
    reload = asyncio.create_task(watcher.reload())
    turns = 0
    while not reload.done():
        await asyncio.sleep(0)
        turns += 1
    # Read and parsed on the loop, it would be a handful of turns; a thread hands the interpreter over every 5 ms.
    assert turns > 50


class TestReload:
    async def test_it_says_whether_other_settings_came_into_force(self, file: Path) -> None:
        watcher = make_watcher(file)
        assert not await watcher.reload()
        in_place(file, OTHER)
        assert await watcher.reload()
        assert not await watcher.reload()
        in_place(file, WRONG)
        assert not await watcher.reload()
        assert watcher.current.digests[0].limit == 6

    async def test_going_back_to_the_old_file_mends_it(self, file: Path) -> None:
        watcher = make_watcher(file)
        in_place(file, WRONG)
        await watcher.reload()
        assert watcher.problem is not None
        in_place(file, GOOD)
        assert not await watcher.reload()
        assert watcher.problem is None

    async def test_warnings_are_judged_by_the_categories_known_now(self, file: Path) -> None:
        known: list[str] = []
        in_place(file, digest("categories: [Things of Ours]", "grace: 3h", "missed: skip"))
        watcher = SettingsWatcher(file, load_settings(file), known_categories=lambda: known)
        assert [warning.where for warning in watcher.warnings] == ["digests[0].grace", "digests[0].categories[0]"]
        known.append("Things of Ours")
        assert [warning.where for warning in watcher.warnings] == ["digests[0].grace"]
