from __future__ import annotations

import pytest

from bot.dataset.weekly_pages.cells import (
    Columns,
    Written,
    find_columns,
    is_dashes,
    read_cells,
    read_line,
    split_cells,
    split_number,
)

LINK = "[Paper](https://a.b)"
TWO = Columns(2, 0, None, (1,), None)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", [" a ", " b "]),
        ("| a | b", [" a ", " b"]),
        ("a | b |", ["a ", " b "]),
        ("| a \\| b | c |   ", [" a | b ", " c "]),
        ("|", [""]),
    ],
)
def test_cells(line: str, cells: list[str]) -> None:
    assert split_cells(line) == cells


@pytest.mark.parametrize(
    ("line", "answer"),
    [("|---|---|", True), ("| :-- | --: |", True), ("---|---", True), ("---", False), ("| | |", False)],
)
def test_rows_of_dashes(line: str, answer: bool) -> None:
    assert is_dashes(line) is answer


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("| **Paper** | **Links** |", TWO),
        ("| **Paper**                     | **Links**     |", TWO),
        ("| Links | Paper |", Columns(2, 1, None, (0,), None)),
        ("| Title | Paper | Tweet |", Columns(3, 0, None, (1, 2), None)),
        ("| # | Title | Description | Links |", Columns(4, 1, 2, (3,), 0)),
        ("| Rank | Paper title | Links | Summary |", Columns(4, 1, 3, (2,), 0)),
        ("| Year | Issues |", None),
        ("| Title |", None),
        (f"| 1) **Paper** | {LINK} |", None),
        ("| " + "Paper " * 20 + "| Links |", None),
    ],
)
def test_columns_by_their_header(header: str, columns: Columns | None) -> None:
    assert find_columns(split_cells(header)) == columns


@pytest.mark.parametrize(
    ("line", "columns", "written"),
    [
        (f"| 1) T - x | {LINK} |", TWO, Written(1, "T - x", LINK)),
        (f"| 1) T - P(a|b) | {LINK} |", TWO, Written(1, "T - P(a|b)", LINK)),
        (f"| 1) T - P(a\\|b) | {LINK}", TWO, Written(1, "T - P(a|b)", LINK)),
        (f"| {LINK} | 1) T - P(a|b) |", Columns(2, 1, None, (0,), None), Written(1, "T - P(a|b)", LINK)),
        (f"| 1) T - x {LINK} |", TWO, Written(1, "T - x", LINK)),
        ("| 1) T - x | [Paper](https://a.b/c|d) |", TWO, Written(1, "T - x", "[Paper](https://a.b/c|d)")),
        (f"| 2 | T | x | {LINK} |", Columns(4, 1, 2, (3,), 0), Written(2, "T", LINK, "x")),
        (f"| 2 | T | x | y | {LINK} |", Columns(4, 1, 2, (3,), 0), Written(2, "T", LINK, "x | y")),
        # Without a header the cells tell themselves what they are.
        (f"| 1) T - P(a|b) | {LINK} |", None, Written(1, "T - P(a|b)", LINK)),
        (f"| {LINK} | 1) T |", None, Written(1, "T", LINK)),
        (f"| 7 | T | {LINK} | [Code](https://c.d) |", None, Written(7, "T", f"{LINK} [Code](https://c.d)")),
        (f"| 7 | [T](https://t.u) | x | {LINK} |", None, Written(7, "[T](https://t.u) | x", LINK)),
        (f"| [T](https://t.u) | {LINK} |", None, Written(None, "", f"[T](https://t.u) {LINK}")),
        ("| 1) T | none |", TWO, Written(1, "T | none", "")),
    ],
)  # fmt: skip
def test_rows(line: str, columns: Columns | None, written: Written) -> None:
    assert read_cells(split_cells(line), columns) == written


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1) T", 1, "T"),
        ("10)  T", 10, "T"),
        ("3. **T**", 3, "**T**"),
        ("3.**T**", 3, "**T**"),
        ("#4) T", 4, "T"),
        ("5: T", 5, "T"),
        ("6)T", 6, "T"),
        (r"1\. T", 1, "T"),
        (r"1\) T", 1, "T"),
        ("**1)** T", 1, "T"),
        ("**1) T** - x", 1, "**T** - x"),
        ("**1)** **T** - x", 1, "**T** - x"),
        ("1.58-bit LLMs", None, "1.58-bit LLMs"),
        ("4D Gaussians", None, "4D Gaussians"),
        ("2024) T", None, "2024) T"),
        ("**T**", None, "**T**"),
        ("", None, ""),
    ],
)
def test_the_number_before_a_paper(text: str, number: int | None, rest: str) -> None:
    assert split_number(text) == (number, rest)


def test_a_line_of_a_list() -> None:
    assert read_line(f"1. **T** - x {LINK}") == Written(1, "**T** - x", LINK)
