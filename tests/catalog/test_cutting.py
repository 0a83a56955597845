from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.cutting import ELLIPSIS, cut, grapheme_start

FAMILY = "👨\u200d👩\u200d👧"
WAVING = "👋🏽"
FLAGS = "🇩🇪🇯🇵"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("one two", 7, "one two"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("one, two three", 6, "one…"),
        ("one – two three", 7, "one…"),
        ("abcdefgh", 5, "abcd…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -3, ""),
        ("", 0, ""),
    ],
)
def test_cutting_ends_at_a_word(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short


@pytest.mark.parametrize(
    "grapheme", [FAMILY, WAVING, "e\u0301\u0302", "❤\ufe0f", "1\ufe0f\u20e3", "\u1112\u1161\u11ab", "\r\n"]
)
def test_a_grapheme_is_whole_or_not_there(grapheme: str) -> None:
    text = "x" + grapheme + "y"
    starts = {grapheme_start(text, place) for place in range(len(text) + 1)}
    assert starts == {0, 1, 1 + len(grapheme), len(text)}


def test_flags_are_pairs() -> None:
    assert [grapheme_start(FLAGS, place) for place in range(5)] == [0, 0, 2, 2, 4]


def test_a_long_word_is_cut_between_graphemes() -> None:
    assert cut(FAMILY * 3, len(FAMILY) * 2) == FAMILY + ELLIPSIS


@given(st.text(max_size=60), st.integers(0, 70))
def test_what_is_cut_fits_and_is_a_beginning(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short.removesuffix(ELLIPSIS))
    assert (short == text) is (len(text) <= limit) or short == text


@given(
    st.lists(st.sampled_from(["one", "two,", "three", "four;", "five"]), min_size=1, max_size=20), st.integers(8, 60)
)
def test_no_word_is_halved_where_words_are_short(parts: list[str], limit: int) -> None:
    short = cut(" ".join(parts), limit).removesuffix(ELLIPSIS)
    assert {word.strip(",;") for word in short.split()} <= {part.strip(",;") for part in parts}
