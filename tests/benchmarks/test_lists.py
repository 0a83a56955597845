from __future__ import annotations

import pytest

from bot.catalog import Catalog, SearchQuery
from bot.dataset import read_papers
from bot.dataset.weekly_pages import read_weekly_pages
from tests.benchmarks.lists import LIVING_PAGE, living_pages, queries, repeated_list, typed_titles


def test_a_repeated_list_holds_that_many_papers_all_different() -> None:
    parsed = read_papers(repeated_list(250), "list")
    papers = [paper for week in parsed.weeks for paper in week.papers]
    assert not parsed.complaints
    assert len(parsed.weeks) == 25
    assert len({paper.identity for paper in papers}) == len({paper.title for paper in papers}) == 250


@pytest.mark.skipif(not LIVING_PAGE.exists(), reason="the real page of 2023 is not beside the checkout")
def test_the_living_list_is_as_long_as_the_real_one_was() -> None:
    pages = living_pages(LIVING_PAGE.read_text(encoding="utf-8"))
    parsed = {year: read_weekly_pages(text, "list", page_year=year) for year, text in pages.items()}
    assert [len(one.weeks) for one in parsed.values()] == [52, 52, 52, 25]
    weeks = [week for one in parsed.values() for week in one.weeks]
    assert len({week.end for week in weeks}) == 181
    papers = [paper for week in weeks for paper in week.papers]
    assert len(papers) == 1810
    assert len({paper.identity for paper in papers}) > 1790


def test_most_of_what_is_asked_has_an_answer() -> None:
    catalog = Catalog(read_papers(repeated_list(250), "list").weeks)
    asked = list(queries(catalog.papers))
    found = [query for query in asked if catalog.search(SearchQuery(query), limit=1).hits]
    assert len(found) > 0.9 * len(asked)
    assert all(catalog.suggest_papers(typed) for typed in typed_titles(catalog.papers))
