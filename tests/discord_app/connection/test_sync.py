from __future__ import annotations

import json
import logging

import discord
import pytest
from discord import app_commands

from bot.discord_app.client import PaperboyTree
from bot.discord_app.connection.endpoint import point_at
from bot.discord_app.connection.sync import command_digest, sync_if_changed
from bot.sandbox.server import Sandbox
from tests.discord_app.memory import MemoryNotes
from tests.discord_app.stage import Stage

PUT = ("PUT", "/applications/{application_id}/commands")


class Translated(app_commands.Translator):
    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _context: app_commands.TranslationContextTypes
    ) -> str | None:
        return "hallo" if locale is discord.Locale.german and string.message == "hello" else None


def tree_of(*names: str, description: str = "Say hello") -> PaperboyTree:
    tree = PaperboyTree(discord.Client(intents=discord.Intents(guilds=True)))
    for name in names:

        @app_commands.command(name=name, description=description)
        async def command(interaction: discord.Interaction) -> None:
            """Never called."""

        tree.add_command(command)
    return tree


async def test_the_same_commands_are_sent_once_however_often_the_bot_starts(stage: Stage) -> None:
    for _ in range(3):
        async with stage.bot():
            pass
    assert len(stage.world.sent(*PUT)) == 1


async def test_changed_commands_are_sent(stage: Stage) -> None:
    async with point_at(stage.world.api_url, stage.world.token):
        ids = [
            await sync_with(stage.world, stage.notes, tree)
            for tree in (
                tree_of("hello"),
                tree_of("hello"),
                tree_of("hello", "world"),
                tree_of("hello", description="New one"),
            )
        ]
    assert len(stage.world.sent(*PUT)) == 3
    assert list(ids[2]) == ["hello", "world"]
    assert ids[0] == ids[1]


async def sync_with(world: Sandbox, notes: MemoryNotes, tree: PaperboyTree) -> dict[str, int]:
    async with tree.client as client:
        await client.login(world.token)
        return dict(await sync_if_changed(tree, notes, world.application_id))


@pytest.mark.parametrize(
    ("status", "code", "advice"),
    [
        (403, 50001, "applications.commands"),
        (400, 50035, "please report this"),
        (503, 0, "when Discord can be reached"),
    ],
)
async def test_a_failure_is_logged_with_advice_and_tried_at_the_next_start(
    stage: Stage, status: int, code: int, advice: str, caplog: pytest.LogCaptureFixture
) -> None:
    stage.world.faults.answer("PUT", "/applications/*/commands", status=status, code=code)
    async with stage.bot():
        pass
    [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert advice in record.getMessage()
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "help")
    assert "</paper:" in reply.text()
    assert len(stage.world.sent(*PUT)) == 2


async def test_a_long_wait_is_named(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.world.faults.rate_limit("PUT", "/applications/*/commands", retry_after=600)
    async with stage.bot():
        pass
    assert "wait 600 seconds" in caplog.text


async def test_ids_of_earlier_commands_survive_a_failure(stage: Stage) -> None:
    async with point_at(stage.world.api_url, stage.world.token):
        known = await sync_with(stage.world, stage.notes, tree_of("hello"))
        stage.world.faults.drop("PUT", "/applications/*/commands", times=2)
        after = await sync_with(stage.world, stage.notes, tree_of("hello", "world"))
    assert after == known


async def test_the_fingerprint_knows_application_translation_and_nothing_of_order() -> None:
    plain, swapped, translated = tree_of("hello", "world"), tree_of("world", "hello"), tree_of("hello", "world")
    await translated.set_translator(Translated())
    digests = [await command_digest(tree, 1) for tree in (plain, swapped, translated)] + [
        await command_digest(plain, 2)
    ]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


async def test_what_is_noted_holds_no_token(stage: Stage) -> None:
    async with stage.bot():
        pass
    noted = json.loads(stage.notes.texts["commands-synced"])
    assert set(noted) == {"digest", "ids"}
    assert stage.world.token not in str(stage.notes.texts)
