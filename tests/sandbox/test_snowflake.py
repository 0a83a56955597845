"""Ids tell their time and never repeat."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.snowflake import Snowflakes, created_at
from tests.sandbox.town import Clock


def test_ids_tell_the_clocks_time() -> None:
    clock = Clock()
    assert created_at(Snowflakes(clock).next()) == clock.now


def test_ids_grow_even_when_the_clock_stands_or_goes_back() -> None:
    clock = Clock()
    snowflakes = Snowflakes(clock)
    ids = [snowflakes.next() for _ in range(1000)]
    clock.now -= timedelta(hours=1)
    ids.append(snowflakes.next())
    assert ids == sorted(set(ids))


def test_a_known_id() -> None:
    # The example of https://discord.com/developers/docs/reference#snowflakes
    assert created_at(175928847299117063).isoformat(timespec="milliseconds") == "2016-04-30T11:18:25.796+00:00"
