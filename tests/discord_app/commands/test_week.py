from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.catalog import Catalog
from tests.discord_app.stage import Stage
from tests.factories import make_paper, make_week, make_weeks


@pytest.fixture(autouse=True)
def list_of_papers(stage: Stage) -> None:
    mixed = make_week(
        date(2023, 4, 2),
        [
            make_paper(1, week=date(2023, 4, 2), title="Words", category="Computation and Language"),
            make_paper(2, week=date(2023, 4, 2), title="Pictures", category="Computer Vision and Pattern Recognition"),
        ],
    )
    stage.catalog = Catalog([*make_weeks(3), mixed])


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        (None, "27 March – 2 April 2023"),
        ("latest", "27 March – 2 April 2023"),
        ("previous", "20–26 March 2023"),
        ("2023-03-22", "20–26 March 2023"),
        ("2023-W11", "13–19 March 2023"),
        ("april 2023", "27 March – 2 April 2023"),
    ],
)
async def test_shows_the_week_that_is_meant(stage: Stage, asked: str | None, span: str) -> None:
    options: dict[str, Any] = {} if asked is None else {"week": asked}
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week", **options)
    assert f"## {span}" in reply.text()


async def test_shows_every_paper_with_its_sentence_and_a_way_to_its_card(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week")
        ids = [str(one.get("custom_id", "")) for one in reply.message.components_flat()]
        card = await stage.reader.press(
            reply.message, custom_id=next(custom_id for custom_id in ids if custom_id.startswith("paper:"))
        )
    assert "Words" in reply.text()
    assert "We study thing 2." in reply.text()
    assert sum(custom_id.startswith("paper:") for custom_id in ids) == 2
    assert "It works well. It is released." in card.text()


async def test_a_month_shows_its_weeks(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week", week="March 2023")
        assert "3 weeks · 9 papers" in reply.text()
        opened = await stage.reader.press(reply.message, custom_id="week:2023-03-19:0::")
    assert "## 13–19 March 2023" in opened.text()


@pytest.mark.parametrize("category", ["cs.CV", "Computer Vision and Pattern Recognition", "computer vision"])
async def test_keeps_to_a_category_by_code_or_name(stage: Stage, category: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week", category=category)
    assert "Pictures" in reply.text()
    assert "Words" not in reply.text()


async def test_a_category_of_a_month_lists_its_papers(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week", week="2023", category="cs.CV")
    assert "**1 paper**" in reply.text()
    assert "Pictures" in reply.text()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("2023-02-30", "not a date"),
        ("soon", "not a week I can read"),
        ("2019-01-01", "2019"),
        ("x" * 100, "not a week"),
    ],
)
async def test_says_why_there_is_no_such_week_and_offers_the_nearest(stage: Stage, asked: str, sentence: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week", week=asked)
        assert "No such week" in reply.text()
        assert sentence in reply.text()
        ids = [one["custom_id"] for one in reply.message.components_flat() if one.get("custom_id")]
        nearest = await stage.reader.press(reply.message, custom_id=ids[0])
    assert "of Things" in nearest.text() or "Words" in nearest.text()
    assert nearest.edited


async def test_suggests_weeks_and_categories(stage: Stage) -> None:
    async with stage.bot():
        weeks = await stage.reader.complete(stage.papers, "week", option="week", typed="")
        march = await stage.reader.complete(stage.papers, "week", option="week", typed="mar")
        fields = await stage.reader.complete(stage.papers, "week", option="category", typed="vision")
    assert weeks[0].name == "27 March – 2 April 2023 · 2 papers"
    assert "20–26 March 2023 · 3 papers" in [choice.name for choice in march]
    assert [choice.name for choice in fields] == ["Computer Vision and Pattern Recognition · 1 paper"]


async def test_answers_without_any_weeks(stage: Stage) -> None:
    stage.catalog = Catalog(())
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "week")
    assert "no papers here yet" in reply.text()
