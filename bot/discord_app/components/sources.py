"""The press that looks for newer papers."""

from __future__ import annotations

from bot.discord_app.custom_ids.kinds import LookForPapers
from bot.discord_app.digest_access import managed_guild
from bot.discord_app.render.sources import refreshed_card
from bot.discord_app.replies import Interaction, finish
from bot.discord_app.services import Services

__all__ = ["look_for_papers"]


async def look_for_papers(services: Services, interaction: Interaction, _pressed: LookForPapers) -> None:
    """Check anew who presses, ask the sources, and say what came of it; how often they are asked is theirs to bound."""
    managed_guild(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    refreshed = await services.papers.refresh()
    await finish(interaction, refreshed_card(refreshed, services.papers.changes()))
