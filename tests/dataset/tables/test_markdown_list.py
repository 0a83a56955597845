from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.parsed import Parsed
from bot.dataset.tables.markdown_list import read_papers
from bot.errors import TableError
from bot.models import Link, Paper
from tests.dataset.texts import DASHES, HEADER, papers, row, table

SUNDAY = date(2023, 3, 26)


def all_papers(parsed: Parsed) -> list[Paper]:
    return [paper for week in parsed.weeks for paper in week.papers]


def titles(parsed: Parsed) -> list[str]:
    return [paper.title for paper in all_papers(parsed)]


def complaints(text: str) -> list[str]:
    return [str(complaint) for complaint in read_papers(text, "test").complaints]


def test_a_paper_with_everything() -> None:
    text = table(row(7, title="A Title", tweet="[Twitter](https://twitter.com/x/status/1)"))
    (week,) = read_papers(text, "test").weeks
    assert (week.start, week.end) == (date(2023, 3, 20), SUNDAY)
    assert week.papers == (
        Paper(
            week=SUNDAY,
            rank=1,
            title="A Title",
            links=(Link("Paper", "https://arxiv.org/pdf/2303.00007"), Link("Tweet", "https://twitter.com/x/status/1")),
            category="Machine Learning",
            abstract="We do 7.",
            arxiv_id=ArxivId("2303.00007"),
        ),
    )


def test_weeks_are_oldest_first_and_ranks_follow_the_rows_of_each() -> None:
    parsed = read_papers(table(row(1), row(2, week="2023-03-19"), row(3), row(4, week="2023-03-19")), "test")
    assert [(week.end.day, [(paper.rank, paper.title) for paper in week.papers]) for week in parsed.weeks] == [
        (19, [(1, "Paper 2"), (2, "Paper 4")]),
        (26, [(1, "Paper 1"), (2, "Paper 3")]),
    ]


def test_columns_in_another_order_and_no_optional_ones() -> None:
    text = "link|Stars|TITLE|Week\n-|-|-|-\n<https://arxiv.org/abs/2303.00001v2>|5|A|2023-03-26"
    (paper,) = all_papers(read_papers(text, "test"))
    assert (paper.title, paper.category, paper.abstract, paper.arxiv_id) == ("A", "", "", ArxivId("2303.00001", 2))
    assert paper.links == (Link("Paper", "https://arxiv.org/abs/2303.00001v2"),)


def test_text_is_kept_as_it_is() -> None:
    title = r"$\mathcal{O}(n)$ *for* <@1> \_x\_ \| 5\$ & PanGu-Σ  @everyone"
    (paper,) = all_papers(read_papers(table(row(title=title)), "test"))
    assert paper.title == title.replace(r"\|", "|")


def test_a_paper_that_is_not_on_arxiv() -> None:
    (paper,) = all_papers(read_papers(table(row(paper="https://nature.com/x")), "test"))
    assert (paper.arxiv_id, paper.url) == (None, "https://nature.com/x")


def test_further_links_keep_their_names() -> None:
    cell = "[arxiv](https://arxiv.org/abs/2303.00001), [Code](https://github.com/x/y) https://x.y"
    (paper,) = all_papers(read_papers(table(row(paper=cell, tweet="<https://x.com/i/status/1>")), "test"))
    assert [link.label for link in paper.links] == ["Paper", "Code", "Link", "Tweet"]


def test_an_identifier_in_the_tweet_is_not_the_paper_s() -> None:
    (paper,) = all_papers(
        read_papers(table(row(paper="https://nature.com/x", tweet="https://arxiv.org/abs/2303.00009")), "test")
    )
    assert paper.arxiv_id is None


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(2, week="soon"), "test:4: the week 'soon' is not a date such as 2023-03-26; the row is left out"),
        (row(2, week="2023-02-30"), "test:4: the week '2023-02-30' is not a day of the calendar; the row is left out"),
        (row(2, week=""), "test:4: the week is empty; the row is left out"),
        (row(2, title=""), "test:4: the title is empty; the row is left out"),
        (row(2, title="\u200b\u00a0"), "test:4: the title is empty; the row is left out"),
        (row(2, paper=""), "test:4: the paper link is empty; the row is left out"),
        (
            row(2, paper="[x](ftp://a.b)"),
            "test:4: the paper link 'ftp://a.b' is neither http nor https; the row is left out",
        ),
        ("just text", "test:4: the week 'just text' is not a date such as 2023-03-26; the row is left out"),
    ],
)
def test_a_row_that_cannot_be_read_costs_only_itself(bad: str, reason: str) -> None:
    text = table(row(1), bad, row(3))
    assert titles(read_papers(text, "test")) == ["Paper 1", "Paper 3"]
    assert complaints(text) == [reason]


def test_an_unescaped_pipe_is_explained() -> None:
    (complaint,) = complaints(table(row(1), row(2, title="P(a | b)")))
    assert complaint.endswith(r"(it has 7 cells where the header has 6; write a | inside a cell as \|)")


def test_an_unescaped_pipe_behind_all_that_is_needed_costs_what_it_cuts_off() -> None:
    text = "|Week|Title|Paper|Abstract|\n|-|-|-|-|\n|2023-03-26|T|https://a.b|P(a|b) is high|\n"
    assert [paper.abstract for paper in all_papers(read_papers(text, "test"))] == ["P(a"]
    assert complaints(text) == [
        r"test:3: what stands behind the last column is lost (it has 5 cells where the header has 4; "
        r"write a | inside a cell as \|)"
    ]


def test_a_bad_tweet_costs_only_the_tweet() -> None:
    text = table(row(1, tweet="[t](mailto:a)"))
    (paper,) = all_papers(read_papers(text, "test"))
    assert [link.label for link in paper.links] == ["Paper"]
    assert complaints(text) == [
        "test:3: the tweet link 'mailto:a' is neither http nor https; the paper is kept without it"
    ]


@pytest.mark.parametrize(
    "again",
    [
        row(1, title="Another name"),
        row(1, paper="https://arxiv.org/abs/2303.00001v3"),
        row(9, title="PAPER 1!", paper="https://a.b"),
    ],
    ids=["id", "version", "title"],
)
def test_the_same_paper_twice_in_a_week_counts_once(again: str) -> None:
    text = table(row(1), row(2), again, row(3))
    assert [(paper.rank, paper.title) for paper in all_papers(read_papers(text, "test"))] == [
        (1, "Paper 1"),
        (2, "Paper 2"),
        (3, "Paper 3"),
    ]
    (complaint,) = complaints(text)
    assert complaint.startswith("test:5: ")
    assert complaint.endswith("is in this week already, in line 3, which stays")


def test_the_same_paper_in_two_weeks_stays_in_both() -> None:
    text = table(row(1), row(1, week="2023-03-19"))
    assert len(all_papers(read_papers(text, "test"))) == 2
    assert complaints(text) == []


def test_papers_of_one_name_with_different_identifiers_are_two() -> None:
    assert len(all_papers(read_papers(table(row(1, title="Same"), row(2, title="Same")), "test"))) == 2


def test_titles_of_signs_alone_are_not_one_title() -> None:
    text = table(row(title="∀∃", paper="https://a.b"), row(title="∅⊥", paper="https://c.d"))
    assert titles(read_papers(text, "test")) == ["∀∃", "∅⊥"]


def test_several_tables_in_one_text() -> None:
    other = "| Key | Meaning |\n|---|---|\n| x | y |\n"
    text = f"# March\n\n{table(row(1))}\n# Legend\n\n{other}\n# April\n\n{table(row(2))}"
    assert titles(read_papers(text, "test")) == ["Paper 1", "Paper 2"]
    assert complaints(text) == []


def test_a_row_behind_an_empty_line_is_said() -> None:
    text = table(row(1)) + f"\n{row(2)}\n\nUnrelated | prose.\n"
    assert titles(read_papers(text, "test")) == ["Paper 1"]
    assert complaints(text) == ["test:5: an empty line or another block above ended the table; this row is left out"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_numbers_hold_with_other_line_ends(end: str) -> None:
    assert complaints(("\ufeff" + table(row(1), row(2, week="x"))).replace("\n", end))[0].startswith("test:4: ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("\ufeff \r\n\t", "the text is empty"),
        ("<html><body>Sign in</body></html>", "there is no table in it"),
        ("\n".join([DASHES, row(1)]), "there is no table in it"),
        ("|Title|Stars|\n|-|-|\n|a|b|", "the header in line 1 ('Title', 'Stars') has no column week and link"),
        (f"intro\n\n{HEADER}\n{DASHES}\n", "the table in line 3 has no rows"),
        (table(row(week="x"), row(week="y")), "not one row can be read; line 3: the week 'x' is not a date"),
    ],
)
def test_what_is_no_table_of_papers(text: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read_papers(text, "my-list")
    assert caught.value.source == "my-list"
    assert caught.value.reason.startswith(reason)
    assert "Expected a Markdown table with a header row" in str(caught.value)


def test_complaints_come_to_an_end() -> None:
    parsed = read_papers(table(row(1), *["x"] * 2000), "test")
    assert len(parsed.complaints) == 501
    assert str(parsed.complaints[-1]) == "test: 1500 more complaints about this source"


WILD = st.text(alphabet=st.sampled_from("|\\-: \n\r\tab2301[](<>)`#"), max_size=120)
ROWS = st.lists(
    st.builds(
        row,
        st.integers(1, 9),
        week=st.sampled_from(["2023-03-26", "2023-03-19", "", "2023-99-99"]),
        title=WILD.map(lambda t: t[:9]),
    )
    | WILD,
    max_size=8,
)


@given(st.text() | WILD | ROWS.map(lambda rows: table(*rows)))
def test_no_text_crashes_it(text: str) -> None:
    try:
        parsed = read_papers(text, "test")
    except TableError:
        return
    assert parsed.weeks == tuple(sorted(parsed.weeks, key=lambda week: week.end))
    for week in parsed.weeks:
        assert [paper.rank for paper in week.papers] == list(range(1, len(week.papers) + 1))
        assert len({paper.identity for paper in week.papers}) == len(week.papers)
        assert all(paper.week == week.end and paper.links[0].label == "Paper" for paper in week.papers)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=9, unique=True), st.data())
def test_dropping_a_row_loses_that_row_only(numbers: list[int], data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from(numbers))
    left = [number for number in numbers if number != lost]
    assert titles(read_papers(papers(left), "test")) == [f"Paper {number}" for number in left]


@given(st.lists(st.integers(1, 99), min_size=1, max_size=9, unique=True), st.data())
def test_a_broken_line_loses_at_most_itself(numbers: list[int], data: st.DataObject) -> None:
    lines = papers(numbers).splitlines()
    broken = data.draw(st.integers(2, len(lines) - 1))
    lines[broken] = data.draw(
        st.text(alphabet=st.sampled_from("|\\ab [](:/)"), min_size=1, max_size=60).filter(str.strip)
    )
    try:
        found = titles(read_papers("\n".join(lines), "test"))
    except TableError:
        found = []
    assert set(found) >= {f"Paper {number}" for place, number in enumerate(numbers, start=2) if place != broken}


def test_a_large_table_is_read_in_time() -> None:
    text = table(*(row(number % 99999, week=f"20{10 + number // 2000}-01-03") for number in range(20_000)))
    start = time.process_time()
    assert len(all_papers(read_papers(text, "test"))) == 20_000
    assert time.process_time() - start < 10


def test_the_settings_names_of_columns_tell_the_table_that_is_meant() -> None:
    text = f"{table(row(1))}\n|Titel|Datum|Link|\n|-|-|-|\n|Eins|2023-03-26|https://a.b|\n"
    assert titles(read_papers(text, "test", columns={"title": "Titel", "week": "Datum"})) == ["Eins"]
    with pytest.raises(TableError) as caught:
        read_papers(text, "test", columns={"title": "Name"})
    assert "title is called 'Name', but there is none in the header in line 1" in caught.value.reason


def test_titles_that_are_links_need_no_column_for_them() -> None:
    text = "|#|Week|Paper|\n|-|-|-|\n|2|2023-03-26|[B](https://a.b/b)|\n|1|2023-03-26|[A](https://a.b/a)|\n|3|2023-03-26|C|\n"
    parsed = read_papers(text, "test")
    assert [(paper.rank, paper.title, paper.url) for paper in all_papers(parsed)] == [
        (1, "A", "https://a.b/a"),
        (2, "B", "https://a.b/b"),
    ]
    assert complaints(text) == ["test:5: it has no link; the row is left out"]
