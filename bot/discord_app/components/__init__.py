"""What presses on buttons do. A message outlives the process, so each press finds all it needs in the button's custom id."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord

from bot.discord_app.components.digests import Reposting, chosen_digest
from bot.discord_app.components.dynamic import dynamic_item, guarded
from bot.discord_app.components.papers import open_paper
from bot.discord_app.components.search import show_results
from bot.discord_app.components.sources import look_for_papers
from bot.discord_app.components.weeks import pick_week, show_digest_week, show_month, show_week
from bot.discord_app.custom_ids.kinds import (
    ChosenDigest,
    LookForPapers,
    OpenPaper,
    PickWeek,
    PostAgain,
    SearchPage,
    ShowMonth,
    ShowWeek,
    WeekOfDigest,
)
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.render.notice import notice
from bot.discord_app.replies import Interaction, answer
from bot.discord_app.services import Services

__all__ = ["answer_unknown", "dynamic_items"]

_PATTERNS = tuple(
    kind.PATTERN
    for kind in (
        *(OpenPaper, ShowWeek, ShowMonth, PickWeek, WeekOfDigest),
        *(SearchPage, ChosenDigest, PostAgain, LookForPapers),
    )
)


def dynamic_items(services: Services, homes: ChannelHomes) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return what to register with a client, so that buttons of every age are answered."""
    return (
        dynamic_item(OpenPaper, partial(open_paper, services)),
        dynamic_item(ShowWeek, partial(show_week, services)),
        dynamic_item(ShowMonth, partial(show_month, services)),
        dynamic_item(PickWeek, partial(pick_week, services)),
        dynamic_item(WeekOfDigest, partial(show_digest_week, services)),
        dynamic_item(SearchPage, partial(show_results, services)),
        dynamic_item(ChosenDigest, partial(chosen_digest, services, homes)),
        dynamic_item(PostAgain, Reposting(services, homes)),
        dynamic_item(LookForPapers, partial(look_for_papers, services)),
    )


async def answer_unknown(interaction: Interaction) -> None:
    """Answer a press on a button that none of the items knows, so that it does not seem broken."""
    match interaction.data:
        case {"custom_id": str(custom_id)} if interaction.type is discord.InteractionType.component:
            if not any(pattern.fullmatch(custom_id) for pattern in _PATTERNS):
                await guarded(interaction, _say_unknown(interaction))


async def _say_unknown(interaction: Interaction) -> None:
    text = "This button is from another version of the bot. /paper, /week and /search find what it led to."
    await answer(interaction, notice(text), private=True)
