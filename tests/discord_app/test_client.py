from __future__ import annotations

import logging

import discord
import pytest

from bot.discord_app.client import rest_client
from bot.discord_app.connection.endpoint import point_at
from tests.discord_app.stage import Stage


async def test_asks_for_servers_only_and_remembers_neither_members_nor_messages(stage: Stage) -> None:
    async with stage.bot() as client:
        stage.reader.say(stage.papers, "hello")
        await stage.reader.slash(stage.papers, "help")
        assert client.intents == discord.Intents(guilds=True)
        assert not client.cached_messages
        assert [member.id for guild in client.guilds for member in guild.members] == [stage.world.bot_user.id]


async def test_is_ready_when_commands_are_answered(stage: Stage) -> None:
    async with stage.bot() as client:
        assert client.ready.is_set()
        reply = await stage.reader.slash(stage.papers, "help")
    assert "Paperboy" in reply.text()


async def test_answers_after_a_broken_gateway(stage: Stage) -> None:
    async with stage.bot():
        for _ in range(2):
            await stage.world.drop_gateway()
            reply = await stage.reader.slash(stage.papers, "help")
            assert "Paperboy" in reply.text()


async def test_asks_nobody_to_install_voice_libraries(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with stage.bot(), rest_client():
        pass
    assert not caplog.records


async def test_a_client_for_requests_registers_and_says_nothing(stage: Stage) -> None:
    async with point_at(stage.world.api_url, stage.world.token), rest_client() as client:
        await client.login(stage.world.token)
    assert {one.method for one in stage.world.requests} == {"GET"}


async def test_a_fault_in_a_command_has_one_number_for_member_and_log(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("bot.discord_app.commands.help.help_card", fail)
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "help", visibility="Everyone")
    number = next(word for word in reply.text().split() if word.startswith("PB-"))
    assert number in caplog.text
    assert "boom" in caplog.text
    assert reply.ephemeral


async def test_a_fault_in_a_suggestion_offers_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage.bot():
        monkeypatch.setattr(type(stage.catalog), "suggest_papers", None)
        assert await stage.reader.complete(stage.papers, "paper", option="paper", typed="private words") == []
    assert "PB-" in caplog.text
    assert "private" not in caplog.text
