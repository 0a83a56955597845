"""The pages that commands and buttons both show: a paper's card, a week, a stretch of a search."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

import discord

from bot.catalog import Catalog
from bot.catalog.results import SearchQuery
from bot.discord_app.render.paper import paper_card
from bot.discord_app.render.search import search_page
from bot.discord_app.render.week import week_not_found, week_page, weeks_overview
from bot.errors import WeekNotFoundError
from bot.models import Paper, Week

__all__ = ["card_of", "days_of", "page_of_search", "week_or_nearest", "weeks_named"]

_SEARCH_PAGE = 5
"""Hits on a page of search results: with a snippet each, more would not be skimmed."""


async def card_of(catalog: Catalog, paper: Paper) -> discord.ui.LayoutView:
    """Return a paper's card. Related papers are computed off the event loop."""
    related = await asyncio.to_thread(catalog.related, paper)
    return paper_card(paper, total=catalog.size_of_its_week(paper), related=related)


def _page_of_week(catalog: Catalog, week: Week, *, page: int = 0, category: str | None = None) -> discord.ui.LayoutView:
    """Return a page of a week, with the way to its neighbours."""
    return week_page(week, page=page, category=category, older=catalog.older(week), newer=catalog.newer(week))


async def weeks_named(catalog: Catalog, expression: str, category: str | None = None) -> discord.ui.LayoutView:
    """Return what an expression such as ``latest`` or ``march 2023`` names: a week, an overview of several, or what is near."""
    try:
        named = catalog.weeks_for(expression)
    except WeekNotFoundError as error:
        return week_not_found(error)
    if len(named.weeks) == 1:
        return _page_of_week(catalog, named.weeks[0], category=category)
    if category is None:
        return weeks_overview(named.label, named.weeks)
    return await page_of_search(catalog, SearchQuery("", category, *days_of(catalog, named.weeks)))


def days_of(catalog: Catalog, weeks: Sequence[Week]) -> tuple[date, date]:
    """Return the days between which a search finds just these weeks, newest first: some lists' weeks share a day.

    A week that its neighbours cover has no day of its own; then it is all of its days, and the neighbours are found as well.
    """
    older, newer = catalog.older(weeks[-1]), catalog.newer(weeks[0])
    since = max(weeks[-1].start, older.end + timedelta(days=1)) if older else weeks[-1].start
    until = min(weeks[0].end, newer.start - timedelta(days=1)) if newer else weeks[0].end
    return (since, until) if since <= until else (weeks[-1].start, weeks[0].end)


def week_or_nearest(
    catalog: Catalog, end: date, *, page: int = 0, category: str | None = None
) -> discord.ui.LayoutView:
    """Return the week that ends on ``end``; where the list no longer has it, say so and offer the nearest ones."""
    week = catalog.week_ending(end) or catalog.week_of(end)
    if week is not None:
        return _page_of_week(catalog, week, page=page, category=category)
    nearest = sorted((other.end for other in catalog.weeks), key=lambda other: abs(other - end))
    return week_not_found(
        WeekNotFoundError(end.isoformat(), "That week is not in the list any more.", tuple(nearest[:3]))
    )


async def page_of_search(catalog: Catalog, query: SearchQuery, *, page: int = 0) -> discord.ui.LayoutView:
    """Return a page of a search, or the card of the paper whose id or link was given. Searches off the event loop."""
    results = await asyncio.to_thread(catalog.search, query, offset=page * _SEARCH_PAGE, limit=_SEARCH_PAGE)
    if results.direct is not None:
        return await card_of(catalog, results.direct)
    return search_page(results, page=page, page_size=_SEARCH_PAGE)
