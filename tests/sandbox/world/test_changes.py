"""Waiting for changes without polling."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox import DriverError
from bot.sandbox.world.changes import Changes


async def test_what_is_already_true_is_not_waited_for() -> None:
    assert await Changes().until(lambda: "here", within=0, otherwise="never") == "here"


async def test_those_who_wait_are_woken_when_it_is_true() -> None:
    changes = Changes()
    seen: list[str] = []
    waiting = asyncio.create_task(changes.until(lambda: seen, within=5, otherwise="never"))
    await asyncio.sleep(0)
    changes.notify()
    await asyncio.sleep(0)
    assert not waiting.done()
    seen.append("it")
    changes.notify()
    assert await waiting == ["it"]


async def test_when_the_time_is_over_the_reason_is_told() -> None:
    with pytest.raises(DriverError, match="nothing came"):
        await Changes().until(lambda: None, within=0.01, otherwise="nothing came")


async def test_what_was_true_for_a_moment_only_is_told() -> None:
    changes, flag = Changes(), [True]
    waiting = asyncio.create_task(changes.until(lambda: flag and flag[0], within=5, otherwise="gone"))
    flag[0] = False
    await asyncio.sleep(0)
    flag[0] = True
    changes.notify()
    flag[0] = False
    with pytest.raises(DriverError, match="for a moment"):
        await waiting


def test_those_who_listen_are_called_after_every_change() -> None:
    changes = Changes()
    heard: list[str] = []
    end = changes.listen(lambda: heard.append("first"))
    changes.listen(lambda: heard.append("second"))
    changes.notify()
    assert heard == ["first", "second"]
    end()
    changes.notify()
    assert heard == ["first", "second", "second"]


def test_a_listener_may_end_itself_while_it_hears() -> None:
    changes = Changes()
    heard: list[str] = []

    def once() -> None:
        heard.append("once")
        end()

    end = changes.listen(once)
    changes.listen(lambda: heard.append("always"))
    changes.notify()
    changes.notify()
    assert heard == ["once", "always", "always"]
