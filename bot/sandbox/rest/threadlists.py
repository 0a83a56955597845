"""Which threads there are: https://discord.com/developers/docs/resources/channel#list-public-archived-threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import guild_of, require, sees, visible_channel
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Thread
from bot.sandbox.world.users import User

__all__ = ["ROUTES"]


def list_active_threads(call: Call) -> Any:
    """List Active Guild Threads, as far as the bot sees them."""
    active = [one for one in guild_of(call).threads if sees(one) and not one.archived]
    return _listed(sorted(active, key=lambda one: -one.id)) | {"has_more": False}


def list_archived_public(call: Call) -> Any:
    """List Public Archived Threads, the last archived first."""
    return _archived(call, private=False)


def list_archived_private(call: Call) -> Any:
    """List Private Archived Threads."""
    require(visible_channel(call), Permission.MANAGE_THREADS)
    return _archived(call, private=True)


def list_archived_private_joined(call: Call) -> Any:
    """List Joined Private Archived Threads: those that the bot is in."""
    return _archived(call, private=True, joined_by=call.world.bot)


def _archived(call: Call, *, private: bool, joined_by: User | None = None) -> Any:
    channel = visible_channel(call)
    require(channel, Permission.READ_MESSAGE_HISTORY)
    limit = call.query_number("limit", 50, 2, 100)
    before = call.query_time("before")
    fitting = [
        thread
        for thread in channel.threads
        if thread.archived
        and thread.private == private
        and (joined_by is None or joined_by.id in thread.members)
        and (before is None or thread.archived_at < before)
    ]
    newest_first = sorted(fitting, key=_archived_at, reverse=True)
    return _listed(newest_first[:limit]) | {"has_more": len(fitting) > limit}


def _listed(threads: Sequence[Thread]) -> dict[str, Any]:
    """Return threads, and the bot's membership of those that it is in."""
    payloads = [thread.payload() for thread in threads]
    return {"threads": payloads, "members": [one["member"] for one in payloads if "member" in one]}


def _archived_at(thread: Thread) -> tuple[datetime, int]:
    return thread.archived_at, thread.id


ROUTES = (
    Route("GET", "/guilds/{guild_id}/threads/active", list_active_threads),
    Route("GET", "/channels/{channel_id}/threads/archived/public", list_archived_public),
    Route("GET", "/channels/{channel_id}/threads/archived/private", list_archived_private),
    Route("GET", "/channels/{channel_id}/users/@me/threads/archived/private", list_archived_private_joined),
)
