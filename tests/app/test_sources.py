from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.sources import PaperSources
from bot.models import ChangeKind
from tests.app.test_freshness import Setting, until
from tests.app.test_shelf import ONE, TWO, table


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path)


@pytest.fixture
def sources(setting: Setting) -> PaperSources:
    return PaperSources(setting.shelf, setting.freshness, setting.clock)


async def test_admins_are_told_what_changed(setting: Setting, sources: PaperSources) -> None:
    setting.write(table(ONE, TWO))
    refreshed = await sources.refresh()
    assert [change.kind for change in refreshed.changes] == [ChangeKind.NEW_WEEK]
    assert ([report.papers for report in refreshed.reports], refreshed.asked_before) == ([106, 2], None)
    assert tuple(sources.changes()) == refreshed.changes
    assert tuple(sources.reports()) == refreshed.reports


async def test_a_minute_lies_between_two_askings(setting: Setting, sources: PaperSources) -> None:
    setting.write(table(ONE, TWO))
    first = await sources.refresh()
    setting.ahead = timedelta(seconds=50)
    again = await sources.refresh()
    assert first.changes
    # Who presses then hears what the first one heard, and when that was.
    assert again == replace(first, asked_before=setting.freshness.asked_at)
    assert setting.shelf.asked == 1
    setting.ahead = timedelta(seconds=61)
    last = await sources.refresh()
    assert (last.changes, last.asked_before, setting.shelf.asked) == ((), None, 2)


async def test_what_the_bot_itself_asked_a_moment_ago_is_the_answer(setting: Setting, sources: PaperSources) -> None:
    setting.write(table(ONE, TWO))
    brought = await setting.freshness.ask()
    answer = await sources.refresh()
    assert (answer.changes, answer.asked_before) == (brought.changes, setting.freshness.asked_at)
    assert [change.kind for change in answer.changes] == [ChangeKind.NEW_WEEK]


async def test_two_admins_wait_for_one_asking(setting: Setting, sources: PaperSources) -> None:
    setting.shelf.held = asyncio.Event()
    both = [asyncio.create_task(sources.refresh()) for _ in range(2)]
    await until(lambda: setting.shelf.asked)
    setting.shelf.held.set()
    one, other = [await each for each in both]
    assert (one, setting.shelf.asked) == (other, 1)
