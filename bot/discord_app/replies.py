"""Answer an interaction with a layout, in the place that fits."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord_app.render.blocks import Miss

__all__ = ["Interaction", "answer", "custom_ids", "finish", "follow_up", "is_own", "is_private", "replace_or_answer"]

Interaction = discord.Interaction[Any]


def is_private(view: discord.ui.LayoutView, chosen: str | None, default: str) -> bool:
    """Whether a command's answer is for the asker alone: as they chose, else as the settings say.

    An answer that found nothing is private unless the asker chose otherwise: slips are not to fill up a channel.
    """
    return (chosen or ("private" if isinstance(view, Miss) else default)) == "private"


async def answer(interaction: Interaction, view: discord.ui.LayoutView, *, private: bool) -> None:
    """Answer with a message: only for the asker, or for everybody in the channel."""
    await interaction.response.send_message(view=view, ephemeral=private)


async def replace_or_answer(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """Turn the page where the message belongs to whoever pressed, else show the page to them alone."""
    if not is_own(interaction):
        await answer(interaction, view, private=True)
        return
    await interaction.response.edit_message(view=view)


async def finish(interaction: Interaction, view: discord.ui.LayoutView, *files: discord.File) -> None:
    """Put the answer where the response is still pending, or in place of what it said so far; ``files`` are those it shows."""
    if files:
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.edit_original_response(view=view)


async def follow_up(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """Add a message for the asker alone, after the first response."""
    await interaction.followup.send(view=view, ephemeral=True)


def is_own(interaction: Interaction) -> bool:
    """Whether nobody else minds a change of the message: it is the presser's own answer, or seen by them alone."""
    message = interaction.message
    if message is None:
        return False
    asked_by = message.interaction_metadata
    return message.flags.ephemeral or (asked_by is not None and asked_by.user.id == interaction.user.id)


def custom_ids(message: discord.Message | None) -> list[str]:
    """Return the custom ids of a message's components, in order."""
    if message is None:
        return []
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    return [custom_id for item in view.walk_children() if (custom_id := getattr(item, "custom_id", None))]
