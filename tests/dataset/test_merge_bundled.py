"""The list that comes with Paperboy, merged with a real page of the living list."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from bot.arxiv.taxonomy import find_category
from bot.dataset import Parsed, read_papers
from bot.dataset.merge import merge_weeks
from bot.dataset.weekly_pages import read_weekly_pages
from bot.models import Paper, Week

PAGE = Path(__file__).parents[3] / "shared" / "data" / "weekly-page-2023.md"

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason=f"the page of 2023 is not at {PAGE}")


@pytest.fixture(scope="module")
def bundled() -> Parsed:
    return read_papers(
        resources.files("bot.dataset").joinpath("data/papers-of-the-week.md").read_text("utf-8"), "bundled"
    )


@pytest.fixture(scope="module")
def page() -> Parsed:
    return read_weekly_pages(PAGE.read_text("utf-8"), "living", page_year=2023)


@pytest.fixture(scope="module")
def weeks(bundled: Parsed, page: Parsed) -> tuple[Week, ...]:
    return merge_weeks([("bundled", False, bundled.weeks), ("living", True, page.weeks)])


def by_reference(weeks: tuple[Week, ...]) -> dict[str, Paper]:
    return {paper.reference: paper for week in weeks for paper in week.papers}


def test_no_week_and_no_paper_is_there_twice(weeks: tuple[Week, ...], page: Parsed) -> None:
    assert len(weeks) == 52
    assert [len(week.papers) for week in weeks] == [10] * 52
    assert len(by_reference(weeks)) == 520
    assert [(week.start, week.end) for week in weeks] == [(week.start, week.end) for week in page.weeks]


def test_each_bundled_paper_has_the_best_of_both(bundled: Parsed, page: Parsed, weeks: tuple[Week, ...]) -> None:
    tabled, told, merged = by_reference(bundled.weeks), by_reference(page.weeks), by_reference(weeks)
    assert len(tabled) == 106
    assert {reference for reference, paper in merged.items() if paper.sources == ("bundled", "living")} == set(tabled)
    for reference, paper in tabled.items():
        best, other = merged[reference], told[reference]
        assert (best.title, best.category, best.abstract) == (paper.title, paper.category, paper.abstract)
        assert find_category(best.category)
        assert best.summary == other.summary != ""
        assert (best.rank, best.arxiv_id) == (other.rank, other.arxiv_id)
        assert best.links[: len(other.links)] == other.links


def test_the_other_papers_are_the_page_s(page: Parsed, weeks: tuple[Week, ...]) -> None:
    told = by_reference(page.weeks)
    others = [paper for paper in by_reference(weeks).values() if paper.sources == ("living",)]
    assert len(others) == 414
    assert all(paper.links == told[paper.reference].links for paper in others)
