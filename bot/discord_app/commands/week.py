"""``/week``: the papers of a week, or the weeks of a month or year."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.catalog.filters import category_meant
from bot.discord_app.commands.choices import VISIBILITY, Choice, category_choices, offer, week_choices
from bot.discord_app.pages import weeks_named
from bot.discord_app.replies import Interaction, answer, is_private
from bot.discord_app.services import Services

__all__ = ["week_command"]


def week_command(services: Services) -> app_commands.Command[Any, ..., Any]:
    """Return the command over the given services."""

    @app_commands.command(name="week", description="See the papers of a week, the latest unless you name another")
    @app_commands.describe(
        week="A day such as 2023-03-22, “previous”, a year, a month such as “march 2023”, or a week: 2023-W12",
        category="Only papers of this category",
        visibility="Who sees the answer",
    )
    @app_commands.choices(visibility=VISIBILITY)
    async def week(
        interaction: Interaction,
        week: app_commands.Range[str, 0, 100] = "",
        category: app_commands.Range[str, 1, 100] | None = None,
        visibility: str | None = None,
    ) -> None:
        catalog = services.catalog()
        view = await weeks_named(catalog, week, category_meant(catalog, category))
        await answer(interaction, view, private=is_private(view, visibility, services.settings().replies.week))

    @week.autocomplete("week")
    async def complete_week(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: week_choices(services.catalog(), typed))

    @week.autocomplete("category")
    async def complete_category(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: category_choices(services.catalog(), typed))

    return week
