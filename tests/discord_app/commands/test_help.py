from __future__ import annotations

from bot.catalog import Catalog
from tests.discord_app.stage import Stage


async def test_says_what_the_bot_knows_and_from_where(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "help")
    text = reply.text()
    assert "9 papers of 3 weeks" in text
    assert "The list on the shelf" in text
    assert reply.ephemeral


async def test_links_to_the_commands_after_a_restart_too(stage: Stage) -> None:
    for _ in range(2):
        async with stage.bot():
            reply = await stage.reader.slash(stage.papers, "help", visibility="Everyone")
        assert "</paper:" in reply.text()
        assert "</digest preview:" in reply.text()
        assert not reply.ephemeral


async def test_answers_without_any_papers(stage: Stage) -> None:
    stage.catalog = Catalog(())
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "help")
    assert "0 papers of 0 weeks" in reply.text()
