"""Which papers a member wants to take along, and the message with the file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from io import BytesIO

import discord

from bot.catalog import Catalog
from bot.catalog.filters import known_category, known_source
from bot.catalog.results import SearchQuery, SearchResults, WeekAnswer
from bot.discord_app.errors import Declined
from bot.discord_app.pages import days_of
from bot.discord_app.render.export import Picked, export_card
from bot.discord_app.render.search import search_page
from bot.discord_app.render.week import week_not_found
from bot.discord_app.replies import Interaction, finish
from bot.errors import WeekNotFoundError
from bot.exports import Export, Form, export

__all__ = ["Asked", "answer_with_file"]

_MOST_PAPERS = 2000
"""A file of so many stays well below Discord's 10 MiB; the whole living list has 1,810."""
_MEBIBYTE = 1 << 20
_MISSING_PERMISSIONS = 50013


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member typed: an expression for weeks, words as in a search, and filters; nothing means the latest week."""

    week: str | None = None
    query: str | None = None
    category: str | None = None
    source: str | None = None


async def answer_with_file(catalog: Catalog, interaction: Interaction, asked: Asked, form: Form) -> None:
    """Finish a deferred response with the papers that are meant, or say why there are none and what would find some.

    Searching and writing happen off the event loop.
    """
    try:
        weeks = None if asked.week is None and _is_search(asked) else catalog.weeks_for(asked.week or "")
    except WeekNotFoundError as error:
        await finish(interaction, week_not_found(error))
        return
    if weeks is not None and not _is_search(asked):
        picked = _of_weeks(weeks)
    else:
        query = _query(catalog, asked, weeks)
        found = await asyncio.to_thread(catalog.search, query, limit=_MOST_PAPERS, snippets=False)
        results = found if weeks is None else _within(found, weeks)
        if not results.hits and results.direct is None:
            await finish(interaction, search_page(results, page=0, page_size=1))
            return
        picked = _of_search(results, weeks)
    made = await asyncio.to_thread(export, picked.papers, form, name=picked.name)
    await _send(interaction, picked, made, form)


def _is_search(asked: Asked) -> bool:
    return bool((asked.query or "").strip() or asked.category or asked.source)


def _query(catalog: Catalog, asked: Asked, weeks: WeekAnswer | None) -> SearchQuery:
    since, until = (None, None) if weeks is None else days_of(catalog, weeks.weeks)
    category, source = known_category(catalog, asked.category), known_source(catalog, asked.source)
    return SearchQuery((asked.query or "").strip(), category, since, until, source)


def _within(results: SearchResults, weeks: WeekAnswer) -> SearchResults:
    """Leave out the hits of other weeks, which share all days of a week that they cover."""
    ends = {week.end for week in weeks.weeks}
    hits = tuple(hit for hit in results.hits if hit.paper.week in ends)
    return replace(results, hits=hits, total=results.total - len(results.hits) + len(hits))


def _of_weeks(weeks: WeekAnswer) -> Picked:
    papers = tuple(paper for week in weeks.weeks for paper in week.papers)
    return Picked(papers=papers[:_MOST_PAPERS], total=len(papers), weeks=weeks)


def _of_search(results: SearchResults, weeks: WeekAnswer | None) -> Picked:
    if results.direct is not None:
        return Picked(papers=(results.direct,), total=1, results=results)
    return Picked(papers=tuple(hit.paper for hit in results.hits), total=results.total, weeks=weeks, results=results)


async def _send(interaction: Interaction, picked: Picked, made: Export, form: Form) -> None:
    data = made.data
    if len(data) > interaction.filesize_limit:
        raise Declined(
            f"That file would have {len(data) / _MEBIBYTE:.0f} MiB, and Discord takes {interaction.filesize_limit // _MEBIBYTE} "
            "here. A month or a category at a time fits."
        )
    file = discord.File(BytesIO(data), made.filename)
    try:
        await finish(interaction, export_card(picked, form, file), file)
    except discord.Forbidden as error:
        if error.code != _MISSING_PERMISSIONS:
            raise
        raise Declined(
            "I may not attach files here. In a direct message to me, /export works; or ask who manages this server to allow "
            "Attach Files."
        ) from error
