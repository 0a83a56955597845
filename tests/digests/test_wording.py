from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digests.wording import say_day, say_length, say_moment


def test_a_day_has_no_leading_zero() -> None:
    assert say_day(date(2023, 3, 5)) == "5 March 2023"


def test_a_moment_is_said_in_the_zone_of_the_digest() -> None:
    moment = datetime(2023, 3, 26, 23, 30, tzinfo=UTC)
    assert say_moment(moment, ZoneInfo("Europe/Berlin")) == "Monday 27 March 2023, 01:30 (Europe/Berlin)"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(hours=36), "1 day"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(seconds=5), "0 minutes"),
    ],
)
def test_a_length_is_said_in_its_largest_unit(length: timedelta, said: str) -> None:
    assert say_length(length) == said
