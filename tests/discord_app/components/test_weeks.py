from __future__ import annotations

from datetime import date

import pytest

from bot.catalog import Catalog
from bot.discord_app.custom_ids.kinds import ShowMonth, ShowWeek
from tests.discord_app.stage import Stage
from tests.factories import make_week, make_weeks


async def test_the_askers_own_answer_is_turned_in_place(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week", week="2023-03-19")
        older = await stage.reader.press(week.message, custom_id=ShowWeek(date(2023, 3, 12)).encode())
    assert older.edited
    assert "## 6–12 March 2023" in week.text()


async def test_somebody_elses_answer_stays_as_it_is(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        older = await stage.admin.press(week.message, custom_id=ShowWeek(date(2023, 3, 19)).encode())
    assert older.ephemeral
    assert "## 13–19 March 2023" in older.text()
    assert "## 20–26 March 2023" in week.text()


async def test_what_only_the_presser_sees_is_turned_in_place(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.admin.slash(stage.papers, "week")
        private = await stage.reader.press(week.message, custom_id=ShowWeek(date(2023, 3, 19)).encode())
        again = await stage.reader.press(private.message, custom_id=ShowWeek(date(2023, 3, 12)).encode())
    assert again.edited
    assert "## 6–12 March 2023" in private.text()


async def test_a_long_week_has_pages(stage: Stage) -> None:
    stage.catalog = Catalog(make_weeks(1, papers=23))
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        await stage.reader.press(week.message, custom_id=ShowWeek(date(2023, 3, 26), 1, origin="on").encode())
        assert "Part 1691" in week.text()
        await stage.reader.press(week.message, custom_id=ShowWeek(date(2023, 3, 26), 2, origin="on").encode())
    assert "Part 1703" in week.text()


async def test_a_filter_stays_on_while_turning(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week", category="cs.CL")
        await stage.reader.press(week.message, custom_id=ShowWeek(date(2023, 3, 19), category="cs.CL").encode())
        assert "**3 of 3 papers**" in week.text()
        await stage.reader.press(week.message, label="All fields")
    assert "**3 papers**" in week.text()


async def test_a_week_of_many_is_chosen_in_a_list(stage: Stage) -> None:
    stage.catalog = Catalog([make_week(date(2023, 3, day)) for day in range(1, 31)])
    async with stage.bot():
        overview = await stage.reader.slash(stage.papers, "week", week="march 2023")
        chosen = ShowWeek(date(2023, 3, 25)).encode()
        week = await stage.reader.choose(overview.message, "pick-week:0", [chosen])
    assert week.edited
    assert "## 19–25 March 2023" in week.text()


async def test_a_year_leads_to_its_months_and_they_to_their_weeks(stage: Stage) -> None:
    stage.catalog = Catalog(make_weeks(40))
    async with stage.bot():
        year = await stage.reader.slash(stage.papers, "week", week="2022")
        month = await stage.reader.press(year.message, custom_id=ShowMonth(date(2022, 12, 1)).encode())
        assert month.edited
        assert "## December 2022" in year.text()
        await stage.reader.press(year.message, custom_id=ShowWeek(date(2022, 12, 25)).encode())
    assert "## 19–25 December 2022" in year.text()


async def test_a_month_that_is_gone_is_answered_with_what_is_near(stage: Stage) -> None:
    stage.catalog = Catalog(make_weeks(40))
    async with stage.bot():
        year = await stage.reader.slash(stage.papers, "week", week="2022")
        stage.catalog = Catalog(make_weeks(1))
        await stage.reader.press(year.message, custom_id=ShowMonth(date(2022, 12, 1)).encode())
        assert "No such week" in year.text()
        await stage.reader.press(year.message, label="Week to 26 March 2023")
    assert "## 20–26 March 2023" in year.text()


async def test_a_week_that_is_gone_is_answered_with_what_there_is(stage: Stage) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        stage.catalog = Catalog(make_weeks(1, last=date(2023, 2, 5)))
        await stage.reader.press(week.message, custom_id=ShowWeek(date(2023, 3, 19)).encode())
        assert "not in the list any more" in week.text()
        await stage.reader.press(week.message, label="Week to 5 February 2023")
    assert "## 30 January – 5 February 2023" in week.text()


@pytest.mark.parametrize("last_day", [date(2023, 3, 25), date(2023, 3, 26)])
async def test_the_week_of_a_digest_is_shown_to_the_presser_alone(stage: Stage, last_day: date) -> None:
    """Also where the list has moved the ends of its weeks by a day since."""
    stage.set_digests(weekly=[stage.papers])
    async with stage.bot():
        await stage.admin.slash(stage.papers, "digest post")
        digest = next(message for message in stage.world.messages(stage.papers) if not message.ephemeral)
        before = digest.text()
        [button] = [one for one in digest.components_flat() if str(one.get("custom_id", "")).startswith("digest:")]
        stage.catalog = Catalog(make_weeks(3, last=last_day if last_day.day == 26 else date(2023, 4, 1)))
        reply = await stage.reader.press(digest, custom_id=button["custom_id"])
    assert reply.ephemeral
    assert "March" in reply.text()
    assert "3 papers" in reply.text()
    assert digest.text() == before
