from __future__ import annotations

import pytest

from bot.dataset.weekly_pages import read_weekly_pages
from bot.models import Link
from tests.dataset.weekly_pages.pages import HEADER, only, page, papers, row, told

PAPER = "[Paper](https://arxiv.org/abs/2306.00001)"


def test_a_paper_with_everything() -> None:
    (week,) = read_weekly_pages(
        page(
            "| 3) **GPT-4 *and* you** - It does things.  <br>● One: a  <br>● Two: [b](https://b.c/d) "
            f"| [Tweet](https://x.com/a/status/1?s=20), {PAPER}, [Code](https://github.com/a/b) |"
        ),
        "test",
    ).weeks
    (paper,) = week.papers
    assert (week.start.isoformat(), week.end.isoformat()) == ("2023-06-05", "2023-06-11")
    assert (paper.week, paper.rank, paper.title) == (week.end, 3, "GPT-4 and you")
    assert paper.summary == "It does things.\n• One: a\n• Two: b"
    assert paper.links == (
        Link("Paper", "https://arxiv.org/abs/2306.00001"),
        Link("Tweet", "https://x.com/a/status/1?s=20"),
        Link("Code", "https://github.com/a/b"),
        Link("b", "https://b.c/d"),
    )
    assert str(paper.arxiv_id) == "2306.00001"
    assert (paper.category, paper.abstract, paper.authors, paper.sources) == ("", "", (), ())


@pytest.mark.parametrize(
    ("line", "title", "summary"),
    [
        # What stands in the text's cell of the real list, oddities and all.
        (f"| 1) **Title** - text | {PAPER} |", "Title", "text"),
        (f"| 1)  **Title**  - text | {PAPER} |   ", "Title", "text"),
        (f"| 1) **Title** | {PAPER} |", "Title", ""),
        (f"| 1) *8RankZephyr** - listwise | {PAPER} |", "8RankZephyr", "listwise"),
        (f"| 1) Title - text | {PAPER} |", "Title", "text"),
        (f"| 1) Title  text - more | {PAPER} |", "Title", "text - more"),
        (f"| 1) **A - B: C** - text | {PAPER} |", "A - B: C", "text"),
        (f"| 1) **Title** - a | b | c | {PAPER} |", "Title", "a | b | c"),
        (f"| 1) **Title** - P(a\\|b) | {PAPER} |", "Title", "P(a|b)"),
        (f"| 1) **Title** - text | {PAPER}", "Title", "text"),
        (f"1) **Title** - text | {PAPER} |", "Title", "text"),
        (f"| 1) **Title** - text {PAPER} |", "Title", "text"),
        (f"| 1) **Title** - a [b](https://c.d) e | {PAPER} |", "Title", "a b e"),
        (f"| 1) **Title** - the <think> tag and <thinktags | {PAPER} |", "Title", "the <think> tag and <thinktags"),
        (f"| 1) **Title** - Q\\&A in \\~5 | {PAPER} |", "Title", "Q&A in ~5"),
        (f"| 1) **Title** - text <br><br> 1. a <br> 2. b | {PAPER} |", "Title", "text\n1. a\n2. b"),
        (f"| 1) **Title** - naïve\u2028模型 | {PAPER} |", "Title", "naïve 模型"),
        (f"| **Title** - no number | {PAPER} |", "Title", "no number"),
        (f"| 1) [**Title**](https://arxiv.org/abs/2306.00001) - text | {PAPER} |", "Title", "text"),
        # Another layout altogether.
        (f"1. **Title** - text {PAPER}", "Title", "text"),
        ("1. **[Title](https://arxiv.org/abs/2306.00001)** - text", "Title", "text"),
        ("1. [Title](https://arxiv.org/abs/2306.00001)", "Title", ""),
        ("1. **Title** - text\n   more\n   - point\n   - https://arxiv.org/abs/2306.00001", "Title", "text more\n• point"),
        ("1. **Title** - text\n   - Paper: https://arxiv.org/abs/2306.00001", "Title", "text"),
        (f"- **Title** - text ({PAPER})", "Title", "text"),
        (f"### 1. Title\n\nText.\n\n- point\n\n{PAPER}", "Title", "Text.\n• point"),
        ("### [Title](https://arxiv.org/abs/2306.00001)\nText.", "Title", "Text."),
        (f"| 1) **Title** - text\nthat goes on | {PAPER} |", "Title", "text that goes on"),
        (f"| 1) **Title** - text\n| {PAPER}", "Title", "text"),
    ],
)  # fmt: skip
def test_rows_in_every_form(line: str, title: str, summary: str) -> None:
    paper = only(line)
    assert (paper.rank, paper.title, paper.summary) == (1, title, summary)
    assert (paper.links[0].label, paper.links[0].url) == ("Paper", "https://arxiv.org/abs/2306.00001")
    assert str(paper.arxiv_id) == "2306.00001"


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("| # | Title | Description | Links |", f"| 2 | **Title** | a \\| b | {PAPER} |"),
        ("| # | Title | Description | Links |", f"| 2 | Title | a | b | {PAPER} |"),
        ("| Links | Paper |", f"| {PAPER} | 2) **Title** - a | b |"),
        ("| Title | Summary | Paper | Tweet |", f"| 2) Title | a \\| b | {PAPER} | |"),
    ],
)
def test_columns_in_another_order(header: str, line: str) -> None:
    text = "\n".join(
        ["## Papers of the week (June 5 - June 11) - 2023", header, "|" + "-|" * (header.count("|") - 1), line]
    )
    (paper,) = papers(read_weekly_pages(text, "test"))
    assert (paper.rank, paper.title, paper.summary, paper.links[0].label) == (2, "Title", "a | b", "Paper")


@pytest.mark.parametrize("missing", [HEADER[0], HEADER[1]])
def test_a_table_without_header_or_dashes(missing: str) -> None:
    lines = page(row(1), row(2)).splitlines()
    lines.remove(missing)
    assert [paper.rank for paper in papers(read_weekly_pages("\n".join(lines), "test"))] == [1, 2]
    assert told("\n".join(lines)) == []


def test_a_header_in_other_words_is_no_paper() -> None:
    text = page(row(1)).replace(HEADER[0], "| Artikel | Verweise |")
    assert len(papers(read_weekly_pages(text, "test"))) == 1
    assert told(text) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("| 2) **T** - text | |", "test:5: the paper has no link such as [Paper](https://...); the row is left out"),
        ("| 2) **T** - text |", "test:5: the paper has no link such as [Paper](https://...); the row is left out"),
        (
            "| 2) **T** - text | [Paper](ftp://a.b) |",
            "test:5: the paper's link 'ftp://a.b' is neither http nor https; the row is left out",
        ),
        (f"| 2) | {PAPER} |", "test:5: the paper has no title; the row is left out"),
        (f"| 2) ** - ** | {PAPER} |", "test:5: the paper has no title; the row is left out"),
    ],
)
def test_a_row_that_cannot_be_read_costs_only_itself(line: str, reason: str) -> None:
    text = page(row(1), line, row(3))
    assert [paper.rank for paper in papers(read_weekly_pages(text, "test"))] == [1, 3]
    assert told(text) == [reason]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (
            row(1, links=f"{PAPER}, [Tweet](https://x.com/ a)"),
            "test:4: a link of the paper cannot be used and is left out",
        ),
        (
            row(1, text="A title of some words. And the text begins"),
            "test:4: nothing tells where the title ends; write it as in **Title** - description",
        ),
    ],
)
def test_what_may_be_wrong_is_said_and_the_paper_kept(line: str, note: str) -> None:
    assert only(line).links[0].label == "Paper"
    assert told(page(line)) == [note]


def test_a_link_within_the_text_is_better_than_none() -> None:
    assert only("| 1) **T** - see [here](https://a.b) for more | soon |").links == (Link("here", "https://a.b"),)


def test_a_dropped_label_is_no_title() -> None:
    text = page(row(1), f"| {PAPER} |")
    assert told(text) == ["test:5: the paper has no title; the row is left out"]


@pytest.mark.parametrize(
    ("line", "summary"),
    [
        ("| [The: Title](https://a.b/c) | text |", "text"),
        ("| [The: Title](https://a.b/c) | text | |", "text"),
        ("| 1) [The: Title](https://a.b/c): text | [Code](https://d.e) |", "text"),
        ("- [The: Title](https://a.b/c): text", "text"),
        ("- [The: Title](https://a.b/c) by somebody - good", "by somebody - good"),
        ("- [**The: Title**](https://a.b/c) — text, [more](https://d.e)", "text"),
        ("1. [The: Title](https://a.b/c)", ""),
    ],
)
def test_a_linked_title_ends_with_its_link(line: str, summary: str) -> None:
    paper = only(line)
    assert (paper.title, paper.summary) == ("The: Title", summary)
    assert paper.links[0] == Link("Paper", "https://a.b/c")


def test_a_list_item_without_marks_is_no_part_of_the_one_above() -> None:
    parsed = read_weekly_pages(page("- [A](https://a.b/1): text", "- B https://a.b/2", "- more about B"), "test")
    assert [(paper.title, paper.links[0].url) for paper in papers(parsed)] == [
        ("A", "https://a.b/1"),
        ("B", "https://a.b/2"),
    ]
