"""Servers: https://discord.com/developers/docs/resources/guild."""

from __future__ import annotations

from typing import Any

from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.routing import Call, Route

__all__ = ["ROUTES"]


def get_guild(call: Call) -> Any:
    """Get Guild."""
    guild = guild_of(call)
    counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return guild.payload() | (counts if call.query_truth("with_counts") else {})


def list_channels(call: Call) -> Any:
    """Get Guild Channels: all of them, whatever the bot may see, without threads."""
    return [channel.payload() for channel in guild_of(call).channels]


def list_my_guilds(call: Call) -> Any:
    """Get Current User Guilds, by their ids."""
    limit = call.query_number("limit", 200, 1, 200)
    before, after = call.query_id("before"), call.query_id("after")
    mine = sorted((guild for guild in call.world.guilds.values() if guild.me), key=lambda guild: guild.id)
    if before is not None:
        mine = [guild for guild in mine if guild.id < before][-limit:]
    mine = [guild for guild in mine if after is None or guild.id > after][:limit]
    fields = ("id", "name", "icon", "banner", "features")
    own = {"owner": False}
    return [
        {field: guild.payload()[field] for field in fields}
        | own
        | {"permissions": str(int(guild.members[call.world.bot.id].permissions()))}
        for guild in mine
    ]


def leave_guild(call: Call) -> None:
    """Leave Guild."""
    guild_of(call).remove_bot()


ROUTES = (
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("GET", "/users/@me/guilds", list_my_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
)
