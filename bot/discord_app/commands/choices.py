"""What autocomplete offers: names of at most 100 characters, in plain text, and values that the commands understand.

https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from itertools import islice

import discord
from discord import app_commands

from bot.catalog import Catalog
from bot.discord_app.errors import is_expired, new_reference, quoted_traceback
from bot.discord_app.replies import Interaction
from bot.discord_app.text.markdown import fit, length, one_line, plural, week_span
from bot.models import Paper, normalised_title

__all__ = [
    "VISIBILITY",
    "category_choices",
    "offer",
    "paper_choices",
    "plain_choices",
    "source_choices",
    "week_choices",
]

_MOST_CHOICES = 25
_MOST_CHARACTERS = 100

VISIBILITY = [
    app_commands.Choice(name="Only me", value="private"),
    app_commands.Choice(name="Everyone", value="public"),
]

_log = logging.getLogger(__name__)

Choice = app_commands.Choice[str]


async def offer(interaction: Interaction, choices: Callable[[], Iterable[Choice]]) -> list[Choice]:
    """Answer with at most 25 of the choices, and return none for discord.py to send.

    A fault is logged and offers nothing: the member can type on. An answer that Discord does not take, which happens to
    whoever types fast, ends the interaction with CancelledError: discord.py would send it once more, and then log the
    member's id.
    """
    try:
        offered = list(islice(choices(), _MOST_CHOICES))
    except Exception as error:  # noqa: BLE001 - whatever it is, there is nobody to raise it to
        _log.error("%s: autocomplete failed\n%s", new_reference(), quoted_traceback(error, interaction))
        offered = []
    try:
        await interaction.response.autocomplete(offered)
    except Exception as error:
        refused = isinstance(error, discord.HTTPException) and error.status < 500 and not is_expired(error)
        _log.log(logging.WARNING if refused else logging.DEBUG, "suggestions were not taken: %s", error)
        raise asyncio.CancelledError from error
    return []


def paper_choices(catalog: Catalog, typed: str) -> Iterable[Choice]:
    """Offer papers by what was typed of a title or id, each with its week."""
    return (_paper_choice(catalog, paper) for paper in catalog.suggest_papers(typed, _MOST_CHOICES))


def week_choices(catalog: Catalog, typed: str) -> Iterable[Choice]:
    """Offer years, months and weeks, each with how many papers it has."""
    for offer in catalog.suggest_weeks(typed, _MOST_CHOICES):
        papers = plural(sum(len(week.papers) for week in offer.weeks), "paper")
        single = offer.expression == offer.weeks[0].end.isoformat()
        name = week_span(offer.weeks[0]) if single else f"{offer.expression} · {plural(len(offer.weeks), 'week')}"
        yield app_commands.Choice(name=f"{name} · {papers}", value=offer.expression)


def category_choices(catalog: Catalog, typed: str) -> Iterable[Choice]:
    """Offer the categories that hold what was typed, most papers first."""
    wanted = normalised_title(typed)
    for category, count in catalog.categories.items():
        if wanted in normalised_title(category) and length(category) <= _MOST_CHARACTERS:
            yield app_commands.Choice(name=_with_tail(category, plural(count, "paper")), value=category)


def source_choices(catalog: Catalog, typed: str) -> Iterable[Choice]:
    """Offer the sources whose names hold what was typed, most papers first."""
    wanted = typed.strip().casefold()
    for name, count in catalog.sources.items():
        if wanted in name.casefold() and length(name) <= _MOST_CHARACTERS:
            yield app_commands.Choice(name=_with_tail(name, plural(count, "paper")), value=name)


def plain_choices(names: Iterable[str], typed: str) -> Iterable[Choice]:
    """Offer the names that hold what was typed, each once."""
    wanted = typed.strip().casefold()
    for name in dict.fromkeys(names):
        if wanted in name.casefold() and length(name) <= _MOST_CHARACTERS:
            yield app_commands.Choice(name=name, value=name)


def _paper_choice(catalog: Catalog, paper: Paper) -> Choice:
    week = catalog.week_ending(paper.week)
    name = _with_tail(paper.title, week_span(week) if week else paper.week.isoformat())
    return app_commands.Choice(name=name, value=paper.reference)


def _with_tail(text: str, tail: str) -> str:
    room = _MOST_CHARACTERS - length(tail) - len(" · ")
    return f"{fit(one_line(text), room)} · {tail}"
