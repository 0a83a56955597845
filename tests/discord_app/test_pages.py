from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.catalog import Catalog
from bot.catalog.results import SearchQuery
from bot.discord_app.pages import card_of, page_of_search, week_or_nearest, weeks_named
from tests.discord_app.interactions import all_text
from tests.factories import make_paper, make_week, make_weeks

CATALOG = Catalog(make_weeks(6))


async def test_a_card_knows_its_place_and_its_relatives() -> None:
    paper = CATALOG.papers[1]
    text = all_text(await card_of(CATALOG, paper))
    assert "No. 2 of 3" in text
    assert sum(other.title in text for other in CATALOG.papers) == 4


@pytest.mark.parametrize(
    ("expression", "category", "heading"),
    [
        ("", None, "## 20–26 March 2023"),
        ("march 2023", None, "## March 2023"),
        ("march 2023", "cs.CL", "**12 papers**"),
        ("2023-W11", "cs.CL", "## 13–19 March 2023"),
        ("whenever", None, "**No such week**"),
    ],
)
async def test_an_expression_leads_to_a_week_an_overview_or_what_is_near(
    expression: str, category: str | None, heading: str
) -> None:
    assert heading in all_text(await weeks_named(CATALOG, expression, category))


async def test_a_category_of_a_month_leaves_out_weeks_that_only_share_a_day_with_it() -> None:
    ends = [date(2023, 2, 26), date(2023, 3, 5), date(2023, 3, 26), date(2023, 4, 2)]
    weeks = [make_week(end, [make_paper(end.day, week=end, rank=1, title=f"Of {end}")]) for end in ends]
    catalog = Catalog([replace(week, start=week.end - timedelta(days=7)) for week in weeks])
    text = all_text(await weeks_named(catalog, "march 2023", "cs.CL"))
    assert "**2 papers**" in text
    assert "Of 2023-03-05" in text
    assert "Of 2023-03-26" in text


@pytest.mark.parametrize("day", [date(2023, 3, 26), date(2023, 3, 22)])
def test_a_week_is_found_by_any_of_its_days(day: date) -> None:
    assert "## 20–26 March 2023" in all_text(week_or_nearest(CATALOG, day))


def test_a_week_that_is_gone_offers_the_nearest_first() -> None:
    view = week_or_nearest(CATALOG, date(2023, 1, 1))
    labels = [str(getattr(item, "label", "")) for item in view.walk_children()]
    assert [label for label in labels if label.startswith("Week to")] == [
        "Week to 19 February 2023",
        "Week to 26 February 2023",
        "Week to 5 March 2023",
    ]


def test_a_week_that_is_gone_from_an_empty_list_is_said() -> None:
    assert "not in the list any more" in all_text(week_or_nearest(Catalog(()), date(2023, 3, 26)))


async def test_a_search_is_cut_into_pages_of_five() -> None:
    query = SearchQuery("study")
    pages = [all_text(await page_of_search(CATALOG, query, page=page)) for page in range(4)]
    assert [text.count("https://arxiv.org/abs/") for text in pages] == [5, 5, 5, 3]
    assert "16 to 18" in pages[3]
