"""``/help``: what the bot does, in one card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from discord import app_commands

from bot.discord_app.commands.choices import VISIBILITY
from bot.discord_app.render.help import help_card
from bot.discord_app.replies import Interaction, answer
from bot.discord_app.services import Services

__all__ = ["help_command"]


def help_command(
    services: Services, command_ids: Callable[[], Mapping[str, int]]
) -> app_commands.Command[Any, ..., Any]:
    """Return the command over the given services; ``command_ids`` lets the card link to the other commands."""

    @app_commands.command(name="help", description="What Paperboy does, and where its papers come from")
    @app_commands.describe(visibility="Who sees the answer")
    @app_commands.choices(visibility=VISIBILITY)
    async def help_(interaction: Interaction, visibility: str | None = None) -> None:
        catalog = services.catalog()
        view = help_card(
            papers=len(catalog.papers),
            weeks=len(catalog.weeks),
            first=catalog.weeks[-1] if catalog.weeks else None,
            last=catalog.latest,
            sources=services.sources(),
            commands=command_ids(),
        )
        await answer(interaction, view, private=(visibility or services.settings().replies.help) == "private")

    return help_
