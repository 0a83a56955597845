"""Find the bot's own digests in a channel's history, by the marker that every part carries in a button's custom id."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import discord
from discord.http import HTTPClient

from bot.digests.model import ChannelKind, ChannelView, Posted
from bot.discord_app.custom_ids.in_messages import Json, marker_in, papers_in

__all__ = ["find_posted"]

_PAGE = 100
"""The most that one request for messages or threads returns."""
_MOST = 100
_DEPTH = 10
"""How many pages back a look without a beginning goes: a digest in a busy channel is soon under other messages."""


async def find_posted(http: HTTPClient, me: int, channel: ChannelView, since: datetime | None) -> list[Posted]:
    """Return the marked messages of the user ``me``, newest first: all after ``since``, or the most recent hundred.

    In a forum these are the first messages of the posts that ``me`` opened. Raises what discord.py raises.
    """
    floor = 0 if since is None else discord.utils.time_snowflake(since)
    if channel.kind is ChannelKind.FORUM:
        posts = [post async for post in _own_posts(http, me, channel, floor)]
        newest = sorted(posts, reverse=True)[: None if floor else _MOST]
        messages = [message for post in newest async for message in _first_message(http, post)]
    else:
        messages = [message async for message in _messages(http, channel.channel_id, floor)]
    found = [
        Posted(int(message["id"]), int(message["channel_id"]), marker, papers_in(message))
        for message in messages
        if int(message["author"]["id"]) == me and (marker := marker_in(message))
    ]
    return found if floor else found[:_MOST]


async def _messages(http: HTTPClient, channel_id: int, floor: int) -> AsyncIterator[Json]:
    before: int | None = None
    pages = 0
    while floor or pages < _DEPTH:
        page = await http.logs_from(channel_id, _PAGE, before=before)
        pages += 1
        for message in page:
            if int(message["id"]) < floor:
                return
            yield message
        if len(page) < _PAGE:
            return
        before = int(page[-1]["id"])


async def _first_message(http: HTTPClient, post: int) -> AsyncIterator[Json]:
    """Yield the message that a forum post began with, which has the post's id; nothing if it was deleted."""
    for message in await http.logs_from(post, 1, after=post - 1):
        if int(message["id"]) == post:
            yield message


async def _own_posts(http: HTTPClient, me: int, forum: ChannelView, floor: int) -> AsyncIterator[int]:
    """Yield the posts that ``me`` opened after ``floor``, open and archived ones."""
    active = await http.get_active_threads(forum.guild_id)
    open_ones = [thread for thread in active["threads"] if int(thread["parent_id"]) == forum.channel_id]
    for thread in open_ones:
        if int(thread["owner_id"]) == me and int(thread["id"]) >= floor:
            yield int(thread["id"])
    async for archived in _archived(http, forum.channel_id, floor):
        if int(archived["owner_id"]) == me and int(archived["id"]) >= floor:
            yield int(archived["id"])


async def _archived(http: HTTPClient, forum_id: int, floor: int) -> AsyncIterator[Json]:
    """Yield a forum's archived posts, lately archived ones first, until one that was archived before ``floor``."""
    before: str | None = None
    pages = 0
    while floor or pages < _DEPTH:
        answer = await http.get_public_archived_threads(forum_id, before=before, limit=_PAGE)
        pages += 1
        for thread in answer["threads"]:
            before = thread["thread_metadata"]["archive_timestamp"]
            if discord.utils.time_snowflake(discord.utils.parse_time(before)) < floor:
                return
            yield thread
        if not answer.get("has_more") or before is None:
            return
