"""Servers, their members and roles."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
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


def list_roles(call: Call) -> Any:
    """Get Guild Roles."""
    return [role.payload() for role in guild_of(call).roles.values()]


def get_member(call: Call) -> Any:
    """Get Guild Member."""
    member = guild_of(call).members.get(call.id("user_id"))
    if member is None:
        raise ApiError.unknown(10007, "Member")
    return member.payload()


def get_my_member(call: Call) -> Any:
    """Get Current User Guild Member."""
    return guild_of(call).members[call.world.bot.id].payload()


ROUTES = (
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("GET", "/guilds/{guild_id}/roles", list_roles),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
    Route("GET", "/users/@me/guilds/{guild_id}/member", get_my_member),
)
