"""Slash commands and context menus: what ``app_commands/basic`` shows."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from bot.sandbox import DriverError
from tests.sandbox.examples.base import ExampleBot, Interaction
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town


@app_commands.command()
async def hello(interaction: Interaction) -> None:
    """Greet the bot."""
    await interaction.response.send_message(f"Hi, {interaction.user.mention}")


@app_commands.command()
@app_commands.rename(first="one", second="other")
@app_commands.describe(first="What to begin with", second="What to add")
async def add(interaction: Interaction, first: int, second: int) -> None:
    """Add two numbers."""
    await interaction.response.send_message(f"{first} + {second} = {first + second}")


@app_commands.command()
@app_commands.guild_only()
@app_commands.describe(member="Whom to look up; yourself if you name nobody")
async def joined(interaction: Interaction, member: discord.Member | None = None) -> None:
    """Tell since when somebody is here."""
    found = member or interaction.user
    assert isinstance(found, discord.Member)
    assert found.joined_at is not None
    told = f"{found} is here since {discord.utils.format_dt(found.joined_at)}"
    await interaction.response.send_message(told)


@app_commands.context_menu(name="Show Join Date")
async def show_join_date(interaction: Interaction, member: discord.Member) -> None:
    assert member.joined_at is not None
    await interaction.response.send_message(f"{member} joined in {member.joined_at:%Y}", ephemeral=True)


@app_commands.context_menu(name="Report to Moderators")
async def report_message(interaction: Interaction, message: discord.Message) -> None:
    assert interaction.guild is not None
    log = discord.utils.get(interaction.guild.text_channels, name="log")
    assert log is not None
    embed = discord.Embed(title="Reported message", description=message.content, timestamp=message.created_at)
    embed.set_author(name=message.author.display_name, icon_url=message.author.display_avatar.url)
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="Go to message", url=message.jump_url))
    await interaction.response.send_message(f"Thank you for reporting {message.author.mention}.", ephemeral=True)
    await log.send(embed=embed, view=view)


class OneServerBot(ExampleBot):
    """Registers its commands in one server only, as bots in development do."""

    def __init__(self, server: int) -> None:
        super().__init__(hello, add, joined, show_join_date, report_message)
        self.server = discord.Object(server)

    async def setup_hook(self) -> None:
        self.tree.copy_global_to(guild=self.server)
        await self.tree.sync(guild=self.server)


async def test_commands_are_typed(live: Town) -> None:
    async with connected(live.sandbox, OneServerBot(live.guild.id)):
        assert (await live.ada.slash(live.general, "hello")).text() == f"Hi, {live.ada.mention}"
        assert (await live.ada.slash(live.general, "add", one=3, other=4)).text() == "3 + 4 = 7"
        with pytest.raises(DriverError, match="This option is required: other"):
            await live.ada.slash(live.general, "add", one=3)
        with pytest.raises(DriverError, match="There is no option 'first'; there are: one, other"):
            await live.ada.slash(live.general, "add", first=3, second=4)


async def test_a_member_may_be_named_or_not(live: Town) -> None:
    async with connected(live.sandbox, OneServerBot(live.guild.id)):
        assert (await live.ada.slash(live.general, "joined")).text().startswith("ada is here since <t:")
        named = await live.ada.slash(live.general, "joined", member=live.chief)
        assert named.text().startswith("chief is here since <t:")


async def test_commands_of_one_server_are_in_no_other_place(live: Town) -> None:
    async with connected(live.sandbox, OneServerBot(live.guild.id)):
        with pytest.raises(DriverError, match="There is no command /hello; registered are: none"):
            await live.ada.slash(live.sandbox.dm(live.ada), "hello")


async def test_a_context_menu_looks_somebody_up(live: Town) -> None:
    async with connected(live.sandbox, OneServerBot(live.guild.id)):
        reply = await live.ada.use(live.chief, "Show Join Date")
        assert reply.text().startswith("chief joined in 20")
        assert reply.ephemeral


async def test_a_message_is_reported(live: Town) -> None:
    log = live.guild.add_channel("log")
    async with connected(live.sandbox, OneServerBot(live.guild.id)):
        message = live.chief.say(live.general, "BUY NOW")
        reply = await live.ada.use(message, "Report to Moderators")
        assert reply.text() == f"Thank you for reporting {live.chief.mention}."
        (report,) = await live.sandbox.wait_for_message(log)
    assert report.text() == "Chief\nReported message\nBUY NOW"
    assert [button["url"] for button in report.buttons()] == [message.link]
    with pytest.raises(DriverError, match="The button only opens https://discord"):
        await live.chief.press(report, label="Go to message")
