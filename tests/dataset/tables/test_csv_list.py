from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.parsed import Parsed
from bot.dataset.tables.csv_list import is_csv, read_csv
from bot.errors import TableError
from bot.models import Link, Paper
from tests.factories import SUNDAY

HEADER = "Week,Title,Link"


def listed(*rows: str, header: str = HEADER) -> str:
    """Return a list; row n stands in line n + 1."""
    return "\n".join([header, *rows]) + "\n"


def row(number: int, week: str = "2023-03-26") -> str:
    return f"{week},Paper {number},https://arxiv.org/abs/2303.{number:05}"


def papers(parsed: Parsed) -> list[Paper]:
    return [paper for week in parsed.weeks for paper in week.papers]


def titles(text: str, **more: Any) -> list[str]:
    return [paper.title for paper in papers(read_csv(text, "test", **more))]


def complaints(text: str) -> list[str]:
    return [str(complaint) for complaint in read_csv(text, "test").complaints]


def test_a_paper_with_everything() -> None:
    header = "no,week ending,name,field,abstract,tl;dr,authors,paper,links,tweet,arxiv id"
    text = listed(
        '2,2023-03-19/2023-03-26,"A Title, quoted",cs.CL cs.LG,"We do\n7.","Points:\n- one","A. Lovelace, C. Babbage",'
        "https://a.b/7.pdf,[Code](https://c.d/e),https://x.com/y/status/1,2303.00007v2",
        header=header,
    )
    assert papers(read_csv(text, "test")) == [
        Paper(
            week=SUNDAY,
            rank=1,
            title="A Title, quoted",
            category="cs.CL",
            abstract="We do 7.",
            summary="Points:\n• one",
            authors=("A. Lovelace", "C. Babbage"),
            links=(
                Link("Paper", "https://a.b/7.pdf"),
                Link("Code", "https://c.d/e"),
                Link("Tweet", "https://x.com/y/status/1"),
            ),
            arxiv_id=ArxivId("2303.00007", 2),
        )
    ]
    assert complaints(text) == []


@pytest.mark.parametrize(
    "first", ["", "\ufeff", "sep={0}\n", '\ufeff"sep={0}"\r\n', "\n\n", "Our papers\n", "{0}{0}{0}\n"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_told_by_the_header(delimiter: str, first: str) -> None:
    text = first.format(delimiter) + listed(row(1), row(2)).replace(",", delimiter)
    assert titles(text) == ["Paper 1", "Paper 2"]
    assert complaints(text) == []
    assert is_csv(text)


def test_other_delimiters_within_cells_do_not_mislead() -> None:
    text = "Week;Title;Link;Notes, with a comma, and another, and one\n2023-03-26;A, b, c, d;https://a.b/c;x, y, z\n"
    assert titles(text) == ["A, b, c, d"]


def test_a_delimiter_that_is_named_need_not_be_usual() -> None:
    assert titles("sep=^\n" + listed(row(1)).replace(",", "^")) == ["Paper 1"]


def test_ranks_order_the_week_and_what_has_none_follows() -> None:
    text = listed(
        *(f"{rank},{row(number)}" for number, rank in enumerate(["3", "", "1", "x", "2"])), header=f"#,{HEADER}"
    )
    parsed = read_csv(text, "test")
    assert [(paper.rank, paper.title[-1]) for paper in papers(parsed)] == [
        (1, "2"),
        (2, "4"),
        (3, "0"),
        (4, "1"),
        (5, "3"),
    ]
    assert list(map(str, parsed.complaints)) == [
        "test:5: the rank 'x' is not a number from 1; the paper is kept without it"
    ]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (
            "3/4/2023,T,https://a.b",
            "the week '3/4/2023' is not a date such as 2023-03-26; write 2023-03-04 or 2023-04-03",
        ),
        ("2023-03-26,,https://a.b", "the title is empty"),
        ("2023-03-26,T,", "the paper link is empty"),
        ("2023-03-26,T", "the paper link is empty"),
        ("2023-03-26,T,soon", "the paper link 'soon' is not a link such as https://arxiv.org/abs/2303.12712"),
        ("# a remark", "the week '# a remark' is not a date such as 2023-03-26"),
    ],
)
def test_a_row_that_cannot_be_read_costs_only_itself(bad: str, reason: str) -> None:
    text = listed(row(1), bad, row(3))
    assert titles(text) == ["Paper 1", "Paper 3"]
    assert complaints(text) == [f"test:3: {reason}; the row is left out"]


def test_lines_are_right_behind_cells_with_line_ends() -> None:
    text = listed('2023-03-26,"A\r\n\r\nb",https://a.b', "", "x,y,z")
    assert complaints(text) == ["test:6: the week 'x' is not a date such as 2023-03-26; the row is left out"]


def test_a_comma_that_parts_a_title_is_explained() -> None:
    assert complaints(listed(row(1), "2023-03-26,A, b,https://a.b")) == [
        "test:3: the paper link 'b' is not a link such as https://arxiv.org/abs/2303.12712; the row is left out "
        "(it has 4 cells where the header has 3; put a cell with commas in it into quotes)"
    ]
    assert complaints(listed(f"{row(1)};ü;".replace(",", ";"), header=HEADER.replace(",", ";"))) == [
        "test:2: what stands behind the last column is lost "
        "(it has 5 cells where the header has 3; put a cell with semicolons in it into quotes)"
    ]


def test_a_mark_that_closes_nothing_is_said() -> None:
    text = listed('2023-03-26,"Attention" Again,https://a.b/c', row(2))
    assert titles(text) == ['"Attention" Again', "Paper 2"]
    assert complaints(text) == [
        "test:2: a cell begins with a quotation mark that does not close it; the row serves as far as it can be told "
        '(write " inside quotes as "")'
    ]


def test_a_title_keeps_no_quotation_mark_that_is_never_closed() -> None:
    text = listed('2023-03-26,"Attention Again,https://a.b/c', row(2))
    assert titles(text) == ["Attention Again", "Paper 2"]
    assert "the row serves" in complaints(text)[0]


def test_what_keeps_spreadsheets_from_running_a_cell_is_taken_off() -> None:
    assert titles(listed("2023-03-26,'=1+1 is two,https://a.b", "2023-03-26,'tis,https://a.c")) == [
        "=1+1 is two",
        "'tis",
    ]


def test_a_list_without_links_but_with_identifiers() -> None:
    (paper,) = papers(read_csv("week,title,arxiv\n2023-03-26,T,2303.12712\n", "test"))
    assert paper.links == (Link("Paper", "https://arxiv.org/abs/2303.12712"),)


def test_titles_that_are_links() -> None:
    (paper,) = papers(read_csv("Week,Paper\n2023-03-26,[T](https://a.b)\n", "test"))
    assert (paper.title, paper.links) == ("T", (Link("Paper", "https://a.b"),))


@pytest.mark.parametrize("called", ["Titel", "titel", " TITEL "])
def test_the_settings_names_of_columns(called: str) -> None:
    text = "Woche;Titel;Title;Link\n2023-03-26;Deutsch;English;https://a.b\n"
    assert titles(text, columns={"week": "Woche", "title": called}) == ["Deutsch"]
    with pytest.raises(TableError) as caught:
        read_csv(text, "test", columns={"week": "Woche", "title": "Name"})
    assert caught.value.reason == (
        "the settings say under columns that title is called 'Name', but there is none in the header in line 1 "
        "('Woche', 'Titel', 'Title', 'Link')"
    )
    assert "'Woche', 'Name' and link (or arXiv id) are needed" in caught.value.expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("\ufeff\n \n", "the text is empty"),
        (
            "2023-03-26,T,https://a.b",
            "the header in line 1 ('2023-03-26', 'T', 'https://a.b') has no column week, title and link",
        ),
        ("\nTitle;Stars\na;b", "the header in line 2 ('Title', 'Stars') has no column week and link"),
        (f"{HEADER}\n", "there is no line below the header in line 1"),
        (
            listed("x,y,z"),
            "not one row can be read; line 2: the week 'x' is not a date such as 2023-03-26; the row is left out",
        ),
        (
            ",".join(f"c{n}" for n in range(99)),
            "the header in line 1 ('c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', …) has no",
        ),
    ],
)
def test_what_is_no_list(text: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read_csv(text, "test")
    assert caught.value.reason.startswith(reason)
    assert "Expected a first line that names the columns" in str(caught.value)
    assert is_csv(text) == text.startswith(HEADER)


@given(st.text() | st.text(alphabet='",;\n ab2').map(lambda text: f"{HEADER}\n{row(1)}\n{text}"))
def test_no_text_crashes_it(text: str) -> None:
    try:
        parsed = read_csv(text, "test")
    except TableError:
        assert not text.startswith(HEADER)
        return
    assert all([paper.rank for paper in week.papers] == list(range(1, len(week.papers) + 1)) for week in parsed.weeks)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=9, unique=True), st.data())
def test_a_broken_line_loses_at_most_itself(numbers: list[int], data: st.DataObject) -> None:
    lines = [row(number) for number in numbers]
    broken = data.draw(st.integers(0, len(lines) - 1))
    lines[broken] = data.draw(st.text(alphabet='",; ab', max_size=30))
    left = {f"Paper {number}" for place, number in enumerate(numbers) if place != broken}
    assert set(titles(listed(*lines))) >= left


def test_complaints_come_to_an_end() -> None:
    assert len(complaints(listed(row(1), *["x"] * 2000))) == 501


def test_a_large_list_is_read_in_time() -> None:
    text = listed(*(row(number, week=f"20{10 + number // 2000}-01-03") for number in range(20_000)))
    start = time.process_time()
    assert len(titles(text)) == 20_000
    assert time.process_time() - start < 10
