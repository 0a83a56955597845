from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages.headings import Heading, read_heading


def heading(line: str) -> Heading:
    found = read_heading(line)
    assert found is not None, line
    return found


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("## Top AI Papers of the Week (June 21 - June 28) - 2026", 2),
        ("## Top ML Papers of the Week (June 21 - June 28) - 2026", 2),
        ("### AI Papers of the Week (June 21 - June 28) - 2026", 3),
        ("# Papers, June 21 - June 28, 2026", 1),
        ("## June 21 - June 28, 2026 ##", 2),
        ("##Top AI Papers of the Week (June 21 - June 28) - 2026", 2),
        ("  ## **Top AI Papers of the Week** (June 21 - June 28) - 2026", 2),
        ("## Top AI Papers of the Week (June 21 - June 28 - 2026", 2),
        ("## Top AI Papers of the Week June 21 - June 28 2026", 2),
        ("## [Top AI Papers of the Week (June 21 - June 28) - 2026](https://x.com/a/status/1)", 2),
        ("## <a name='x'></a>Top AI Papers of the Week (June 21<sup>st</sup> - June 28<sup>th</sup>) - 2026", 2),
        ("**Top AI Papers of the Week (June 21 - June 28) - 2026:**", 7),
        ("__Papers of June 21 - June 28, 2026__", 7),
        ("Top AI Papers of the Week (June 21 - June 28) - 2026", 7),
        ("Top AI Papers of the Week: June 21\u00a0\u2013\u00a028, 2026", 7),
    ],
)  # fmt: skip
def test_headings_of_a_week(line: str, level: int) -> None:
    found = heading(line)
    assert found.span is not None
    start, end = found.span.ending_in(found.span.year or 0)
    assert (start.isoformat(), end.isoformat(), found.level) == ("2026-06-21", "2026-06-28", level)
    assert found.weekly


@pytest.mark.parametrize(
    "line",
    [
        "",
        "text",
        "#hashtag",
        "- [Top AI Papers of the Week (June 21 - June 28)](#x)",
        "* Top AI Papers of the Week (June 21 - June 28)",
        "[Top AI Papers of the Week (June 21 - June 28)](#x)",
        "| Top AI Papers of the Week (June 21 - June 28) |",
        "> ## Top AI Papers of the Week (June 21 - June 28)",
        "In the papers of the week (June 21 - June 28) we saw a lot.",
        "**Training ran from June 3 to June 9**",
        "**Top AI Papers** of the **Week**",
        "**Papers of the Week**",
        "**Papers of June 3 - June 9" + "!" * 300 + "**",
    ],
)  # fmt: skip
def test_lines_that_are_no_headings(line: str) -> None:
    assert read_heading(line) is None


@pytest.mark.parametrize(
    ("line", "weekly", "year"),
    [
        ("# AI Papers of the Week — 2026", False, 2026),
        ("## 2023", False, 2023),
        ("## Read more", False, None),
        ("## Top AI Papers of the Week", True, None),
        ("## Top AI Papers of the Week (soon)", True, None),
        ("## Top AI Papers of the Week (February 24 - February 30) - 2026", True, 2026),
    ],
)  # fmt: skip
def test_headings_without_readable_days(line: str, weekly: bool, year: int | None) -> None:
    found = heading(line)
    assert (found.span, found.weekly, found.year) == (None, weekly, year)


def test_why_days_cannot_be_used() -> None:
    assert heading("## (February 24 - February 30)").fault == "its dates name February 30, which is not in the calendar"


def test_a_heading_without_end_is_not_searched_for_days() -> None:
    assert heading("## " + "June 21 - June 28 " * 100).span is None


@given(st.text() | st.text(alphabet="#<>h2*_[]()/ -1Juneweekpaprs", max_size=60))
def test_no_line_crashes_it(line: str) -> None:
    found = read_heading(line)
    assert found is None or 1 <= found.level <= 7
