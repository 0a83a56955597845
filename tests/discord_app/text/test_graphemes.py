from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.text.graphemes import boundaries


def pieces(text: str) -> list[str]:
    ends = [0, *boundaries(text)]
    return [text[start:end] for start, end in pairwise(ends)]


@pytest.mark.parametrize(
    "whole",
    [
        "é",
        "e\u0301",
        "👨‍👩‍👧‍👦",
        "👍🏽",
        "❤️",
        "🇩🇪",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "각",
        "\u1100\u1161\u11a8",
        "नि",
        "\r\n",
    ],
)
def test_a_character_as_people_see_it_stays_whole(whole: str) -> None:
    assert pieces(whole) == [whole]
    assert pieces(f"a{whole}b") == ["a", whole, "b"]


def test_flags_pair_up() -> None:
    assert pieces("🇩🇪🇫🇷🇯") == ["🇩🇪", "🇫🇷", "🇯"]


def test_syllables_beside_each_other_are_two() -> None:
    assert pieces("각가") == ["각", "가"]


def test_nothing_has_no_boundary() -> None:
    assert list(boundaries("")) == []


@given(st.text(max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert all(pieces(text))
