from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.discord_app.commands.choices import (
    Choice,
    category_choices,
    offer,
    paper_choices,
    plain_choices,
    source_choices,
    week_choices,
)
from bot.discord_app.text.markdown import length
from tests.discord_app.interactions import NotedInteraction
from tests.discord_app.stage import Stage
from tests.factories import make_paper, make_week, make_weeks

CATALOG = Catalog(make_weeks(3))
TYPED = {"options": [{"name": "paper", "value": "my secret words"}]}


def names(choices: object) -> list[str]:
    assert isinstance(choices, list)
    return [choice.name for choice in choices]


def test_a_week_is_offered_with_its_days_and_count_newest_first() -> None:
    first, *_ = week_choices(CATALOG, "")
    assert (first.name, first.value) == ("20–26 March 2023 · 3 papers", "2023-03-26")


def test_years_and_months_are_offered_with_their_counts_and_are_understood() -> None:
    catalog = Catalog(make_weeks(60))
    year, month, *_ = week_choices(catalog, "2023")
    assert (year.name, year.value) == ("2023 · 13 weeks · 39 papers", "2023")
    assert (month.name, month.value) == ("March 2023 · 4 weeks · 12 papers", "March 2023")
    assert [week.end.month for week in catalog.weeks_for(month.value).weeks] == [3, 3, 3, 3]


def test_sources_are_offered_by_any_part_of_their_name_with_counts() -> None:
    papers = [make_paper(1, sources=("bundled", "living-list")), make_paper(2, sources=("living-list",))]
    catalog = Catalog([make_week(papers=papers)])
    assert names(list(source_choices(catalog, ""))) == ["living-list · 2 papers", "bundled · 1 paper"]
    assert names(list(source_choices(catalog, " BUND"))) == ["bundled · 1 paper"]
    assert not list(source_choices(catalog, "theirs"))


def test_a_paper_is_offered_with_its_week_and_named_exactly() -> None:
    first, *_ = paper_choices(CATALOG, "")
    paper = CATALOG.find(first.value)
    assert paper is CATALOG.latest.papers[0]  # type: ignore[union-attr]
    assert first.name == f"{paper.title} · 20–26 March 2023"


def test_categories_are_offered_by_any_part_of_their_name_with_counts() -> None:
    assert names(list(category_choices(CATALOG, "COMPUTATION"))) == ["Computation and Language · 9 papers"]
    assert not list(category_choices(CATALOG, "biology"))


def test_plain_names_are_offered_once_each() -> None:
    offered = plain_choices(["weekly", "Weekly vision", "weekly", "nlp", "x" * 101], "WEEK")
    assert names(list(offered)) == ["weekly", "Weekly vision"]
    assert not list(plain_choices(["x" * 101], ""))


async def offered(choices: Callable[[], Iterable[Choice]], failure: Exception | None = None) -> list[str]:
    interaction: Any = NotedInteraction(data=TYPED, failure=failure)
    assert await offer(interaction, choices) == [], "discord.py would answer a second time"
    return [name for _, name, _ in interaction.noted]


async def test_never_offers_more_than_discord_takes() -> None:
    catalog = Catalog(make_weeks(30))
    assert len(await offered(lambda: paper_choices(catalog, ""))) == 25
    assert len(await offered(lambda: week_choices(catalog, ""))) == 25


async def test_a_fault_offers_nothing_and_is_logged_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> list[Choice]:
        raise RuntimeError("cannot read 'my secret words'")

    with caplog.at_level(logging.DEBUG):
        assert await offered(fail) == []
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def refused(status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="")
    return discord.HTTPException(response, {"code": code, "message": "made up"})


@pytest.mark.parametrize(
    ("failure", "logged"),
    [
        (refused(404, 10062), 0),
        (refused(503, 0), 0),
        (ConnectionResetError(), 0),
        (RuntimeError("Session is closed"), 0),
        (refused(400, 50035), 1),
    ],
    ids=str,
)
async def test_suggestions_that_are_not_taken_end_there(
    failure: Exception, logged: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(asyncio.CancelledError):
        await offered(lambda: week_choices(CATALOG, ""), failure)
    assert len(caplog.records) == logged


async def test_suggestions_that_come_too_late_leave_no_member_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with stage.bot():
        fault = stage.world.faults.answer("POST", "/interactions/*/callback", status=404, code=10062, times=9)
        asking = asyncio.create_task(stage.reader.complete(stage.papers, "paper", option="paper", typed="words"))
        await stage.world.wait_until(lambda: fault.met, "nothing was offered")
        stage.world.faults.clear()
        await stage.reader.slash(stage.papers, "help")
        asking.cancel()
    assert fault.met == 1
    assert str(stage.reader.id) not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@settings(deadline=None)
@given(title=st.text(min_size=1, max_size=300), category=st.text(max_size=150))
def test_names_and_values_fit_whatever_the_papers_are_called(title: str, category: str) -> None:
    week = make_week(
        date(2023, 1, 1), [make_paper(1, week=date(2023, 1, 1), title=title, category=category, arxiv_id=None)]
    )
    catalog = Catalog([week])
    for choice in [*paper_choices(catalog, ""), *category_choices(catalog, ""), *week_choices(catalog, "")]:
        assert 1 <= length(choice.name) <= 100
        assert 1 <= length(choice.value) <= 100
