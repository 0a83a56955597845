"""What Paperboy itself writes, it reads: the answers of ``--json``, and the CSV that it exports."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest

from bot.arxiv.taxonomy import find_category
from bot.dataset.parsed import Parsed
from bot.dataset.tables.csv_list import read_csv
from bot.dataset.tables.json_list import read_json
from bot.dataset.tables.markdown_list import read_papers
from bot.exports.spreadsheet import write_csv
from bot.models import Link, Paper
from bot.terminal.as_json import dumps, papers_object
from tests.factories import make_paper

BUNDLED = read_papers(
    resources.files("bot.dataset").joinpath("data/papers-of-the-week.md").read_text("utf-8"), "bundled"
)
SPECIAL = make_paper(
    1,
    title='=1+1, "quoted"; and | piped',
    category="",
    abstract="First paragraph.\n\nSecond, with $\\alpha$ and <think>.",
    summary="It works.\n• one\n• two\n1. three",
    arxiv_id=None,
    links=(
        Link("Paper", "https://a.b/c"),
        Link("Technical Report", "https://a.b/d"),
        Link("Code", "https://github.com/x/y"),
        Link("Tweet", "https://x.com/y/status/1"),
    ),
)


def papers(parsed: Parsed) -> list[Paper]:
    assert parsed.complaints == ()
    return [paper for week in parsed.weeks for paper in week.papers]


def by_code(paper: Paper) -> Paper:
    """Name the category as a spreadsheet does, by arXiv's code where there is one."""
    category = find_category(paper.category)
    return paper if category is None else replace(paper, category=category.code)


@pytest.mark.parametrize("given", [papers(BUNDLED), [SPECIAL]], ids=["bundled", "special"])
def test_json_and_csv_come_back_as_they_were(given: list[Paper]) -> None:
    for indent in (None, 2):
        found = papers(read_json(dumps(papers_object(given), indent=indent), "json"))
        assert [replace(paper, authors=()) for paper in found] == given
    assert [replace(paper, authors=()) for paper in papers(read_csv(write_csv(given), "csv"))] == list(
        map(by_code, given)
    )


def test_authors_come_back_from_csv() -> None:
    given = replace(SPECIAL, authors=("Ada Lovelace", "Babbage, Charles", "OpenAI"))
    assert papers(read_csv(write_csv([given]), "csv")) == [given]
