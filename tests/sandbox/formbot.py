"""A bot with a form of each kind of field that a label may hold, but for the text that the sample bot's form has."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

__all__ = ["FormBot"]

Interaction = discord.Interaction[Any]


class Everything(discord.ui.Modal, title="Everything"):
    """Says what was filled in."""

    tone: discord.ui.Label[Any] = discord.ui.Label(
        text="Tone",
        component=discord.ui.RadioGroup(
            custom_id="tone", options=[discord.RadioGroupOption(label=one, value=one) for one in ("calm", "loud")]
        ),
    )
    topics: discord.ui.Label[Any] = discord.ui.Label(
        text="Topics",
        component=discord.ui.CheckboxGroup(
            custom_id="topics", options=[discord.CheckboxGroupOption(label=one, value=one) for one in ("a", "b")]
        ),
    )
    sure: discord.ui.Label[Any] = discord.ui.Label(text="Sure?", component=discord.ui.Checkbox(custom_id="sure"))
    who: discord.ui.Label[Any] = discord.ui.Label(text="Who", component=discord.ui.UserSelect(custom_id="who"))
    proof: discord.ui.Label[Any] = discord.ui.Label(text="Proof", component=discord.ui.FileUpload(custom_id="proof"))

    async def on_submit(self, interaction: Interaction) -> None:
        parts: list[Any] = [self.tone, self.topics, self.sure, self.who, self.proof]
        tone, topics, sure, who, proof = (part.component for part in parts)
        (file,) = proof.values
        told = f"{tone.value} {topics.values} {sure.value} {who.values[0].display_name} {file.filename} {file.size}"
        await interaction.response.send_message(told)


class Opener(discord.ui.View):
    """A message's buttons: one opens the form, one is never answered."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Fill in", custom_id="open", style=discord.ButtonStyle.primary)
    async def fill_in(self, interaction: Interaction, button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(Everything())

    @discord.ui.button(label="Silence", custom_id="silence")
    async def silence(self, interaction: Interaction, button: discord.ui.Button[Any]) -> None:
        """Take the press and say nothing."""


@app_commands.command(description="Opens a form of everything")
async def everything(interaction: Interaction) -> None:
    await interaction.response.send_modal(Everything())


@app_commands.command(description="Offers a form of everything")
async def offer(interaction: Interaction) -> None:
    await interaction.response.send_message("Please", view=Opener())


class FormBot(discord.Client):
    """Opens the form by a command or by a button."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05, chunk_guilds_at_startup=False)
        self.tree = app_commands.CommandTree(self)
        commands: list[Any] = [everything, offer]
        for command in commands:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()
