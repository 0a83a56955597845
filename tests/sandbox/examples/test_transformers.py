"""What a command's options may be: what ``app_commands/transformers`` shows, files and suggestions with it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Literal

import discord
import pytest
from discord import app_commands

from bot.sandbox import Choice, DriverError, Upload
from tests.sandbox.examples.base import ExampleBot, Interaction
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town


@dataclass(frozen=True)
class Point:
    """A place on a grid."""

    x: int
    y: int


class PointTransformer(app_commands.Transformer):
    """Reads ``3,4`` and suggests the corners."""

    async def transform(self, interaction: Interaction, value: str, /) -> Point:
        x, _, y = value.partition(",")
        return Point(int(x), int(y))

    async def autocomplete(  # type: ignore[override]  # one type of choice, where the library allows several
        self, interaction: Interaction, value: str, /
    ) -> list[app_commands.Choice[str]]:
        corners = ("0,0", "0,9", "9,0", "9,9")
        return [app_commands.Choice(name=f"Corner {one}", value=one) for one in corners if one.startswith(value)]


class Season(enum.Enum):
    """Choices by their names."""

    spring = "🌱"
    autumn = "🍂"


@app_commands.command()
async def age(interaction: Interaction, years: app_commands.Range[int, 0, 99]) -> None:
    """Tell your age."""
    await interaction.response.send_message(f"{interaction.user.display_name} is {years}")


@app_commands.command()
async def weigh(interaction: Interaction, kilos: app_commands.Range[float, 0.5, 2.5]) -> None:
    """Weigh a parcel."""
    await interaction.response.send_message(f"{kilos:.1f} kg")


@app_commands.command()
async def where(interaction: Interaction, channel: discord.TextChannel | discord.VoiceChannel | discord.Thread) -> None:
    """Describe a channel."""
    await interaction.response.send_message(f"{channel.mention} is a {type(channel).__name__}")


@app_commands.command()
async def mark(interaction: Interaction, point: app_commands.Transform[Point, PointTransformer]) -> None:
    """Mark a place."""
    await interaction.response.send_message(f"x is {point.x}, y is {point.y}")


@app_commands.command()
async def plan(interaction: Interaction, season: Season, where: Literal["indoors", "outdoors"] = "indoors") -> None:
    """Plan something."""
    await interaction.response.send_message(f"{season.value} {where}")


@app_commands.command()
async def count_words(interaction: Interaction, file: discord.Attachment) -> None:
    """Count the words of a file."""
    words = (await file.read()).split()
    await interaction.response.send_message(f"{file.filename} ({file.content_type}) has {len(words)} words")


@app_commands.command()
async def ping_them(interaction: Interaction, whom: discord.Role | discord.Member) -> None:
    """Mention a role or a member."""
    await interaction.response.send_message(f"{type(whom).__name__} {whom.name}")


class OptionsBot(ExampleBot):
    """Explains what it could not read."""

    def __init__(self) -> None:
        super().__init__(age, weigh, where, mark, plan, count_words, ping_them)
        self.tree.error(self.explain)

    async def explain(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        assert isinstance(error, app_commands.TransformerError)
        await interaction.response.send_message(f"{error.value!r} is no {type(error.transformer).__name__}")


async def test_numbers_are_held_to_their_range(live: Town) -> None:
    async with connected(live.sandbox, OptionsBot()):
        assert (await live.ada.slash(live.general, "age", years=99)).text() == "Ada is 99"
        with pytest.raises(DriverError, match="between 0 and 99"):
            await live.ada.slash(live.general, "age", years=100)
        assert (await live.ada.slash(live.general, "weigh", kilos=2.5)).text() == "2.5 kg"
        with pytest.raises(DriverError, match=r"between 0.5 and 2.5"):
            await live.ada.slash(live.general, "weigh", kilos=2.6)


async def test_channels_are_of_the_kinds_that_the_hint_names(live: Town) -> None:
    thread = live.general.add_thread("talk")
    async with connected(live.sandbox, OptionsBot()):
        for channel, kind in ((live.general, "TextChannel"), (thread, "Thread")):
            reply = await live.ada.slash(live.general, "where", channel=channel)
            assert reply.text() == f"{channel.mention} is a {kind}"
        with pytest.raises(DriverError, match="#papers is not of the kinds"):
            await live.ada.slash(live.general, "where", channel=live.forum)


async def test_own_types_are_read_and_suggested(live: Town) -> None:
    async with connected(live.sandbox, OptionsBot()):
        suggested = await live.ada.complete(live.general, "mark", option="point", typed="9")
        assert suggested == [Choice("Corner 9,0", "9,0"), Choice("Corner 9,9", "9,9")]
        assert (await live.ada.slash(live.general, "mark", point=suggested[0].value)).text() == "x is 9, y is 0"
        assert (await live.ada.slash(live.general, "mark", point="here")).text() == "'here' is no PointTransformer"


async def test_choices_go_by_name_or_value(live: Town) -> None:
    async with connected(live.sandbox, OptionsBot()):
        assert (await live.ada.slash(live.general, "plan", season="spring")).text() == "🌱 indoors"
        assert (await live.ada.slash(live.general, "plan", season="autumn", where="outdoors")).text() == "🍂 outdoors"
        with pytest.raises(DriverError, match="season: choose one of spring, autumn"):
            await live.ada.slash(live.general, "plan", season="winter")


async def test_a_file_is_read(live: Town) -> None:
    async with connected(live.sandbox, OptionsBot()):
        file = Upload.of("poem.txt", b"roses are red")
        reply = await live.ada.slash(live.general, "count_words", file=file)
        assert reply.text() == "poem.txt (text/plain) has 3 words"


async def test_people_and_roles_are_mentionable_alike(live: Town) -> None:
    role = live.guild.add_role("Readers")
    async with connected(live.sandbox, OptionsBot()):
        assert (await live.ada.slash(live.general, "ping_them", whom=role)).text() == "Role Readers"
        assert (await live.ada.slash(live.general, "ping_them", whom=live.chief)).text() == "Member chief"
