from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dataset.rest import Rest
from tests.dataset.conftest import Time


@pytest.fixture
def rest(timer: Time) -> Rest:
    return Rest(timer.clock)


def test_there_is_none_to_begin_with(rest: Rest) -> None:
    assert rest.until is None


def test_it_lasts_as_long_as_the_server_asked_for(rest: Rest, timer: Time) -> None:
    over = timer.now + timedelta(seconds=60)
    rest.begin(60, "busy")
    assert (rest.until, rest.reason) == (over, "busy")
    timer.now = over - timedelta(seconds=1)
    assert rest.until == over
    timer.now = over
    assert rest.until is None


@pytest.mark.parametrize("seconds", [0.0, 30.0])
def test_a_shorter_one_does_not_end_it(rest: Rest, timer: Time, seconds: float) -> None:
    rest.begin(60, "busy")
    rest.begin(seconds, "ill")
    assert (rest.until, rest.reason) == (timer.now + timedelta(seconds=60), "busy")


def test_nobody_is_left_alone_for_more_than_a_day(rest: Rest, timer: Time) -> None:
    rest.begin(99_999_999_999, "busy")
    assert rest.until == timer.now + timedelta(days=1)


def test_a_clock_that_was_wrong_and_is_set_right_leaves_nobody_alone_for_years(rest: Rest, timer: Time) -> None:
    rest.begin(60, "busy")
    timer.now -= timedelta(days=3650)
    assert rest.until is None
    rest.begin(60, "busy")
    assert rest.until == timer.now + timedelta(seconds=60)
