"""Presses that turn the pages of a search, or run one that was suggested."""

from __future__ import annotations

from bot.discord_app.custom_ids.kinds import SearchPage, decode_search
from bot.discord_app.errors import Declined
from bot.discord_app.pages import page_of_search
from bot.discord_app.replies import Interaction, custom_ids, replace_or_answer
from bot.discord_app.services import Services

__all__ = ["show_results"]


async def show_results(services: Services, interaction: Interaction, pressed: SearchPage) -> None:
    """Show a page of the search that the message's buttons hold, in place where the message is the presser's own."""
    try:
        query = decode_search(custom_ids(interaction.message), pressed.encode())
    except ValueError as error:
        raise Declined("This search can no longer be read. Please run /search again.") from error
    await replace_or_answer(interaction, await page_of_search(services.catalog(), query, page=pressed.page))
