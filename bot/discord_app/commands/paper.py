"""``/paper``: one paper, by title, arXiv id or link."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_app.commands.choices import VISIBILITY, Choice, offer, paper_choices
from bot.discord_app.pages import card_of
from bot.discord_app.render.paper import nearest_papers
from bot.discord_app.replies import Interaction, answer, is_private
from bot.discord_app.services import Services

__all__ = ["paper_command"]

_NEAREST = 5


def paper_command(services: Services) -> app_commands.Command[Any, ..., Any]:
    """Return the command over the given services."""

    @app_commands.command(
        name="paper", description="Read a paper's abstract: by its title, its arXiv id or a link to it"
    )
    @app_commands.describe(
        paper="A few letters of the title, an arXiv id such as 2303.12712, or a link",
        visibility="Who sees the answer",
    )
    @app_commands.choices(visibility=VISIBILITY)
    async def paper(
        interaction: Interaction, paper: app_commands.Range[str, 1, 200], visibility: str | None = None
    ) -> None:
        catalog = services.catalog()
        found = catalog.find(paper)
        if found is None:
            view = nearest_papers(paper, catalog.nearest_papers(paper, _NEAREST))
        else:
            view = await card_of(catalog, found)
        await answer(interaction, view, private=is_private(view, visibility, services.settings().replies.paper))

    @paper.autocomplete("paper")
    async def complete_paper(interaction: Interaction, typed: str) -> list[Choice]:
        return await offer(interaction, lambda: paper_choices(services.catalog(), typed))

    return paper
