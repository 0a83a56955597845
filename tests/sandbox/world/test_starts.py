"""How often a bot may begin a session."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.world.starts import SessionStarts, StartLimit, Verdict
from tests.sandbox.town import Clock

FINE, TOO_SOON, USED_UP = Verdict.FINE, Verdict.TOO_SOON, Verdict.USED_UP


def test_one_begins_every_five_seconds() -> None:
    clock = Clock()
    starts = SessionStarts(clock, StartLimit())
    assert [starts.take(0), starts.take(1)] == [FINE, TOO_SOON]
    clock.turn(seconds=4.999)
    assert starts.take(0) is TOO_SOON
    clock.turn(seconds=0.001)
    assert starts.take(1) is FINE


def test_shards_of_different_keys_begin_together() -> None:
    starts = SessionStarts(Clock(), StartLimit(max_concurrency=2))
    assert [starts.take(shard) for shard in range(4)] == [FINE, FINE, TOO_SOON, TOO_SOON]


def test_the_days_sessions_are_counted_those_too_soon_as_well() -> None:
    clock = Clock()
    starts = SessionStarts(clock, StartLimit(total=2))
    assert [starts.take(0) for _ in range(3)] == [FINE, TOO_SOON, USED_UP]
    clock.turn(hours=23, minutes=59)
    assert starts.take(0) is USED_UP
    clock.turn(minutes=1)
    assert starts.take(0) is FINE


def test_what_is_left_is_told() -> None:
    clock = Clock()
    starts = SessionStarts(clock, StartLimit(total=2, window=timedelta(hours=1)))
    assert starts.payload() == {"total": 2, "remaining": 2, "reset_after": 0, "max_concurrency": 1}
    for _ in range(3):
        starts.take(0)
    clock.turn(minutes=59)
    assert starts.payload() == {"total": 2, "remaining": 0, "reset_after": 60_000, "max_concurrency": 1}
    clock.turn(minutes=1)
    assert starts.payload()["remaining"] == 2


def test_without_a_limit_all_are_fine_and_discords_numbers_told() -> None:
    starts = SessionStarts(Clock())
    assert {starts.take(0) for _ in range(2000)} == {FINE}
    assert starts.payload() == {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
