from __future__ import annotations

from typing import Any

import pytest

from bot.catalog import Catalog
from tests.discord_app.stage import Stage
from tests.factories import make_paper, make_week, make_weeks


@pytest.fixture(autouse=True)
def list_of_papers(stage: Stage) -> None:
    other = make_paper(9, title="Diffusion of Gases", category="cs.CV", abstract="Gases diffuse. " * 3)
    *older, newest = make_weeks(3)
    stage.catalog = Catalog([*older, make_week(newest.end, [*newest.papers, other])])


async def test_ranks_and_counts_and_sets_off_what_matched(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "search", query="diffusion")
    assert "**1 paper**" in reply.text()
    assert "Diffusion of Gases" in reply.text()
    assert "**diffuse**" in reply.text()


@pytest.mark.parametrize(
    ("options", "total"),
    [
        ({}, "**9 papers**"),
        ({"since": "2023-03-20"}, "**3 papers**"),
        ({"until": "2023-03-19"}, "**6 papers**"),
        ({"since": "2023-03-13", "until": "2023-03-19"}, "**3 papers**"),
        ({"since": "march 2023", "until": "2023-W12"}, "**9 papers**"),
        ({"category": "cs.CL"}, "**9 papers**"),
        ({"category": "Computation and Language", "since": "latest"}, "**3 papers**"),
    ],
)
async def test_keeps_to_its_filters(stage: Stage, options: dict[str, Any], total: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "search", query="study", **options)
    assert total in reply.text()


@pytest.mark.parametrize("query", ["2303.00009", "https://arxiv.org/abs/2303.00009"])
async def test_an_id_or_link_leads_straight_to_the_paper(stage: Stage, query: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "search", query=query)
    assert "No. 9 of 9" in reply.text()
    assert "Gases diffuse." in reply.text()


async def test_nothing_found_offers_what_would_find_something(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "search", query="diffusion", category="cs.CL")
        assert "Nothing found" in reply.text()
        offered = reply.message.components_flat()
        offer = next(one for one in offered if str(one.get("label", "")).startswith("diffusion"))
        found = await stage.reader.press(reply.message, custom_id=offer["custom_id"])
    assert "Diffusion of Gases" in found.text()
    assert found.edited


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"since": "soonish"}, "“since” is not a date I can read"),
        ({"until": "2023-02-30"}, "not a date"),
        ({"since": "2023-03-20", "until": "2023-03-01"}, "Please swap them"),
        ({"category": "cs.CVV"}, "Did you mean “cs.CV”?"),
    ],
)
async def test_a_filter_that_cannot_be_read_is_answered_privately(
    stage: Stage, options: dict[str, Any], sentence: str
) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "search", query="study", **options)
    assert sentence in reply.text()
    assert "PB-" not in reply.text()
    assert reply.ephemeral


@pytest.mark.parametrize("query", ['"', "AND OR NOT", "*", "\x00", "<@&1> @everyone", "x" * 200, "(((", "title:"])
async def test_any_text_is_a_query(stage: Stage, query: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "search", query=query)
    assert "PB-" not in reply.text()
    assert not reply.message.pings


async def test_suggests_categories_and_weeks(stage: Stage) -> None:
    async with stage.bot():
        fields = await stage.reader.complete(stage.papers, "search", option="category", typed="language", query="x")
        since = await stage.reader.complete(stage.papers, "search", option="since", typed="2023-03-1", query="x")
        until = await stage.reader.complete(stage.papers, "search", option="until", typed="", query="x")
    assert [choice.value for choice in fields] == ["Computation and Language"]
    assert "2023-03-19" in [choice.value for choice in since]
    assert [choice.value for choice in until] == ["2023-03-26", "2023-03-19", "2023-03-12"]


async def test_keeps_to_a_source_on_every_page(stage: Stage) -> None:
    papers = [make_paper(number, sources=("ours",) if number % 2 else ("bundled",)) for number in range(1, 15)]
    stage.catalog = Catalog([make_week(papers=papers)])
    async with stage.bot():
        offered = await stage.reader.complete(stage.papers, "search", option="source", typed="our")
        reply = await stage.reader.slash(stage.papers, "search", query="study", source="OURS")
        assert "**7 papers** · 1 to 5 · from ours" in reply.text()
        assert "Page 1 of 2" in str(reply.message.components_flat())
        following = await stage.reader.press(reply.message, label="Next →")
        refused = await stage.reader.slash(stage.papers, "search", query="study", source="theirs")
    assert [(choice.name, choice.value) for choice in offered] == [("ours · 7 papers", "ours")]
    assert "6 to 7 · from ours" in following.text()
    assert "is no source of papers here. There are “bundled”, “ours”." in refused.text()
