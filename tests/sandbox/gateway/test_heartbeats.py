"""Answering heartbeats; noticing that a client has stopped to beat, by a clock that the test turns."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.sandbox.gateway.heartbeats import Acknowledgements, Heartbeats
from tests.sandbox.gateway.timers import Timers


@pytest.fixture
def timers() -> Timers:
    return Timers()


def test_a_client_that_never_beats_is_missed_once(timers: Timers) -> None:
    missed: list[float] = []
    Heartbeats(60, lambda: missed.append(timers.now), timers.later)
    timers.turn(59)
    assert missed == []
    timers.turn(1)
    timers.turn(1000)
    assert missed == [60]


def test_each_beat_gives_new_time(timers: Timers) -> None:
    missed: list[float] = []
    heartbeats = Heartbeats(60, lambda: missed.append(timers.now), timers.later)
    for _ in range(5):
        timers.turn(59)
        heartbeats.beat()
    assert missed == []
    timers.turn(60)
    assert missed == [5 * 59 + 60]


def test_who_left_is_not_missed(timers: Timers) -> None:
    missed: list[float] = []
    heartbeats = Heartbeats(60, lambda: missed.append(timers.now), timers.later)
    heartbeats.stop()
    timers.turn(1000)
    assert missed == []


async def test_the_loops_own_clock_does_as_well() -> None:
    missed = asyncio.Event()
    Heartbeats(0, missed.set)
    await asyncio.wait_for(missed.wait(), 5)


async def test_nobody_is_answered_who_left() -> None:
    answers: asyncio.Queue[str] = asyncio.Queue()
    left, there = (Acknowledgements(0, partial(answers.put, name)) for name in ("left", "there"))
    left.beat()
    left.stop()
    there.beat()
    assert await asyncio.wait_for(answers.get(), 5) == "there"
    assert answers.empty()
