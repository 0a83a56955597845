"""Find the bot's own digests in a channel's history, by the marker that every part carries in a button's custom id."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from typing import Any

import discord
from discord.http import HTTPClient

from bot.digests.model import ChannelKind, ChannelView, Marker, Posted
from bot.discord_app.custom_ids import WeekOfDigest

__all__ = ["find_posted", "marker_in"]

_PAGE = 100
"""The most that one request for messages or threads returns."""
_MOST = 100
_DEPTH = 10
"""How many pages back a look without a beginning goes: a digest in a busy channel is soon under other messages."""

Json = Mapping[str, Any]


def marker_in(message: Json) -> Marker | None:
    """Return the marker in a message as the API returns it, None if it is no digest."""
    for custom_id in _custom_ids(message.get("components", [])):
        if match := WeekOfDigest.PATTERN.fullmatch(custom_id):
            try:
                return WeekOfDigest.decode(match).marker
            except ValueError:  # a day that does not exist: not an id of ours
                continue
    return None


async def find_posted(http: HTTPClient, me: int, channel: ChannelView, since: datetime | None) -> list[Posted]:
    """Return the marked messages of the user ``me``, newest first: all after ``since``, or the most recent hundred.

    In a forum, posts that ``me`` opened are looked into. Raises what discord.py raises.
    """
    floor = 0 if since is None else discord.utils.time_snowflake(since)
    if channel.kind is not ChannelKind.FORUM:
        return [posted async for posted in _in_channel(http, me, channel.channel_id, floor)][: _most(floor)]
    found: list[Posted] = []
    for thread in [thread async for thread in _own_posts(http, me, channel, floor)]:
        found += [posted async for posted in _in_channel(http, me, thread, floor)]
        if not floor and len(found) >= _MOST:
            break
    return sorted(found, key=lambda posted: posted.message_id, reverse=True)[: _most(floor)]


def _most(floor: int) -> int | None:
    return None if floor else _MOST


async def _in_channel(http: HTTPClient, me: int, channel_id: int, floor: int) -> AsyncIterator[Posted]:
    before: int | None = None
    pages = 0
    while floor or pages < _DEPTH:
        page = await http.logs_from(channel_id, _PAGE, before=before)
        pages += 1
        for message in page:
            if int(message["id"]) < floor:
                return
            if int(message["author"]["id"]) == me and (marker := marker_in(message)):
                yield Posted(int(message["id"]), channel_id, marker)
        if len(page) < _PAGE:
            return
        before = int(page[-1]["id"])


async def _own_posts(http: HTTPClient, me: int, forum: ChannelView, floor: int) -> AsyncIterator[int]:
    """Yield the posts that ``me`` opened and that were alive after ``floor``: open ones first, then archived, newest first."""
    active = (await http.get_active_threads(forum.guild_id))["threads"]
    mine = [post for post in active if int(post["parent_id"]) == forum.channel_id and int(post["owner_id"]) == me]
    for post in sorted(mine, key=_last_sign, reverse=True):
        if _last_sign(post) >= floor:
            yield int(post["id"])
    async for thread in _archived(http, forum.channel_id, floor):
        if int(thread["owner_id"]) == me:
            yield int(thread["id"])


async def _archived(http: HTTPClient, forum_id: int, floor: int) -> AsyncIterator[Json]:
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


def _last_sign(thread: Json) -> int:
    return max(int(thread["id"]), int(thread.get("last_message_id") or 0))


def _custom_ids(components: list[Json]) -> Iterator[str]:
    for component in components:
        if custom_id := component.get("custom_id"):
            yield custom_id
        yield from _custom_ids(component.get("components", []))
        if accessory := component.get("accessory"):
            yield from _custom_ids([accessory])
