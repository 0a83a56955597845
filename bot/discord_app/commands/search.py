"""``/search``: papers by words, ranked, with filters."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.catalog.filters import days_between, known_category, known_source
from bot.catalog.results import SearchQuery
from bot.discord_app.commands.choices import (
    VISIBILITY,
    Choice,
    category_choices,
    offer,
    source_choices,
    week_choices,
)
from bot.discord_app.pages import page_of_search
from bot.discord_app.replies import Interaction, answer, is_private
from bot.discord_app.services import Services

__all__ = ["search_command"]


def search_command(services: Services) -> app_commands.Command[Any, ..., Any]:
    """Return the command over the given services."""

    @app_commands.command(name="search", description="Search titles, authors, summaries and abstracts")
    @app_commands.describe(
        query="Some words; slips of the keyboard are forgiven. An arXiv id or link opens the paper",
        category="Only papers of this category",
        since="Only papers from this day on, such as 2023-03-01 or “march 2023”",
        until="Only papers up to this day, such as 2023-03-31 or “march 2023”",
        source="Only papers of this list; the lists are those of the bot's settings",
        visibility="Who sees the answer",
    )
    @app_commands.choices(visibility=VISIBILITY)
    async def search(  # noqa: PLR0913, PLR0917 - one for each option of the command
        interaction: Interaction,
        query: app_commands.Range[str, 1, 200],
        category: app_commands.Range[str, 1, 100] | None = None,
        since: app_commands.Range[str, 1, 100] | None = None,
        until: app_commands.Range[str, 1, 100] | None = None,
        source: app_commands.Range[str, 1, 100] | None = None,
        visibility: str | None = None,
    ) -> None:
        catalog = services.catalog()
        first, last = days_between(catalog, since, until)
        asked = SearchQuery(query, known_category(catalog, category), first, last, known_source(catalog, source))
        view = await page_of_search(catalog, asked)
        await answer(interaction, view, private=is_private(view, visibility, services.settings().replies.search))

    @search.autocomplete("category")
    async def complete_category(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: category_choices(services.catalog(), typed))

    @search.autocomplete("since")
    @search.autocomplete("until")
    async def complete_day(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: week_choices(services.catalog(), typed))

    @search.autocomplete("source")
    async def complete_source(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: source_choices(services.catalog(), typed))

    return search
