from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given

from bot.arxiv import ArxivId
from bot.arxiv.taxonomy import find_category
from bot.dataset.sources import BundledSource
from bot.dataset.tables.csv_list import read_csv
from bot.exports.spreadsheet import COLUMNS, write_csv
from bot.models import Link, Paper, Week
from bot.settings.models import ColumnName
from tests.exports.hostile import LISTS
from tests.factories import make_paper


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def coded(paper: Paper) -> Paper:
    """The paper with its category as the sheet has it."""
    category = find_category(paper.category)
    return replace(paper, category=category.code) if category else paper


def only(paper: Paper) -> dict[str, str]:
    (row,) = rows(write_csv([paper]))
    return row


def test_a_row_as_a_whole() -> None:
    paper = make_paper(
        10130,
        rank=2,
        authors=("Ada Lovelace", "Erdős, Paul"),
        summary="• first\n• second",
        links=(
            Link("Paper", "https://arxiv.org/abs/2303.10130"),
            Link("Tweet", "https://x.com/a/1"),
            Link("Code [b]", "https://github.com/a/b"),
            Link("", "https://a.example/x y"),
        ),
    )
    assert only(paper) == {
        "week": "2023-03-26",
        "rank": "2",
        "title": "A Study of Things, Part 10130",
        "category": "cs.CL",
        "abstract": "We study thing 10130. It works well. It is released.",
        "summary": "• first\n• second",
        "authors": "Ada Lovelace; Erdős, Paul",
        "link": "https://arxiv.org/abs/2303.10130",
        "tweet": "https://x.com/a/1",
        "links": "[Code (b)](https://github.com/a/b) [Link](https://a.example/x%20y)",
        "arxiv_id": "arXiv:2303.10130",
    }


def test_the_columns_are_called_as_the_settings_call_them() -> None:
    assert set(get_args(ColumnName)) == set(COLUMNS) - {"links"}


def test_lines_end_as_the_standard_says_and_all_cells_are_quoted() -> None:
    text = write_csv([make_paper(1, title='He said "so; what"', abstract="two\nlines")])
    assert text.count("\r\n") == 2
    assert '"He said ""so; what"""' in text
    assert all(line.startswith('"') for line in text.removeprefix("\ufeff").split("\r\n") if line)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_formula_does_not_run(sign: str) -> None:
    row = only(make_paper(1, title=f"  {sign}1+1", category=f"{sign}x", abstract=f"\t{sign}x", authors=(f"{sign}x",)))
    assert row["title"] == f"'{sign}1+1"
    assert row["category"] == row["abstract"] == row["authors"] == f"'{sign}x"


def test_an_address_that_is_none_is_left_out() -> None:
    row = only(make_paper(1, arxiv_id=None, links=(Link("Paper", "javascript:1"), Link("Code", "=cmd"))))
    assert (row["link"], row["links"], row["arxiv_id"]) == ("", "", "")


@given(LISTS)
def test_any_text_makes_one_row_a_paper_and_no_formula(papers: list[Paper]) -> None:
    text = write_csv(papers)
    text.encode()
    found = rows(text)
    assert len(found) == len(papers)
    for row in found:
        assert set(row) == set(COLUMNS)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_the_bundled_papers_are_read_back_as_a_source() -> None:
    weeks = BundledSource().local().weeks
    parsed = read_csv(write_csv(paper for week in weeks for paper in week.papers), "mine.csv")
    assert parsed.complaints == ()
    assert parsed.weeks == tuple(
        Week.ending(week.end, tuple(coded(replace(paper, sources=())) for paper in week.papers)) for week in weeks
    )


def test_all_that_a_paper_has_is_read_back_as_a_source() -> None:
    paper = make_paper(
        10130,
        rank=1,
        title="=1+1: “quoted”; $x$ \\emph{y}",
        authors=("Ada Lovelace", "Erdős, Paul"),
        summary="In short:\n• first\n• second",
        arxiv_id=ArxivId("2303.10130", 2),
        links=(
            Link("Paper", "https://arxiv.org/abs/2303.10130v2"),
            Link("Code", "https://github.com/a/b"),
            Link("Tweet", "https://x.com/a/1"),
        ),
    )
    parsed = read_csv(write_csv([paper]), "mine.csv")
    assert parsed.complaints == ()
    assert [week.papers for week in parsed.weeks] == [(coded(paper),)]


@pytest.mark.parametrize(
    ("category", "cell"),
    [("Computation and Language", "cs.CL"), ("CS.cl", "cs.CL"), ("Our  Own", "Our Own"), ("", "")],
)
def test_a_category_is_one_word_whatever_a_list_calls_it(category: str, cell: str) -> None:
    assert only(make_paper(1, category=category))["category"] == cell
