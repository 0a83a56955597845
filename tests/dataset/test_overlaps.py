from __future__ import annotations

from datetime import date

import pytest

from bot.dataset.overlaps import overlapping
from bot.models import Week


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
    weeks = [Week.ending(date(2023, 4, day), ()) for day in days]
    assert overlapping(weeks) == tuple(date(2023, 4, day) for day in found)
