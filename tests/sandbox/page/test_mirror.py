"""What changed, and what it makes of the map before."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.mirror import diff
from tests.sandbox.page.visitor import apply

# Few values, so that many stay the same.
NUMBERS = st.integers(0, 2)
VALUES = (
    st.none() | NUMBERS | st.lists(NUMBERS, max_size=2) | st.dictionaries(st.sampled_from("xy"), NUMBERS, max_size=2)
)
MAPS = st.dictionaries(st.sampled_from(["me", "app", "message:1", "message:2", "log"]), VALUES)


@given(MAPS, MAPS)
def test_the_difference_makes_one_map_of_another(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert apply(diff(old, new), old) == new


@given(MAPS)
def test_nothing_changed_is_nothing_told(same: dict[str, Any]) -> None:
    assert diff(same, dict(same)) == {"set": {}, "gone": []}


def test_only_what_changed_is_told() -> None:
    old = {"a": {"n": 1}, "b": {"n": 1}, "c": {"n": 1}}
    assert diff(old, {"a": {"n": 1}, "b": {"n": 2}, "d": None}) == {"set": {"b": {"n": 2}, "d": None}, "gone": ["c"]}
