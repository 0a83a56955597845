"""Members of a server: https://discord.com/developers/docs/resources/guild#list-guild-members."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import guild_of, refuse, require_in_guild, require_members_intent
from bot.sandbox.rest.roles import role_of
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.members import Member

__all__ = ["ROUTES"]


def _member(call: Call) -> tuple[Guild, Member]:
    guild = guild_of(call)
    member = guild.members.get(call.id("user_id"))
    if member is None:
        raise ApiError.unknown(10007, "Member")
    return guild, member


def get_member(call: Call) -> Any:
    """Get Guild Member."""
    _, member = _member(call)
    return member.payload()


def get_my_member(call: Call) -> Any:
    """Get Current User Guild Member."""
    return guild_of(call).members[call.world.bot.id].payload()


def list_members(call: Call) -> Any:
    """List Guild Members, by their ids: for applications with the intent of members."""
    guild = guild_of(call)
    require_members_intent(call)
    limit = call.query_number("limit", 1, 1, 1000)
    after = call.query_id("after") or 0
    members = sorted(guild.members.values(), key=lambda member: member.id)
    return [member.payload() for member in members if member.id > after][:limit]


def search_members(call: Call) -> Any:
    """Search Guild Members: those whose name begins with a text, whatever its case."""
    guild = guild_of(call)
    form = Form(call.query, doubts=call.doubts)
    beginning = form.text("query", 100, minimum=1, required=True).casefold()
    refuse(form.problems)
    limit = call.query_number("limit", 1, 1, 1000)
    found = (member for member in guild.members.values() if member.user.name.casefold().startswith(beginning))
    return [member.payload() for member in found][:limit]


def give_role(call: Call) -> None:
    """Add Guild Member Role."""
    guild, member = _member(call)
    require_in_guild(guild, Permission.MANAGE_ROLES)
    role = role_of(call, guild)
    if role not in member.roles:
        guild.set_roles(member, [*member.roles, role])


def take_role(call: Call) -> None:
    """Remove Guild Member Role."""
    guild, member = _member(call)
    require_in_guild(guild, Permission.MANAGE_ROLES)
    role = role_of(call, guild)
    if role in member.roles:
        guild.set_roles(member, [one for one in member.roles if one is not role])


_BASE = "/guilds/{guild_id}/members"
ROUTES = (
    Route("GET", _BASE, list_members),
    Route("GET", f"{_BASE}/search", search_members),
    Route("GET", f"{_BASE}/{{user_id}}", get_member),
    Route("PUT", f"{_BASE}/{{user_id}}/roles/{{role_id}}", give_role),
    Route("DELETE", f"{_BASE}/{{user_id}}/roles/{{role_id}}", take_role),
    Route("GET", "/users/@me/guilds/{guild_id}/member", get_my_member),
)
