"""Every message about every bundled paper and week, held against Discord's limits and its published API document."""

from __future__ import annotations

import pytest

from bot.catalog import Catalog, SearchQuery
from bot.digests.model import DigestContent
from bot.discord_app.render.digest import DigestRenderer
from bot.discord_app.render.paper import paper_card
from bot.discord_app.render.search import search_page
from bot.discord_app.render.week import week_page, weeks_overview
from bot.sandbox.limits import message_problems
from tests.discord_app.render.checks import taken
from tests.discord_schema import assert_valid

PAGE = 5


def test_every_card(catalog: Catalog) -> None:
    for paper in catalog.papers:
        taken(paper_card(paper, total=catalog.size_of_its_week(paper), related=catalog.related(paper)), schema=True)


def test_every_week_whole_and_by_each_of_its_categories(catalog: Catalog) -> None:
    for week in catalog.weeks:
        for category in [None, *dict.fromkeys(paper.category for paper in week.papers)]:
            view = week_page(week, category=category, older=catalog.older(week), newer=catalog.newer(week))
            taken(view, schema=True)


@pytest.mark.parametrize("expression", ["january 2023", "february 2023", "march 2023", "2023"])
def test_every_overview(catalog: Catalog, expression: str) -> None:
    answer = catalog.weeks_for(expression)
    taken(weeks_overview(answer.label, answer.weeks), schema=True)


def test_every_digest(catalog: Catalog) -> None:
    for week in catalog.weeks:
        for part in DigestRenderer().parts(DigestContent(digest="weekly", week=week, total=len(week.papers))):
            assert not message_problems(part.payload)
            assert_valid("MessageCreateRequest", part.payload)


def test_the_search_for_every_title(catalog: Catalog) -> None:
    for paper in catalog.papers:
        results = catalog.search(SearchQuery(paper.title), limit=PAGE)
        taken(search_page(results, page=0, page_size=PAGE), schema=True)
