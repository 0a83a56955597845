"""``/export``: a week, several, or what a search finds, as a file for the asker alone."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_app.commands.choices import Choice, category_choices, offer, source_choices, week_choices
from bot.discord_app.export_answers import Asked, answer_with_file
from bot.discord_app.render.export import FORMATS
from bot.discord_app.replies import Interaction
from bot.discord_app.services import Services
from bot.exports import Form

__all__ = ["export_command"]


def export_command(services: Services) -> app_commands.Command[Any, ..., Any]:
    """Return the command over the given services."""

    @app_commands.command(
        name="export", description="Take papers along as a file: BibTeX, Markdown or CSV. Only you see it"
    )
    @app_commands.describe(
        week="A week, or a month or year such as “march 2023”; the latest week unless you search",
        query="Only papers about this, as in /search",
        category="Only papers of this category",
        source="Only papers of this list; the lists are those of the bot's settings",
        form="What the file is to be; BibTeX unless you choose",
    )
    @app_commands.rename(form="format")
    @app_commands.choices(form=[app_commands.Choice(name=name, value=form.value) for form, name in FORMATS.items()])
    async def export(
        interaction: Interaction,
        week: app_commands.Range[str, 1, 100] | None = None,
        query: app_commands.Range[str, 1, 200] | None = None,
        category: app_commands.Range[str, 1, 100] | None = None,
        source: app_commands.Range[str, 1, 100] | None = None,
        form: str = Form.BIBTEX.value,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await answer_with_file(services.catalog(), interaction, Asked(week, query, category, source), Form(form))

    @export.autocomplete("week")
    async def complete_week(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: week_choices(services.catalog(), typed))

    @export.autocomplete("category")
    async def complete_category(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: category_choices(services.catalog(), typed))

    @export.autocomplete("source")
    async def complete_source(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: source_choices(services.catalog(), typed))

    return export
