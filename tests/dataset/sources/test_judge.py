from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.sources.judge import Extent, is_suspicious
from bot.dataset.tables.markdown_list import read_papers
from bot.models import Week
from tests.dataset.texts import papers

COUNTS = st.builds(Extent, st.integers(0, 500), st.integers(0, 5000))


@pytest.mark.parametrize(
    ("before", "after", "suspicious"),
    [
        ((52, 520), (26, 260), True),
        ((52, 520), (27, 261), False),
        ((52, 520), (52, 260), True),
        ((52, 520), (26, 519), True),
        ((4, 4), (2, 4), True),
        ((4, 4), (3, 3), False),
        ((3, 3), (1, 1), False),
        ((1, 4), (1, 2), True),
        ((1, 2), (1, 1), False),
        ((0, 0), (0, 0), False),
        ((5, 50), (0, 0), True),
    ],
)
def test_half_of_it_gone(before: tuple[int, int], after: tuple[int, int], suspicious: bool) -> None:
    assert is_suspicious(Extent(*before), Extent(*after)) is suspicious


@given(COUNTS, COUNTS)
def test_a_list_that_does_not_shrink_is_never_suspicious(before: Extent, more: Extent) -> None:
    assert not is_suspicious(before, Extent(before.weeks + more.weeks, before.papers + more.papers))


def test_counting() -> None:
    week = read_papers(papers([1, 2]), "mine").weeks[0]
    weeks = (week, Week(week.start, date(2023, 4, 2) + timedelta(days=7), week.papers[:1]))
    assert Extent.of(weeks) == Extent(2, 3)
    assert (str(Extent(2, 3)), str(Extent(1, 1)), str(Extent.of([]))) == (
        "3 papers of 2 weeks",
        "1 paper of 1 week",
        "0 papers of 0 weeks",
    )
