"""Presses that lead to a paper."""

from __future__ import annotations

from bot.discord_app.custom_ids.kinds import OpenPaper
from bot.discord_app.pages import card_of, week_or_nearest
from bot.discord_app.render.notice import notice
from bot.discord_app.replies import Interaction, answer, follow_up
from bot.discord_app.services import Services

__all__ = ["open_paper"]


async def open_paper(services: Services, interaction: Interaction, pressed: OpenPaper) -> None:
    """Show the paper to whoever pressed, and to nobody else: a channel is not to fill up with what one member reads."""
    catalog = services.catalog()
    paper = catalog.paper(pressed.identity, pressed.week)
    if paper is not None:
        await answer(interaction, await card_of(catalog, paper), private=True)
        return
    text = "That paper is not in the list any more. Here is what is left of its week:"
    await answer(interaction, notice(text), private=True)
    await follow_up(interaction, week_or_nearest(catalog, pressed.week))
