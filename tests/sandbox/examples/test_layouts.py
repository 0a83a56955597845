"""Selects and layouts: what ``views/dropdown``, ``layout``, ``embed_like`` and ``settings`` show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from bot.sandbox import DriverError
from tests.sandbox.examples.base import ExampleBot, Interaction
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

COLOURS = {"red": "🟥", "green": "🟩", "blue": "🟦"}


class Dropdown(ui.Select["ui.View"]):
    """Asks for a colour."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=name.title(), value=name, emoji=sign) for name, sign in COLOURS.items()]
        super().__init__(custom_id="colour", placeholder="Choose a colour", options=options)

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"Your favourite is {self.values[0]}")


class Card(ui.LayoutView):
    """Looks like an embed: text beside a picture, and a button that changes the text."""

    def __init__(self) -> None:
        super().__init__()
        self.words: ui.TextDisplay[Card] = ui.TextDisplay("A picture of nothing")
        picture: ui.Thumbnail[Card] = ui.Thumbnail("https://example.org/nothing.png", description="Nothing")
        row: ui.ActionRow[Card] = ui.ActionRow(ChangeButton())
        section: ui.Section[Card] = ui.Section(self.words, accessory=picture)
        self.add_item(ui.Container(section, ui.Separator(), row, accent_colour=discord.Colour.blurple()))


class ChangeButton(ui.Button[Card]):
    """Opens the form that changes the text."""

    def __init__(self) -> None:
        super().__init__(label="Change Text", style=discord.ButtonStyle.primary)

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        await interaction.response.send_modal(ChangeText(self.view))


class ChangeText(ui.Modal, title="Change Text"):
    """Begins with the text as it is."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card
        self.words: ui.TextInput[ChangeText] = ui.TextInput(custom_id="words", default=card.words.content)
        self.add_item(ui.Label(text="The new text", component=self.words))

    async def on_submit(self, interaction: Interaction) -> None:
        self.card.words.content = self.words.value
        await interaction.response.edit_message(view=self.card)


@dataclass
class Settings:
    """What the panel changes."""

    colour: str = "red"
    silent: bool = False
    channel: int | None = None
    members: list[int] = field(default_factory=list)


class Panel(ui.LayoutView):
    """Every kind of setting on one message, drawn anew after each change."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.draw()

    def draw(self) -> None:
        self.clear_items()
        box: ui.Container[Panel] = ui.Container(ui.TextDisplay("# Settings"), ui.Separator())
        box.add_item(ui.Section("## Notifications", accessory=Silence(self.settings)))
        for select in (ColourChoice(self.settings), ChannelChoice(self.settings), MemberChoice(self.settings)):
            row: ui.ActionRow[Panel] = ui.ActionRow(select)
            box.add_item(row)
        self.add_item(box)
        done: ui.ActionRow[Panel] = ui.ActionRow(Done())
        self.add_item(done)

    async def show(self, interaction: Interaction) -> None:
        self.draw()
        await interaction.response.edit_message(view=self)


class Silence(ui.Button[Panel]):
    """Switches something on and off."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(label="Off" if settings.silent else "On", custom_id="silence")

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        self.view.settings.silent = not self.view.settings.silent
        await self.view.show(interaction)


class ColourChoice(ui.Select[Panel]):
    """One of several words."""

    def __init__(self, settings: Settings) -> None:
        options = [discord.SelectOption(label=name, default=name == settings.colour) for name in COLOURS]
        super().__init__(custom_id="colour", options=options)

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        self.view.settings.colour = self.values[0]
        await self.view.show(interaction)


class ChannelChoice(ui.ChannelSelect[Panel]):
    """A text channel, or none."""

    def __init__(self, settings: Settings) -> None:
        kind = discord.SelectDefaultValueType.channel
        chosen = [discord.SelectDefaultValue(id=settings.channel, type=kind)] if settings.channel else []
        kinds = [discord.ChannelType.text]
        super().__init__(custom_id="channel", channel_types=kinds, min_values=0, default_values=chosen)

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        self.view.settings.channel = self.values[0].id if self.values else None
        await self.view.show(interaction)


class MemberChoice(ui.UserSelect[Panel]):
    """Up to five people."""

    def __init__(self, settings: Settings) -> None:
        kind = discord.SelectDefaultValueType.user
        chosen = [discord.SelectDefaultValue(id=one, type=kind) for one in settings.members]
        super().__init__(custom_id="members", min_values=0, max_values=5, default_values=chosen)

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        self.view.settings.members = [member.id for member in self.values]
        await self.view.show(interaction)


class Done(ui.Button[Panel]):
    """Puts the panel away."""

    def __init__(self) -> None:
        super().__init__(label="Finish", style=discord.ButtonStyle.green)

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        await interaction.response.defer()
        await interaction.followup.send("Settings saved.", ephemeral=True)
        self.view.stop()
        await interaction.delete_original_response()


class LayoutBot(ExampleBot):
    """Shows each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()
        views: dict[str, Any] = {"colour": self.colours, "card": Card, "settings": lambda: Panel(self.settings)}
        for name, make in views.items():
            self.tree.add_command(shows(name, make))

    def colours(self) -> ui.View:
        return ui.View().add_item(Dropdown())


def shows(name: str, make: Any) -> app_commands.Command[Any, ..., None]:
    """Return a command that sends a new view."""

    async def show(interaction: Interaction) -> None:
        await interaction.response.send_message(view=make())

    return app_commands.Command(name=name, description=f"Shows {name}", callback=show)


async def test_an_option_is_chosen(live: Town) -> None:
    async with connected(live.sandbox, LayoutBot()):
        shown = await live.ada.slash(live.general, "colour")
        (select,) = shown.message.components_flat()[1:]
        assert [option["emoji"]["name"] for option in select["options"]] == list(COLOURS.values())
        assert (await live.ada.choose(shown.message, "colour", ["green"])).text() == "Your favourite is green"
        with pytest.raises(DriverError, match="Choose between 1 and 1"):
            await live.ada.choose(shown.message, "colour", ["green", "blue"])


async def test_a_card_is_changed_by_a_form(live: Town) -> None:
    async with connected(live.sandbox, LayoutBot()):
        card = (await live.ada.slash(live.general, "card")).message
        assert (card.v2, card.text()) == (True, "A picture of nothing")
        opened = await live.chief.press(card, label="Change Text")
        reply = await live.chief.submit(opened, words="A picture of a cat")
        assert reply.message is card
        assert reply.edited
        assert card.text() == "A picture of a cat"
        (picture,) = [one for one in card.components_flat() if one["type"] == 11]
        assert picture["description"] == "Nothing"


async def test_a_panel_keeps_what_is_set(live: Town) -> None:
    bot = LayoutBot()
    async with connected(live.sandbox, bot):
        panel = (await live.ada.slash(live.general, "settings")).message
        await live.ada.press(panel, label="On")
        await live.ada.choose(panel, "colour", ["blue"])
        await live.ada.choose(panel, "channel", [live.general])
        await live.ada.choose(panel, "members", [live.ada, live.chief])
        assert bot.settings == Settings("blue", True, live.general.id, [live.ada.id, live.chief.id])
        selects = {one["custom_id"]: one for one in panel.components_flat() if "custom_id" in one}
        assert [option["label"] for option in selects["colour"]["options"] if option.get("default")] == ["blue"]
        assert selects["members"]["default_values"] == [
            {"id": str(one.id), "type": "user"} for one in (live.ada, live.chief)
        ]
        await live.ada.choose(panel, "channel", [])
        assert bot.settings.channel is None
        with pytest.raises(DriverError, match="cannot be chosen there"):
            await live.ada.choose(panel, "channel", [live.news])


async def test_a_panel_is_put_away(live: Town) -> None:
    async with connected(live.sandbox, LayoutBot()):
        panel = (await live.ada.slash(live.general, "settings")).message
        reply = await live.ada.press(panel, label="Finish")
        (said,) = await reply.wait_for_followups()
        assert (said.text(), said.ephemeral) == ("Settings saved.", True)
        await live.sandbox.wait_until(lambda: panel.deleted, "the panel stayed")
        assert live.chief.sees(live.general) == []
