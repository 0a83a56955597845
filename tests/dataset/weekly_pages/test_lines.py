from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages.lines import visible_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("\ufeffa\u2028b\x0cc\x85d", ["a\u2028b\x0cc\x85d"]),
        ("a <!-- b --> c", ["a  c"]),
        ("a\n<!--\nb\r\n-->\nc", ["a", "", "", "", "c"]),
        ("a <!-- b\nc", ["a <!-- b", "c"]),
        ("a <!-- b\n<!-- c -->\nd --> e", ["a <!-- b", "", "d --> e"]),
    ],
)
def test_what_is_seen(text: str, lines: list[str]) -> None:
    assert visible_lines(text) == lines


@given(st.text(alphabet="<!->a\n\r", max_size=60))
def test_line_numbers_stay(text: str) -> None:
    assert len(visible_lines(text)) == len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
