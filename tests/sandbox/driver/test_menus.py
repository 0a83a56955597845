"""Commands of context menus: on messages, on people, offered as Discord offers them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import DriverError
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

Interaction = discord.Interaction[Any]


@app_commands.context_menu(name="Count Words")
async def count_words(interaction: Interaction, message: discord.Message) -> None:
    told = f"{message.author.display_name} said {len(message.content.split())} words in #{message.channel}"
    await interaction.response.send_message(told, ephemeral=True)


@app_commands.context_menu(name="Greet")
async def greet(interaction: Interaction, user: discord.User) -> None:
    await interaction.response.send_message(f"Hello {user.mention}")


@app_commands.context_menu(name="Warn")
@app_commands.guild_only()
@app_commands.default_permissions(moderate_members=True)
async def warn(interaction: Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"{member.display_name} joined {member.joined_at:%B %Y}", ephemeral=True)


class MenuBot(discord.Client):
    """Has commands in context menus, and a slash command of the same name as one of them."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        commands: list[Any] = [
            count_words,
            greet,
            warn,
            app_commands.Command(name="greet", description="Greets", callback=_greet_all),
        ]
        for command in commands:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def _greet_all(interaction: Interaction) -> None:
    await interaction.response.send_message("Hello everybody")


@pytest.fixture
async def menus(live: Town) -> AsyncIterator[Town]:
    async with connected(live.sandbox, MenuBot()):
        yield live


async def test_a_command_is_used_on_a_message(menus: Town) -> None:
    # Its words are seen although the bot has no intent for them.
    message = menus.chief.say(menus.general, "three little words")
    reply = await menus.ada.use(message, "Count Words")
    assert reply.text() == "Chief said 3 words in #general"
    assert reply.ephemeral
    assert reply.message.interaction is not None
    assert reply.message.interaction["target_message_id"] == str(message.id)
    assert reply.message.payload()["type"] == 23


async def test_a_command_is_used_on_a_member(menus: Town) -> None:
    reply = await menus.chief.use(menus.ada, "Warn", channel=menus.news)
    assert reply.text().startswith("Ada joined ")
    assert reply.message.channel is menus.news
    assert reply.message.interaction is not None
    assert reply.message.interaction["target_user"]["id"] == str(menus.ada.id)


async def test_the_first_channel_that_both_see_will_do(menus: Town) -> None:
    reply = await menus.ada.use(menus.chief, "Greet")
    assert (reply.text(), reply.message.channel) == (f"Hello {menus.chief.mention}", menus.general)
    with pytest.raises(DriverError, match="Ada shares no channel with Stranger"):
        await menus.ada.use(menus.sandbox.add_user("Stranger"), "Greet")


async def test_a_menu_and_a_slash_command_may_be_alike(menus: Town) -> None:
    assert (await menus.ada.slash(menus.general, "greet")).text() == "Hello everybody"
    dm = menus.sandbox.dm(menus.ada)
    assert (await menus.ada.use(menus.sandbox.bot_user, "Greet", channel=dm)).message.channel is dm


async def test_menus_offer_what_discord_offers(menus: Town) -> None:
    message = menus.chief.say(menus.general, "words")
    with pytest.raises(
        DriverError, match="no command “Greet” for messages; registered are: “Count Words” for messages"
    ):
        await menus.ada.use(message, "Greet")
    with pytest.raises(DriverError, match="Ada is not offered “Warn” for accounts: it needs"):
        await menus.ada.use(menus.chief, "Warn")
    assert (await menus.ada.use(menus.chief, "Warn", bypass_permissions=True)).ephemeral
    with pytest.raises(DriverError, match="“Warn” for accounts is not offered in"):
        await menus.ada.use(menus.sandbox.bot_user, "Warn", channel=menus.sandbox.dm(menus.ada))


async def test_menus_need_something_to_click(menus: Town) -> None:
    message = menus.chief.say(menus.general, "words")
    hidden = await menus.ada.use(message, "Count Words")
    with pytest.raises(DriverError, match="a message that only one person sees"):
        await menus.ada.use(hidden.message, "Count Words")
    menus.chief.delete(message)
    with pytest.raises(DriverError, match="The message is gone"):
        await menus.ada.use(message, "Count Words")
    with pytest.raises(DriverError, match="Stranger is not in #general"):
        await menus.ada.use(menus.sandbox.add_user("Stranger"), "Greet", channel=menus.general)
    menus.general.set_overwrite(menus.guild.everyone, deny=("view_channel",))
    with pytest.raises(DriverError, match="Ada cannot see #general"):
        await menus.ada.use(menus.chief, "Greet", channel=menus.general)
