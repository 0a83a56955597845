"""Counting what happened lately."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.world.tally import Tally
from tests.sandbox.town import Clock

HOUR = timedelta(hours=1)


def test_only_the_last_while_counts() -> None:
    clock = Clock()
    tally = Tally(clock)
    assert [tally.add("a", HOUR), tally.add("a", HOUR, times=2), tally.add("b", HOUR)] == [1, 3, 1]
    clock.turn(minutes=59, seconds=59)
    assert tally.add("a", HOUR) == 4
    clock.turn(seconds=1)
    assert (tally.count("a", HOUR), tally.count("b", HOUR), tally.count("never", HOUR)) == (1, 0, 0)
