from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arxiv.taxonomy import same_category
from bot.catalog import Catalog
from bot.catalog.sentences import opening_sentence
from bot.discord_app.custom_ids.kinds import PickWeek, ShowMonth, ShowWeek, category_key
from bot.discord_app.render.week import week_not_found, week_page, weeks_overview
from bot.discord_app.text.markdown import escape
from bot.errors import WeekNotFoundError
from bot.models import Week
from tests.discord_app.markdown import links
from tests.discord_app.render.checks import buttons, items, labels, opened, taken, texts, weeks_shown, whole
from tests.discord_app.render.hostile import NASTY, nastiest, weeks
from tests.factories import SUNDAY, make_paper, make_week, make_weeks


def test_every_week_shows_every_paper(catalog: Catalog) -> None:
    for week in catalog.weeks:
        page = week_page(week, older=catalog.older(week), newer=catalog.newer(week))
        taken(page, schema=True)
        assert [one.identity for one in opened(page)] == [paper.identity for paper in week.papers]
        for paper, text in zip(week.papers, texts(page)[1:], strict=True):
            assert text.startswith(rf"**{paper.rank}\. [")
            assert links(text)[0][1] == paper.url
            assert text.endswith(escape(opening_sentence(paper, 260)))


def test_every_week_in_every_category(catalog: Catalog) -> None:
    for week in catalog.weeks:
        for category in catalog.categories:
            page = week_page(week, category=category, older=catalog.older(week), newer=catalog.newer(week))
            taken(page)
            shown = len(opened(page))
            assert shown == sum(same_category(paper.category, category) for paper in week.papers)
            if not shown:
                assert whole(page).endswith(f"it has {len(week.papers)} papers in other fields.")
            assert ShowWeek(week.end, origin="all") in weeks_shown(page)


def test_the_heading_says_what_the_week_is_about(catalog: Catalog) -> None:
    latest = catalog.latest
    assert latest is not None
    assert texts(week_page(latest))[0].split("\n") == [
        "## 20–26 March 2023",
        "**9 papers** · Computation and Language 5 · Artificial Intelligence 2 · General Economics 1"
        " · Computer Vision and Pattern Recognition 1",
    ]


def test_neighbours_are_one_click_away_and_keep_the_category() -> None:
    older, week, newer = make_weeks(3)
    page = week_page(week, category="cs.CL", older=older, newer=newer)
    assert labels(page)[-3:] == ["← 6–12 March 2023", "All fields", "20–26 March 2023 →"]
    assert weeks_shown(page) == [
        ShowWeek(older.end, category="cs.CL"),
        ShowWeek(week.end, origin="all"),
        ShowWeek(newer.end, category="cs.CL"),
    ]
    assert weeks_shown(week_page(week)) == []


@pytest.mark.parametrize("category", ["cs.CL", "computation and language", "Computation and Language"])
def test_a_category_may_be_a_code_or_a_name(category: str) -> None:
    papers = (make_paper(1), make_paper(2, category="Robotics"), make_paper(3, category=""))
    page = week_page(make_week(papers=papers), category=category)
    assert [one.identity for one in opened(page)] == ["2303.00001"]
    assert texts(page)[0].endswith("**1 of 3 papers** · Computation and Language")


def test_a_category_that_does_not_fit_into_a_button_is_found_again() -> None:
    long = "Applied " * 20 + "Things"
    week = make_week(papers=[make_paper(1, category=long), make_paper(2)])
    page = week_page(week, category=category_key(long), older=make_week(SUNDAY - timedelta(7)))
    taken(page)
    assert [one.identity for one in opened(page)] == ["2303.00001"]
    assert category_key(long) not in whole(page)
    assert weeks_shown(page)[0].category == category_key(long)


def test_pages() -> None:
    week = make_week(papers=[make_paper(rank, rank=rank) for rank in range(1, 24)])
    pages = [week_page(week, page=page) for page in range(3)]
    assert [len(opened(page)) for page in pages] == [10, 10, 3]
    assert [labels(page)[-2] for page in pages] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [[one.disabled for one in buttons(page)[-3:]] for page in pages] == [
        [True, True, False],
        [False, True, False],
        [False, True, True],
    ]
    assert [one.page for one in weeks_shown(pages[1])] == [0, 2]
    assert texts(week_page(week, page=99)) == texts(pages[2])
    assert texts(week_page(week, page=-1)) == texts(pages[0])


def test_the_fullest_page_has_exactly_as_many_components_as_discord_takes() -> None:
    older, _, newer = make_weeks(3)
    week = make_week(older.end + timedelta(7), [make_paper(rank, rank=rank) for rank in range(1, 24)])
    assert taken(week_page(week, page=1, category="cs.CL", older=older, newer=newer), schema=True).components == 40


def test_a_week_without_papers_says_so() -> None:
    page = week_page(Week.ending(SUNDAY, ()), older=make_week(SUNDAY - timedelta(7)))
    taken(page)
    assert whole(page).endswith("The list has no papers for this week.")
    assert len(weeks_shown(page)) == 1


def test_a_paper_that_stands_twice_in_a_week_has_two_different_buttons() -> None:
    paper = make_paper()
    page = week_page(make_week(papers=[paper, replace(paper, rank=2)]))
    taken(page)
    assert len(opened(page)) == 2


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_nastiest_week(nasty: str) -> None:
    week = make_week(papers=[nastiest(rank, nasty) for rank in range(1, 12)])
    for category in (None, nasty):
        taken(week_page(week, category=category, older=make_week(), newer=make_week(date(2023, 4, 2))))
    taken(weeks_overview(nasty, [Week.ending(SUNDAY - timedelta(7 * n), week.papers) for n in range(12)]))


@settings(max_examples=30, deadline=None)
@given(weeks(), st.integers(-1, 3), st.none() | st.text(max_size=80))
def test_any_week(week: Week, page: int, category: str | None) -> None:
    taken(week_page(week, page=page, category=category))
    taken(weeks_overview("some weeks", [week]))


def test_a_month_at_a_glance(catalog: Catalog) -> None:
    named = catalog.weeks_for("march 2023")
    view = weeks_overview(named.label, named.weeks)
    taken(view, schema=True)
    assert texts(view)[0] == "## March 2023\n4 weeks · 34 papers"
    assert [one.end for one in weeks_shown(view)] == [week.end for week in named.weeks]
    assert texts(view)[1].startswith(
        "**20–26 March 2023** · 9 papers\n-# Sparks of Artificial General Intelligence: Early"
    )


def selects(view: discord.ui.LayoutView) -> list[discord.ui.Select[discord.ui.LayoutView]]:
    return [item for item in items(view) if isinstance(item, discord.ui.Select)]


@pytest.mark.parametrize(("count", "lists"), [(12, 0), (13, 1), (25, 1), (26, 2), (31, 2), (53, 3), (300, 8)])
def test_more_weeks_than_buttons_are_in_lists(count: int, lists: int) -> None:
    # Those of one month, as a list has them that calls a day a week, else of more months than there is room for.
    many = make_weeks(count)[::-1] if count > 31 else [make_week(date(2023, 3, 31 - back)) for back in range(count)]
    view = weeks_overview("2023", many)
    taken(view, schema=True)
    found = selects(view)
    assert len(found) == lists
    assert [PickWeek.decode(one.custom_id).index for one in found] == list(range(lists))
    options = [option for one in found for option in one.options]
    ways = [ShowWeek.decode(option.value) for option in options] or weeks_shown(view)
    assert [one.end for one in ways] == [week.end for week in many[:200]]
    assert all(len(option.label) <= 100 and len(option.description or "") <= 100 for option in options)


def test_the_weeks_of_a_year_are_gathered_by_month() -> None:
    year = [week for week in make_weeks(60, last=date(2024, 12, 29))[::-1] if week.end.year == 2024]
    view = weeks_overview("2024", year)
    taken(view, schema=True)
    assert texts(view)[0] == "## 2024\n52 weeks · 156 papers"
    assert texts(view)[1].startswith("**December 2024** · 5 weeks · 15 papers\n-# A Study of Things, Part ")
    assert len(texts(view)) == 13
    months = [ShowMonth.decode(one.custom_id or "") for one in buttons(view)]
    assert [one.first for one in months] == [date(2024, number, 1) for number in range(12, 0, -1)]


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_a_year_of_the_nastiest(nasty: str) -> None:
    papers = tuple(nastiest(rank, nasty) for rank in range(1, 11))
    year = [Week.ending(date(2024, 12, 29) - timedelta(weeks=back), papers) for back in range(52)]
    taken(weeks_overview(nasty, year))


def test_no_week_found_offers_the_nearest() -> None:
    near = (date(2023, 1, 8), date(2023, 1, 15), date(2023, 1, 8))
    view = week_not_found(WeekNotFoundError("2021-*", "There is no week for *2021*; try `latest`.", near))
    taken(view, schema=True, code=True)
    assert r"There is no week for \*2021\*; try `latest`." in whole(view)
    assert labels(view) == ["Week to 8 January 2023", "Week to 15 January 2023"]
    taken(week_not_found(WeekNotFoundError("x", "The list is empty.", ())))
