from __future__ import annotations

from datetime import date

from bot.catalog import Catalog
from bot.discord_app.custom_ids.kinds import OpenPaper
from tests.discord_app.stage import Stage
from tests.factories import make_paper, make_week, make_weeks


async def test_a_card_is_shown_to_whoever_pressed_and_to_nobody_else(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.admin.slash(stage.papers, "week")
        before = week.text()
        card = await stage.reader.press(week.message, custom_id="paper:2023-03-26:2303.01682")
    assert card.ephemeral
    assert "It works well. It is released." in card.text()
    assert week.text() == before


async def test_the_entry_of_the_week_that_was_shown_is_opened(stage: Stage) -> None:
    first, second = date(2023, 3, 19), date(2023, 3, 26)
    twice = [make_paper(7, week=week, rank=rank) for week, rank in ((first, 1), (second, 2))]
    stage.catalog = Catalog([make_week(first, twice[:1]), make_week(second, [make_paper(8), *twice[1:]])])
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week", week="2023-03-19")
        card = await stage.reader.press(week.message, custom_id=OpenPaper("2303.00007", first).encode())
    assert "No. 1 of 1 · week to 19 March 2023" in card.text()


async def test_buttons_of_before_a_restart_still_work(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
    async with stage.bot():
        card = await stage.reader.press(week.message, custom_id="paper:2023-03-26:2303.01682")
    assert "It is released." in card.text()


async def test_a_paper_that_is_gone_is_answered_with_its_week(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        stage.catalog = Catalog([make_week(date(2023, 3, 26), [make_paper(5, title="What is left")])])
        gone = await stage.reader.press(week.message, custom_id="paper:2023-03-26:2303.01682")
        [left] = await gone.wait_for_followups(1)
    assert "not in the list any more" in gone.message.text()
    assert "What is left" in left.text()
    assert gone.ephemeral
    assert left.ephemeral


async def test_a_paper_whose_week_is_gone_too_is_answered_with_the_nearest_weeks(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        stage.catalog = Catalog(make_weeks(2, last=date(2023, 1, 29)))
        gone = await stage.reader.press(week.message, custom_id="paper:2023-03-26:2303.01682")
        [left] = await gone.wait_for_followups(1)
    labels = [str(one.get("label")) for one in left.components_flat()]
    assert "Week to 29 January 2023" in labels
