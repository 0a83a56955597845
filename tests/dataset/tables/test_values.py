from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.cells import CellError
from bot.dataset.tables.values import category_of, line_of, paragraphs_of, rank_of, summary_of, text_of


def test_nothing_is_no_text() -> None:
    for convert in (text_of, line_of, paragraphs_of, summary_of, category_of):
        assert convert(None) == convert("") == ""
    assert rank_of(None) == rank_of(" ") == 0


@pytest.mark.parametrize(("value", "what"), [(True, "true"), (False, "false"), ([], "a list"), ({}, "an object")])
def test_what_is_no_text_is_named(value: object, what: str) -> None:
    with pytest.raises(CellError, match=f"is {what}, not text"):
        text_of(value)


@given(st.text(alphabet=st.characters()) | st.text(alphabet="\x00\ud800\udfff\r\n\t\x1fab"))
def test_text_fits_every_encoding_and_database(text: str) -> None:
    for convert in (text_of, line_of, paragraphs_of, summary_of):
        assert "\x00" not in convert(text)
        assert convert(text).encode("utf-8").decode("utf-8") == convert(text)
    assert "\n" not in line_of(text)
    assert "\r" not in line_of(text)


def test_a_line_is_as_it_was_but_for_its_ends() -> None:
    assert line_of(" a  b \r\n\t c\u2028d ") == "a  b c d"
    assert line_of("\ud83d!") == "\ufffd!"


def test_paragraphs_stay_apart() -> None:
    assert paragraphs_of("One\n  line.\r\n\r\n\r\nTwo\nlines. ") == "One line.\n\nTwo lines."


@pytest.mark.parametrize(
    ("value", "summary"),
    [
        ("It works.", "It works."),
        ("Two<br>lines", "Two\nlines"),
        ("Points:\n- one\n* two\n● three", "Points:\n• one\n• two\n• three"),
        ("**Bold** and [linked](https://a.b/c).", "Bold and linked."),
        (["one", "", "two\nlines"], "• one\n• two lines"),
    ],
)
def test_a_summary_is_lines_and_points(value: object, summary: str) -> None:
    assert summary_of(value) == summary
    assert summary_of(summary) == summary


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("Machine Learning", "Machine Learning"),
        ("cs.CL", "cs.CL"),
        ("cs.CL cs.LG", "cs.CL"),
        ("cs.CL, cs.LG", "cs.CL"),
        ("Machine Learning; Computation and Language", "Machine Learning"),
        (["cs.CL", "cs.LG"], "cs.CL"),
        ([], ""),
        ("Agents, tools", "Agents, tools"),
        ("cs.CL, agents", "cs.CL, agents"),
        ("Economics > General Economics", "Economics > General Economics"),
    ],
)
def test_of_several_categories_the_first(value: object, category: str) -> None:
    assert category_of(value) == category


@pytest.mark.parametrize(
    ("value", "rank"), [("3", 3), ("3.", 3), ("3)", 3), ("#3", 3), ("# 3", 3), ("3.0", 3), ("12", 12)]
)
def test_ranks(value: str, rank: int) -> None:
    assert rank_of(value) == rank


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "first", "1" * 5000, "1e3", "٣"])
def test_what_is_no_rank(value: str) -> None:
    with pytest.raises(CellError, match="is not a number from 1"):
        rank_of(value)


@pytest.mark.parametrize("text", [" \n" * 100_000, "\r" * 200_000, " " * 200_000 + "x", "[" * 100_000, "* " * 100_000])
def test_long_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    for convert in (line_of, paragraphs_of, summary_of, category_of):
        convert(text)
    assert time.process_time() - start < 5
