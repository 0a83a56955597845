"""A small bot with discord.py as its author writes it: commands, autocomplete, buttons, selects, modals, posts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self

import discord
import yarl
from discord import app_commands

from bot.sandbox import Sandbox

FRUITS = ("apple", "apricot", "banana", "blackberry", "cherry")
Interaction = discord.Interaction[Any]


class Counter(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"count:(?P<count>[0-9]+)"):
    """A button whose state is in its custom id."""

    def __init__(self, count: int) -> None:
        super().__init__(discord.ui.Button(label=f"Pressed {count}", custom_id=f"count:{count}"))
        self.count = count

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["count"]))

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.edit_message(view=counter_layout(self.count + 1))


class Fruit(discord.ui.Select[Any]):
    """A string select."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=fruit.title(), value=fruit) for fruit in FRUITS]
        super().__init__(custom_id="fruit", options=options, max_values=2)

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"You chose {', '.join(self.values)}", ephemeral=True)


class Feedback(discord.ui.Modal, title="Feedback"):
    """A form of one field."""

    words: discord.ui.Label[Any] = discord.ui.Label(
        text="Words", component=discord.ui.TextInput(custom_id="words", min_length=3, max_length=20)
    )

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.words.component, discord.ui.TextInput)
        await interaction.response.send_message(f"Thanks for “{self.words.component.value}”")


def counter_layout(count: int) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    box: discord.ui.Container[Any] = discord.ui.Container(accent_colour=0x5865F2)
    box.add_item(discord.ui.TextDisplay(f"# Count\nIt is {count}"))
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
    row.add_item(Counter(count))
    box.add_item(row)
    view.add_item(box)
    return view


def select_view() -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(Fruit())
    return view


@app_commands.command(description="Says it back")
@app_commands.describe(text="What to say", loud="In capitals")
async def echo(interaction: Interaction, text: app_commands.Range[str, 1, 50], loud: bool = False) -> None:
    await interaction.response.send_message(text.upper() if loud else text)


@app_commands.command(description="Names a fruit")
async def fruit(interaction: Interaction, name: str) -> None:
    await interaction.response.send_message(f"A fine {name}", view=select_view(), ephemeral=True)


@fruit.autocomplete("name")
async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=one.title(), value=one) for one in FRUITS if one.startswith(typed)]


@app_commands.command(description="Thinks first")
async def think(interaction: Interaction, followups: app_commands.Range[int, 0, 9] = 0) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(view=counter_layout(0))
    for number in range(followups):
        await interaction.followup.send(f"More {number}", ephemeral=True)


@app_commands.command(description="Opens a form")
async def feedback(interaction: Interaction) -> None:
    await interaction.response.send_modal(Feedback())


@app_commands.command(description="Counts")
async def count(interaction: Interaction) -> None:
    await interaction.response.send_message(view=counter_layout(0))


@app_commands.command(description="Never answers")
async def silence(interaction: Interaction) -> None:
    """Take the interaction and say nothing."""


admin = app_commands.Group(
    name="admin",
    description="For admins",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@admin.command(name="move", description="Moves things")
async def move(
    interaction: Interaction,
    channel: discord.abc.GuildChannel,
    who: discord.Member,
    where: app_commands.Choice[str],
) -> None:
    assert interaction.guild is not None
    allowed = interaction.permissions.manage_guild
    told = f"{who.display_name} to {channel.name} {where.value} of {interaction.guild.name}, {allowed}"
    await interaction.response.send_message(told)


app_commands.choices(where=[app_commands.Choice(name="The top", value="top")])(move)


class SampleBot(discord.Client):
    """Connects with the guilds intent only."""

    def __init__(self) -> None:
        # The library waits so long for another server after each one; all are there at once here.
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05, chunk_guilds_at_startup=False)
        self.tree = app_commands.CommandTree(
            self, allowed_installs=app_commands.AppInstallationType(guild=True, user=True)
        )
        commands: list[Any] = [echo, fruit, think, feedback, count, silence, admin]
        for command in commands:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Counter)
        self.add_view(select_view())
        await self.tree.sync()

    def text_channel(self, number: int) -> discord.TextChannel:
        channel = self.get_channel(number)
        assert isinstance(channel, discord.TextChannel)
        return channel


@contextmanager
def pointed_at(sandbox: Sandbox) -> Iterator[None]:
    """Let the library dial a sandbox instead of Discord: nothing else differs for a bot."""
    route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
    before = route.BASE, socket.DEFAULT_GATEWAY
    route.BASE = sandbox.api_url
    socket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
    try:
        yield
    finally:
        route.BASE, socket.DEFAULT_GATEWAY = before


@asynccontextmanager
async def connected(sandbox: Sandbox, bot: discord.Client | None = None) -> AsyncIterator[SampleBot]:
    """Run a bot against a sandbox until it is ready, and close it afterwards."""
    client: Any = bot or SampleBot()
    with pointed_at(sandbox):
        running = asyncio.create_task(client.start(sandbox.token))
        try:
            await sandbox.wait_for_ready()
            await client.wait_until_ready()
            yield client
        finally:
            await client.close()
            await asyncio.gather(running, return_exceptions=True)
