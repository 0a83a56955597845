from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from bot.dataset.overlaps import overlapping
from bot.models import Week


def weeks(days: Iterable[int]) -> list[Week]:
    return [Week.ending(date(2023, 4, day), ()) for day in days]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], []),
        ([2], []),
        ([2, 9, 16], []),
        ([5, 3, 4], [3, 4, 5]),
        ([2, 9, 15, 22], [9, 15]),
        ([2, 8, 15, 21], [2, 8, 15, 21]),
    ],
)
def test_the_last_days_of_weeks_that_share_a_day(days: list[int], found: list[int]) -> None:
    assert overlapping(weeks(days)) == tuple(date(2023, 4, day) for day in found)


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        ([16], [], []),
        ([16], [9, 16, 23], []),
        ([15], [9, 16, 23], [15]),
        ([2, 17], [9, 16, 23], [17]),
        ([16], [9, 15], [16]),
    ],
)
def test_a_day_that_is_not_the_last_one_of_other_lists(own: list[int], others: list[int], found: list[int]) -> None:
    assert overlapping(weeks(own), weeks(others)) == tuple(date(2023, 4, day) for day in found)


def test_neighbours_from_sunday_to_sunday_share_but_a_day() -> None:
    sundays = [Week(date(2023, 4, 2), date(2023, 4, 9), ()), Week(date(2023, 4, 9), date(2023, 4, 16), ())]
    assert overlapping(weeks([9, 16]), sundays) == ()
