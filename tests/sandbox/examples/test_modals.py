"""Forms: what ``modals/basic``, ``modals/label`` and ``modals/report`` show."""

from __future__ import annotations

import logging
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import DriverError, Upload
from tests.sandbox.examples.base import ExampleBot, Interaction
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

_log = logging.getLogger(__name__)


class Feedback(discord.ui.Modal, title="Feedback"):
    """Two fields as they were made before labels."""

    name: discord.ui.TextInput[Feedback] = discord.ui.TextInput(label="Name", placeholder="Your name")
    words: discord.ui.TextInput[Feedback] = discord.ui.TextInput(
        label="What do you think?", style=discord.TextStyle.long, required=False, max_length=300
    )

    async def on_submit(self, interaction: Interaction) -> None:
        if self.name.value == "error":
            raise ValueError(self.name.value)
        await interaction.response.send_message(f"Thanks, {self.name.value}: {self.words.value}", ephemeral=True)

    async def on_error(self, interaction: Interaction, error: Exception, /) -> None:  # type: ignore[override]  # as documented
        _log.info("the form failed: %r", error)
        await interaction.response.send_message("Oops, that went wrong.", ephemeral=True)


class TimeoutForm(discord.ui.Modal, title="Timeout Member"):
    """A select beside a text, each under a label of its own."""

    length: discord.ui.Label[TimeoutForm] = discord.ui.Label(
        text="Length",
        description="For how long",
        component=discord.ui.Select(
            options=[
                discord.SelectOption(label="1 minute", value="60"),
                discord.SelectOption(label="5 minutes", value="300", default=True),
            ]
        ),
    )
    reason: discord.ui.Label[TimeoutForm] = discord.ui.Label(
        text="Reason", component=discord.ui.TextInput(style=discord.TextStyle.short, required=False)
    )

    def __init__(self, member: discord.Member) -> None:
        super().__init__()
        self.member = member

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.length.component, discord.ui.Select)
        assert isinstance(self.reason.component, discord.ui.TextInput)
        seconds, reason = self.length.component.values[0], self.reason.component.value or "no reason"
        told = f"{self.member.mention} rests for {seconds} seconds: {reason}"
        await interaction.response.send_message(told, ephemeral=True)


class Report(discord.ui.Modal, title="Your Report"):
    """A report with pictures, passed on to a channel."""

    topic: discord.ui.Label[Report] = discord.ui.Label(
        text="Topic",
        component=discord.ui.Select(
            custom_id="topic", options=[discord.SelectOption(label=one) for one in ("Bug", "Idea", "Other")]
        ),
    )
    words: discord.ui.Label[Report] = discord.ui.Label(
        text="Description",
        component=discord.ui.TextInput(custom_id="words", style=discord.TextStyle.paragraph, max_length=2000),
    )
    images: discord.ui.Label[Report] = discord.ui.Label(
        text="Images", component=discord.ui.FileUpload(custom_id="images", max_values=10, required=False)
    )
    footer: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("Please keep to the rules of the server.")

    def layout(self, interaction: Interaction) -> discord.ui.LayoutView:
        assert isinstance(self.topic.component, discord.ui.Select)
        assert isinstance(self.words.component, discord.ui.TextInput)
        assert isinstance(self.images.component, discord.ui.FileUpload)
        view = discord.ui.LayoutView()
        box: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container()
        box.add_item(discord.ui.TextDisplay(f"-# Report\n## {self.topic.component.values[0]}"))
        box.add_item(discord.ui.TextDisplay(f">>> {self.words.component.value}"))
        if self.images.component.values:
            pictures = [discord.MediaGalleryItem(one.url) for one in self.images.component.values]
            box.add_item(discord.ui.MediaGallery(*pictures))
        box.add_item(discord.ui.TextDisplay(f"-# Reported by {interaction.user.mention}"))
        return view.add_item(box)

    async def on_submit(self, interaction: Interaction) -> None:
        assert interaction.guild is not None
        reports = discord.utils.get(interaction.guild.text_channels, name="reports")
        assert reports is not None
        await reports.send(view=self.layout(interaction), allowed_mentions=discord.AllowedMentions.none())
        await interaction.response.send_message("Thank you, we will look into it.", ephemeral=True)


@app_commands.command()
async def feedback(interaction: Interaction) -> None:
    """Say what you think."""
    await interaction.response.send_modal(Feedback())


@app_commands.command()
@app_commands.guild_only()
@app_commands.default_permissions(moderate_members=True)
async def rest(interaction: Interaction, member: discord.Member) -> None:
    """Let somebody rest."""
    await interaction.response.send_modal(TimeoutForm(member))


@app_commands.command()
async def report(interaction: Interaction) -> None:
    """Report something."""
    await interaction.response.send_modal(Report())


def fields_of(form: dict[str, Any]) -> list[str]:
    """Return the custom ids of a form's fields, which the library makes up where none was given."""
    inner = [row.get("component") or row.get("components", [{}])[0] for row in form["components"]]
    return [str(field["custom_id"]) for field in inner if "custom_id" in field]


async def test_a_form_is_filled_in(live: Town) -> None:
    async with connected(live.sandbox, ExampleBot(feedback)):
        opened = await live.ada.slash(live.general, "feedback")
        assert opened.modal["title"] == "Feedback"
        name, words = fields_of(opened.modal)
        with pytest.raises(DriverError, match="this field is required"):
            await live.ada.submit(opened, **{words: "Nice"})
        with pytest.raises(DriverError, match="between 0 and 300 characters"):
            await live.ada.submit(opened, **{name: "Ada", words: "x" * 301})
        reply = await live.ada.submit(opened, **{name: "Ada", words: "Nice"})
        assert (reply.text(), reply.ephemeral) == ("Thanks, Ada: Nice", True)


async def test_a_form_that_fails_says_so(live: Town) -> None:
    async with connected(live.sandbox, ExampleBot(feedback)):
        opened = await live.ada.slash(live.general, "feedback")
        name, _ = fields_of(opened.modal)
        assert (await live.ada.submit(opened, **{name: "error"})).text() == "Oops, that went wrong."


async def test_a_select_in_a_form_begins_with_its_default(live: Town) -> None:
    async with connected(live.sandbox, ExampleBot(rest)):
        opened = await live.chief.slash(live.general, "rest", member=live.ada)
        kept = await live.chief.submit(opened)
        assert kept.text() == f"{live.ada.mention} rests for 300 seconds: no reason"
        opened = await live.chief.slash(live.general, "rest", member=live.ada)
        length, reason = fields_of(opened.modal)
        chosen = await live.chief.submit(opened, **{length: ["60"], reason: "noise"})
        assert chosen.text() == f"{live.ada.mention} rests for 60 seconds: noise"
        with pytest.raises(DriverError, match="Ada is not offered /rest"):
            await live.ada.slash(live.general, "rest", member=live.chief)


async def test_a_report_is_passed_on_with_its_pictures(live: Town) -> None:
    reports = live.guild.add_channel("reports")
    async with connected(live.sandbox, ExampleBot(report)):
        opened = await live.ada.slash(live.general, "report")
        picture = live.sandbox.world.keep_file(Upload.of("bug.png", b"picture"), live.general.id)
        reply = await live.ada.submit(opened, topic=["Bug"], words="It bites", images=[picture])
        assert reply.text() == "Thank you, we will look into it."
        (passed_on,) = await live.sandbox.wait_for_message(reports)
    assert passed_on.text() == f"-# Report\n## Bug\n>>> It bites\n-# Reported by {live.ada.mention}"
    (gallery,) = [one for one in passed_on.components_flat() if one["type"] == 12]
    assert [item["media"]["url"] for item in gallery["items"]] == [picture.url]
    assert not passed_on.pings


async def test_pictures_may_be_left_out(live: Town) -> None:
    reports = live.guild.add_channel("reports")
    async with connected(live.sandbox, ExampleBot(report)):
        opened = await live.ada.slash(live.general, "report")
        await live.ada.submit(opened, topic=["Idea"], words="Cake")
        (passed_on,) = await live.sandbox.wait_for_message(reports)
    assert not [one for one in passed_on.components_flat() if one["type"] == 12]
