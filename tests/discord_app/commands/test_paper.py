from __future__ import annotations

from typing import Any

import pytest

from bot.arxiv import ArxivId
from bot.catalog import Catalog
from bot.settings.models import RepliesSettings, Settings
from tests.discord_app.stage import Stage
from tests.factories import SUNDAY, make_paper, make_week

SPARKS = make_paper(
    1,
    title="Sparks of *Artificial* General Intelligence",
    arxiv_id=ArxivId("2303.12712"),
    abstract="We contend that $\\epsilon$ is small. @everyone should read on.",
)
OTHER = make_paper(2, title="Reflexion", abstract="Language agents learn from words. Their intelligence is small.")


@pytest.fixture(autouse=True)
def list_of_papers(stage: Stage) -> None:
    stage.catalog = Catalog([make_week(SUNDAY, [SPARKS, OTHER])])


@pytest.mark.parametrize(
    "asked",
    [
        "Sparks of *Artificial* General Intelligence",
        "sparks of artificial general intelligence",
        "2303.12712",
        "arXiv:2303.12712v3",
        "https://arxiv.org/abs/2303.12712",
        "http://www.arxiv.org/pdf/2303.12712v2.pdf",
        "https://doi.org/10.48550/arXiv.2303.12712",
        "2303.12712@2023-03-26",
    ],
)
async def test_finds_a_paper_by_whatever_names_it(stage: Stage, asked: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper=asked)
    text = reply.text()
    assert "General Intelligence](https://arxiv.org/abs/2303.12712)" in text
    assert "No. 1 of 2 · week to 26 March 2023" in text
    assert "is small." in text


async def test_text_of_the_list_does_nothing_in_discord(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper="2303.12712")
    assert not reply.message.pings
    assert r"\*Artificial\*" in reply.text()


async def test_related_papers_are_one_click_away(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper="2303.12712")
        [button] = [
            one for one in reply.message.components_flat() if str(one.get("custom_id", "")).startswith("paper:")
        ]
        opened = await stage.reader.press(reply.message, custom_id=button["custom_id"])
    assert "Reflexion" in opened.text()
    assert opened.ephemeral


async def test_an_unknown_title_is_answered_with_the_nearest(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper="reflection agents")
    assert "No title matches “reflection agents”" in reply.text()
    assert "Reflexion" in reply.text()


@pytest.mark.parametrize("asked", ["?", "   ", "<@1>", "2303.99999", "x" * 200, "\u202e𝔛" * 50])
async def test_whatever_is_typed_has_an_answer(stage: Stage, asked: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper=asked)
    assert "No title matches" in reply.text() or "Not in the list" in reply.text()
    assert not reply.message.pings


@pytest.mark.parametrize("typed", ["spraks", "artificial gen", "2303.127", "general inteligence"])
async def test_suggests_while_typing_and_takes_its_own_suggestion(stage: Stage, typed: str) -> None:
    async with stage.bot():
        first, *_ = await stage.reader.complete(stage.papers, "paper", option="paper", typed=typed)
        reply = await stage.reader.slash(stage.papers, "paper", paper=first.value)
    assert first.name == "Sparks of *Artificial* General Intelligence · 20–26 March 2023"
    assert "2303.12712" in reply.text()


@pytest.mark.parametrize(
    ("default", "chosen", "private"),
    [
        ("public", None, False),
        ("private", None, True),
        ("public", "Only me", True),
        ("private", "Everyone", False),
    ],
)
async def test_who_sees_it_is_the_askers_choice(stage: Stage, default: str, chosen: str | None, private: bool) -> None:
    stage.settings = Settings(replies=RepliesSettings.model_validate({"paper": default}))
    options: dict[str, Any] = {} if chosen is None else {"visibility": chosen}
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper="Reflexion", **options)
    assert reply.ephemeral is private


async def test_works_in_direct_messages_and_wherever_somebody_brings_it(stage: Stage) -> None:
    world = stage.world
    alone = world.add_user("Cleo")
    elsewhere = world.add_guild("Another server", with_bot=False)
    there = elsewhere.add_channel("general")
    async with stage.bot():
        replies = [
            await stage.reader.slash(world.dm(stage.reader.account), "paper", paper="Reflexion"),
            await alone.slash(
                world.private_channel(alone, stage.reader.account), "paper", paper="Reflexion", user_install=True
            ),
            await elsewhere.add_member("Dan").slash(there, "paper", paper="Reflexion", user_install=True),
        ]
    assert all("Language agents learn from words." in reply.text() for reply in replies)


async def test_answers_without_any_papers(stage: Stage) -> None:
    stage.catalog = Catalog(())
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "paper", paper="Reflexion")
        assert await stage.reader.complete(stage.papers, "paper", option="paper", typed="r") == []
    assert "No title matches" in reply.text() or "Not in the list" in reply.text()


@pytest.mark.parametrize(
    ("command", "options"),
    [("paper", {"paper": "qwzxqwzx"}), ("search", {"query": "qwzxqwzx"}), ("week", {"week": "june 1999"})],
)
async def test_that_nothing_was_found_is_nobody_elses_business_unless_wanted(
    stage: Stage, command: str, options: dict[str, Any]
) -> None:
    async with stage.bot():
        alone = await stage.reader.slash(stage.papers, command, **options)
        aloud = await stage.reader.slash(stage.papers, command, **options, visibility="Everyone")
    assert alone.text() == aloud.text()
    assert (alone.ephemeral, aloud.ephemeral) == (True, False)
