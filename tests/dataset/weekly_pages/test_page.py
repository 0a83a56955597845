from __future__ import annotations

from datetime import date

import pytest

from bot.dataset.weekly_pages import has_weekly_headings, read_weekly_pages
from bot.errors import TableError
from tests.dataset.weekly_pages.pages import HEADER, page, papers, row, section, told


def weeks(*lines: str, page_year: int | None = None) -> dict[str, list[int]]:
    """Return the numbers in the titles of each week, by the week's days."""
    parsed = read_weekly_pages("\n".join(lines), "test", page_year=page_year)
    return {
        f"{week.start} to {week.end}": [int(paper.title.split()[-1]) for paper in week.papers] for week in parsed.weeks
    }


NEW = section("(June 12 - June 18) - 2023", [row(11), row(12)])
OLD = section("(June 5 - June 11) - 2023", [row(1), row(2)])
BOTH = {"2023-06-05 to 2023-06-11": [1, 2], "2023-06-12 to 2023-06-18": [11, 12]}


def numbered(*numbers: int) -> list[str]:
    """Return rows of which each has its number for a title, and its place before it."""
    return [row(number).replace(f"| {number % 100})", f"| {place})") for place, number in enumerate(numbers, start=1)]


def test_weeks_are_oldest_first() -> None:
    assert weeks("# Papers", "", *NEW, "", "---", *OLD) == BOTH
    assert list(weeks(*NEW, *OLD)) == list(BOTH)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_other_line_ends_and_a_byte_order_mark(end: str) -> None:
    text = end.join(["\ufeff" + NEW[0], *NEW[1:], *section("(June 5 - June 11) - 2023", ["| 1) **T** - x | |"])])
    assert len(papers(read_weekly_pages(text, "test"))) == 2
    assert told(text)[0].startswith("test:9: the paper has no link")


@pytest.mark.parametrize(
    ("title", "page_year", "expected"),
    [
        ("# AI Papers of the Week — 2023", None, 2023),
        ("# AI Papers of the Week — 2023", 2024, 2024),
        ("# AI Papers of the Week", 2022, 2022),
        ("# AI Papers of the Week, 2021 and 2022", 2023, 2023),
    ],
)
def test_the_year_of_a_page(title: str, page_year: int | None, expected: int) -> None:
    text = "\n".join([title, "", *section("(May 22-28)", [row(1)])])
    (week,) = read_weekly_pages(text, "test", page_year=page_year).weeks
    assert week.end == date(expected, 5, 28)


def test_years_from_the_section_above() -> None:
    lines = [
        *section("(January 6 - January 12) - 2025", [row(1)]),
        *section("(December 30 - January 5) - 2025", [row(2)]),
        *section("(December 23 - December 29)", [row(3)]),
    ]
    assert list(weeks(*lines)) == ["2024-12-23 to 2024-12-29", "2024-12-30 to 2025-01-05", "2025-01-06 to 2025-01-12"]


def test_years_from_headings_of_their_own() -> None:
    lines = ["## 2025", "", *section("(June 2-8)", [row(1)]), "## 2024", "---", *section("(June 3-9)", [row(2)])]
    assert list(weeks(*lines)) == ["2024-06-03 to 2024-06-09", "2025-06-02 to 2025-06-08"]


def test_the_years_of_a_table_of_contents_date_nothing() -> None:
    contents = ["## 2025", "- [Papers (June 2-8)](#x)", "## 2024", "- [Papers (June 3-9)](#y)", ""]
    lines = [*contents, *section("(June 2-8) - 2025", [row(1)]), *section("(May 26 - June 1)", [row(2)])]
    assert list(weeks(*lines)) == ["2025-05-26 to 2025-06-01", "2025-06-02 to 2025-06-08"]


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ("(Juny 5 - Juny 11) - 2023", "has no dates such as (June 21 - June 28) - 2026"),
        ("", "has no dates such as (June 21 - June 28) - 2026"),
        ("(June 5 - June 31) - 2023", "its dates name June 31, which is not in the calendar"),
        ("(June 11 - June 5) - 2023", "its dates end before they begin (2023-06-11 to 2023-06-05)"),
        ("(June 5 - August 11) - 2023", "its dates are 68 days and not about a week (2023-06-05 to 2023-08-11)"),
    ],
)
def test_a_heading_that_cannot_be_read_costs_its_week_and_no_other(days: str, reason: str) -> None:
    lines = [*NEW, *section(days, [row(1), row(2)]), *section("(May 29 - June 4) - 2023", [row(3)])]
    assert weeks(*lines) == {"2023-05-29 to 2023-06-04": [3], "2023-06-12 to 2023-06-18": [11, 12]}
    (complaint,) = told("\n".join(lines))
    assert complaint.startswith("test:6: the heading 'Top AI Papers of the Week")
    assert complaint.endswith(f"{reason}; the 2 papers below it are left out")


def test_a_year_that_nothing_tells() -> None:
    lines = section("(June 5 - June 11)", [row(1), row(2)])
    with pytest.raises(TableError) as caught:
        weeks(*lines)
    assert "does not say its year, nor does the page; write it as in (June 21 - June 28) - 2026" in str(caught.value)
    assert list(weeks(*lines, page_year=2023)) == ["2023-06-05 to 2023-06-11"]


@pytest.mark.parametrize(
    "lost",
    [[], ["---"], [*HEADER], ["", "---", "", *HEADER], [HEADER[1]], ["---", HEADER[0]]],
    ids=["nothing", "rule", "table", "all", "dashes", "header"],
)
def test_rows_of_a_lost_heading_are_not_put_into_the_week_above(lost: list[str]) -> None:
    lines = [*NEW[:3], *numbered(11, 12), *lost, *numbered(1, 2), *section("(May 29 - June 4) - 2023", [row(3)])]
    assert weeks(*lines) == {"2023-05-29 to 2023-06-04": [3], "2023-06-12 to 2023-06-18": [11, 12]}
    line = 6 + len(lost)
    assert told("\n".join(lines)) == [
        f"test:{line}: the heading of a week is missing above this; the 2 papers below it are left out"
    ]


def test_a_table_in_two_parts_goes_on_counting() -> None:
    rows = numbered(1, 2, 3, 4)
    assert weeks(*OLD[:3], *rows[:2], "", "---", *HEADER, *rows[2:]) == {"2023-06-05 to 2023-06-11": [1, 2, 3, 4]}


def test_headings_within_a_week() -> None:
    lines = [OLD[0], "### Agents", *HEADER, *numbered(1, 2), "### Vision (3 papers)", *HEADER, *numbered(3, 4)]
    assert weeks(*lines) == {"2023-06-05 to 2023-06-11": [1, 2, 3, 4]}


@pytest.mark.parametrize(
    ("below", "numbers"),
    [("### Highlights of the week", [1, 2, 3]), ("### Top AI Papers of the Week (Juny 5-11)", [1, 2])],
)
def test_a_lower_heading_is_another_week_s_only_if_it_may_name_days(below: str, numbers: list[int]) -> None:
    lines = [*section("(June 12 - June 18) - 2023", numbered(1, 2)), below, *HEADER, *numbered(3)]
    assert weeks(*lines) == {"2023-06-12 to 2023-06-18": numbers}


def test_rows_above_the_first_heading() -> None:
    lines = ["# Papers", *HEADER, row(5), "", *OLD]
    assert weeks(*lines) == {"2023-06-05 to 2023-06-11": [1, 2]}
    assert told("\n".join(lines)) == [
        "test:1: the heading 'Papers' has no dates such as (June 21 - June 28) - 2026; the paper below it is left out"
    ]
    assert told("\n".join(lines[1:])) == [
        "test:3: no heading with the dates of a week stands above this; the paper below it is left out"
    ]


def test_what_else_is_on_a_page_is_nothing_to_speak_of() -> None:
    lines = [
        "# Papers", "1. Clone [the repository](https://a.b)", "2. Run it", "| Year | Page |", "|---|---|",
        "| 2023 | [x](https://a.b) |",
        "- [Papers (June 5 - June 11)](https://a.b#x)", "", *OLD, "", "We use tools.", "", "[Subscribe](https://a.b) now.",
        "## Contact", "1. [Mail](https://a.b)",
    ]  # fmt: skip
    assert weeks(*lines) == {"2023-06-05 to 2023-06-11": [1, 2]}
    assert told("\n".join(lines)) == []


def test_what_is_commented_out_is_not_there() -> None:
    assert weeks(*NEW, "<!--", *OLD, "-->") == {"2023-06-12 to 2023-06-18": [11, 12]}


def test_a_week_with_two_headings_is_put_together() -> None:
    again = section("(June 5 - June 11) - 2023", [row(3), row(4)])
    assert weeks(*OLD, *NEW, *again)["2023-06-05 to 2023-06-11"] == [1, 2, 3, 4]
    assert told("\n".join([*OLD, *NEW, *again])) == [
        "test:11: the week to 2023-06-11 has a heading in line 1 already; its papers are put together"
    ]


def test_neighbours_that_share_a_day_are_two_weeks() -> None:
    lines = [*section("(June 21 - June 28) - 2026", [row(1)]), *section("(June 14 - June 21) - 2026", [row(2)])]
    assert list(weeks(*lines)) == ["2026-06-14 to 2026-06-21", "2026-06-21 to 2026-06-28"]


@pytest.mark.parametrize(
    ("numbers", "ranks"),
    [("1 2 3", [1, 2, 3]), ("1 3 7", [1, 3, 7]), ("1 2 2", [1, 2, 3]), ("2 1 3", [1, 2, 3]), ("0 1 2", [1, 2, 3])],
)
def test_ranks_are_the_numbers_or_else_the_order(numbers: str, ranks: list[int]) -> None:
    rows = [row(place).replace(f"| {place})", f"| {number})") for place, number in enumerate(numbers.split(), start=1)]
    assert [paper.rank for paper in papers(read_weekly_pages(page(*rows), "test"))] == ranks


def test_papers_stand_by_rank() -> None:
    rows = [row(2), row(1), row(3)]
    assert [paper.title for paper in papers(read_weekly_pages(page(*rows), "test"))] == [
        "Paper 1",
        "Paper 2",
        "Paper 3",
    ]


def test_the_same_paper_twice_in_a_week_counts_once() -> None:
    again = row(3, links="[Paper](https://arxiv.org/abs/2306.00001v2)")
    assert told(page(row(1), row(2), again)) == ["test:6: 'Paper 3' is in this week already, in line 4, which stays"]
    assert len(papers(read_weekly_pages(page(row(1), row(2), again), "test"))) == 2


def test_the_same_paper_in_two_weeks_stays_in_both() -> None:
    lines = [*section("(June 12 - June 18) - 2023", [row(1)]), *OLD]
    assert weeks(*lines) == {"2023-06-05 to 2023-06-11": [1, 2], "2023-06-12 to 2023-06-18": [1]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("\ufeff \r\n", "the text is empty"),
        ("<html><body>Sign in</body></html>", "there is no heading of a week in it"),
        ("# AI Papers of the Week\n\n- [2023](years/2023.md)", "there is no heading of a week in it"),
        ("## Papers of the week (June 5 - June 11) - 2023\n", "there are no papers below its headings"),
        (page("| 1) **T** - x | |"), "not one paper can be read; line 4: the paper has no link"),
    ],
)
def test_what_is_no_weekly_page(text: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read_weekly_pages(text, "my-list")
    assert caught.value.source == "my-list"
    assert caught.value.reason.startswith(reason)
    assert "Expected headings such as ## Top AI Papers of the Week (June 21 - June 28) - 2026" in str(caught.value)


def test_complaints_come_to_an_end() -> None:
    parsed = read_weekly_pages(page(row(1), *["| x | y |"] * 1000), "test")
    assert len(parsed.complaints) == 501
    assert str(parsed.complaints[-1]) == "test: 500 more complaints about this source"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (page(row(1)), True),
        ("### AI Papers of the Week (June 5 - June 11)", True),
        ("## June 5 - June 11, 2023", True),
        ("## Top AI Papers of the Week (coming soon)", True),
        ("**Top AI Papers of the Week (June 5 - June 11)**", True),
        ("# AI Papers of the Week — 2026\n\n- [2023](years/2023.md)", False),
        ("## Conference (June 5 - June 11)", False),
        ("- [Top AI Papers of the Week (June 5 - June 11)](#x)", False),
        ("| Week | Title | Paper |\n|-|-|-|\n| 2023-06-11 | T | https://a.b |", False),
        ("", False),
    ],
)
def test_texts_that_look_like_weekly_pages(text: str, answer: bool) -> None:
    assert has_weekly_headings(text) is answer


def test_a_slip_in_a_year_is_said_and_costs_no_week() -> None:
    headings = (
        "(January 12 - January 18) - 2026",
        "(January 5 - January 11) - 2025",
        "(December 29 - January 4) - 2025",
    )
    text = "\n".join(line for place, days in enumerate(headings, start=1) for line in section(days, [row(place)]))
    assert list(weeks(text, page_year=2026)) == [
        "2025-12-29 to 2026-01-04",
        "2026-01-05 to 2026-01-11",
        "2026-01-12 to 2026-01-18",
    ]
    assert told(text, 2026) == [
        "test:5: the heading says 2025 on the page of 2026, which counts",
        "test:9: the heading says 2025 on the page of 2026, which counts",
    ]
