from __future__ import annotations

from bot.catalog import Catalog, SearchQuery
from bot.dataset import read_papers
from tests.benchmarks.lists import queries, repeated_list, typed_titles


def test_a_repeated_list_holds_that_many_papers_all_different() -> None:
    parsed = read_papers(repeated_list(250), "list")
    papers = [paper for week in parsed.weeks for paper in week.papers]
    assert not parsed.complaints
    assert len(parsed.weeks) == 25
    assert len({paper.identity for paper in papers}) == len({paper.title for paper in papers}) == 250


def test_most_of_what_is_asked_has_an_answer() -> None:
    catalog = Catalog(read_papers(repeated_list(250), "list").weeks)
    asked = list(queries(catalog.papers))
    found = [query for query in asked if catalog.search(SearchQuery(query), limit=1).hits]
    assert len(found) > 0.9 * len(asked)
    assert all(catalog.suggest_papers(typed) for typed in typed_titles(catalog.papers))
