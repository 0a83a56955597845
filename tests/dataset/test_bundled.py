"""The list that comes with Paperboy, against what is known about it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from importlib import resources

import pytest

from bot.arxiv import ArxivId
from bot.arxiv.taxonomy import find_category
from bot.dataset import Parsed, read_papers
from bot.models import Link, Paper

RAW = resources.files("bot.dataset").joinpath("data/papers-of-the-week.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return read_papers(RAW, "bundled")


@pytest.fixture(scope="module")
def papers(parsed: Parsed) -> list[Paper]:
    return [paper for week in parsed.weeks for paper in week.papers]


def test_how_much_there_is(parsed: Parsed, papers: list[Paper]) -> None:
    assert len(papers) == 106
    assert parsed.complaints == ()
    assert [week.end for week in parsed.weeks] == [date(2023, 1, 8) + timedelta(weeks=number) for number in range(12)]
    assert [len(week.papers) for week in parsed.weeks] == [8, 8, 9, 9, 10, 10, 9, 9, 7, 9, 9, 9]
    assert len({paper.category for paper in papers}) == 11


def test_every_category_is_one_of_arxiv_s(papers: list[Paper]) -> None:
    assert all(find_category(paper.category) for paper in papers)
    assert Counter(paper.category for paper in papers)["Economics > General Economics"] == 1


def test_every_paper_has_its_identifier_and_all_but_one_a_tweet(papers: list[Paper]) -> None:
    assert all(paper.arxiv_id is not None and paper.abstract and paper.links[0].label == "Paper" for paper in papers)
    assert len({paper.identity for paper in papers}) == 106
    assert [paper.title for paper in papers if len(paper.links) != 2] == [
        "Tuning computer vision models with task rewards"
    ]
    assert {link.label for paper in papers for link in paper.links[1:]} == {"Tweet"}


def test_versions_are_kept_apart(papers: list[Paper]) -> None:
    assert {paper.arxiv_id for paper in papers if paper.arxiv_id and paper.arxiv_id.version} == {
        ArxivId("2303.08774", 2),
        ArxivId("2301.04104", 1),
    }


def test_the_first_paper_of_the_latest_week(papers: list[Paper]) -> None:
    paper = next(paper for paper in papers if paper.week == date(2023, 3, 26) and paper.rank == 1)
    assert paper.title == "Sparks of Artificial General Intelligence: Early experiments with GPT-4"
    assert paper.links == (
        Link("Paper", "https://arxiv.org/pdf/2303.12712"),
        Link("Tweet", "https://twitter.com/dair_ai/status/1639991716349460481?s=20"),
    )


def test_ranks_follow_the_file(parsed: Parsed) -> None:
    for week in parsed.weeks:
        places = [RAW.index(f"| {week.end} | {paper.title} ") for paper in week.papers]
        assert places == sorted(places)
        assert [paper.rank for paper in week.papers] == list(range(1, len(places) + 1))


def test_text_is_exactly_as_given(papers: list[Paper]) -> None:
    assert "\\|" not in RAW
    for paper in papers:
        assert f"| {paper.title} " in RAW
        assert f"| {paper.abstract} " in RAW
    text = "".join(paper.title + paper.abstract for paper in papers)
    for sign in ("$", "\\", "Σ", "%", "~"):
        assert text.count(sign) == sum(
            line.split(" | ", 4)[1].count(sign) + line.split(" | ", 4)[3].count(sign) for line in rows()
        )


def rows() -> list[str]:
    return RAW.splitlines()[2:]
