"""Buttons that outlive the bot: what ``views/persistent`` and ``views/dynamic_counter`` show."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Self

import discord
import pytest
from discord import app_commands

from bot.sandbox import DriverError
from tests.sandbox.examples.base import ExampleBot, Interaction
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

Button = discord.ui.Button[Any]


class Verdicts(discord.ui.View):
    """No end, and an id for each button: so a new run of the bot knows them again."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Good", style=discord.ButtonStyle.green, custom_id="verdict:good")
    async def good(self, interaction: Interaction, button: Button) -> None:
        await interaction.response.send_message("I am glad.", ephemeral=True)

    @discord.ui.button(label="Bad", style=discord.ButtonStyle.red, custom_id="verdict:bad")
    async def bad(self, interaction: Interaction, button: Button) -> None:
        await interaction.response.send_message("I am sorry.", ephemeral=True)


class Tally(discord.ui.DynamicItem[Button], template=r"tally:(?P<count>[0-9]+):user:(?P<user>[0-9]+)"):
    """Keeps its count and its owner in its id."""

    def __init__(self, user: int, count: int = 0) -> None:
        super().__init__(discord.ui.Button(label=str(count), custom_id=f"tally:{count}:user:{user}", emoji="👍"))
        self.user, self.count = user, count

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["user"]), int(match["count"]))

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if interaction.user.id == self.user:
            return True
        await interaction.response.send_message("This one belongs to somebody else.", ephemeral=True)
        return False

    async def callback(self, interaction: Interaction) -> None:
        view = discord.ui.View(timeout=None).add_item(Tally(self.user, self.count + 1))
        await interaction.response.edit_message(view=view)


class Forgetful(discord.ui.View):
    """Has ids that the library made up, which nobody knows again."""

    @discord.ui.button(label="Remember me")
    async def remember(self, interaction: Interaction, button: Button) -> None:
        await interaction.response.send_message("I do.")


@app_commands.command()
async def judge(interaction: Interaction) -> None:
    """Ask for a verdict."""
    await interaction.response.send_message("What do you think?", view=Verdicts())


@app_commands.command()
async def tally(interaction: Interaction) -> None:
    """Begin a tally."""
    view = discord.ui.View(timeout=None).add_item(Tally(interaction.user.id))
    await interaction.response.send_message("Yours:", view=view)


@app_commands.command()
async def forget(interaction: Interaction) -> None:
    """Show a button that does not last."""
    await interaction.response.send_message("Now or never", view=Forgetful())


class LastingBot(ExampleBot):
    """Registers what lasts before it listens."""

    def __init__(self) -> None:
        super().__init__(judge, tally, forget)
        self.heard: list[discord.InteractionType] = []

    async def setup_hook(self) -> None:
        self.add_view(Verdicts())
        self.add_dynamic_items(Tally)
        await super().setup_hook()

    async def on_interaction(self, interaction: Interaction) -> None:
        self.heard.append(interaction.type)


async def test_a_persistent_view_works_after_a_restart(live: Town) -> None:
    async with connected(live.sandbox, LastingBot()):
        question = (await live.ada.slash(live.general, "judge")).message
        assert (await live.ada.press(question, label="Good")).text() == "I am glad."
    async with connected(live.sandbox, LastingBot()):
        assert (await live.chief.press(question, label="Bad")).text() == "I am sorry."
        assert (await live.chief.press(question, custom_id="verdict:good")).text() == "I am glad."


async def test_a_dynamic_button_keeps_its_state_over_restarts(live: Town) -> None:
    async with connected(live.sandbox, LastingBot()):
        message = (await live.ada.slash(live.general, "tally")).message
        assert (await live.ada.press(message, label="0")).edited
    for before in ("1", "2"):
        async with connected(live.sandbox, LastingBot()):
            refused = await live.chief.press(message, label=before)
            assert refused.text() == "This one belongs to somebody else."
            await live.ada.press(message, label=before)
    assert message.buttons()[0]["custom_id"] == f"tally:3:user:{live.ada.id}"


async def test_a_click_that_no_run_of_the_bot_knows_is_not_answered(live: Town) -> None:
    async with connected(live.sandbox, LastingBot()):
        message = (await live.ada.slash(live.general, "forget")).message
        assert (await live.ada.press(message, label="Remember me")).text() == "I do."
    bot = LastingBot()
    live.sandbox.world.answer_within = timedelta(seconds=0.15)
    async with connected(live.sandbox, bot):
        with pytest.raises(DriverError, match="The application did not respond"):
            await live.ada.press(message, label="Remember me")
    assert bot.heard == [discord.InteractionType.component]
