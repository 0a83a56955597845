from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.playground.looks import Looks
from bot.playground.statuses import Standing

NOW = datetime(2023, 3, 27, 7, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def standing(*, due: float | None = None, under_way: bool = False) -> Standing:
    return Standing("weekly", 1, after(due) if due is not None else None, under_way=under_way)


def test_with_nothing_due_there_is_nothing_to_look_for() -> None:
    looks = Looks()
    assert looks.seconds_to_next(NOW) is None
    looks.learn([standing()], NOW)
    assert looks.seconds_to_next(NOW) is None


def test_a_due_time_is_looked_at_twice_once_it_has_passed() -> None:
    looks = Looks()
    looks.learn([standing(due=60), standing(due=3600)], NOW)
    assert looks.seconds_to_next(NOW) == 62
    # The answer of then has the next week's due time only.
    looks.learn([standing(due=604_860)], after(62))
    assert looks.seconds_to_next(after(62)) == 8
    looks.learn([standing(due=604_860)], after(70))
    assert looks.seconds_to_next(after(70)) == 3602 - 70


def test_a_look_that_is_late_is_due_at_once() -> None:
    looks = Looks()
    looks.learn([standing(due=60)], NOW)
    assert looks.seconds_to_next(after(500)) == 0


def test_a_due_time_that_is_long_past_is_no_reason_to_look() -> None:
    looks = Looks()
    for moment in (500, 501, 502):
        looks.learn([standing(due=60)], after(moment))
        assert looks.seconds_to_next(after(moment)) is None


def test_what_is_under_way_is_looked_at_again_and_again_but_ever_more_rarely() -> None:
    looks = Looks()
    pauses = []
    now = NOW
    for _ in range(8):
        looks.learn([standing(under_way=True)], now)
        pauses.append(looks.seconds_to_next(now))
        now += timedelta(seconds=pauses[-1] or 0)
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    looks.learn([standing()], now)
    assert looks.seconds_to_next(now) is None
    looks.learn([standing(under_way=True)], now)
    assert looks.seconds_to_next(now) == 2


def test_after_a_look_that_saw_nothing_there_is_another_soon() -> None:
    looks = Looks()
    looks.learn([], NOW, missed=True)
    assert looks.seconds_to_next(NOW) == 2
    looks.learn([], after(2), missed=True)
    assert looks.seconds_to_next(after(2)) == 4
