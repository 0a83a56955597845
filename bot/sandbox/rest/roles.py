"""Roles of a server: https://discord.com/developers/docs/resources/guild#create-guild-role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form
from bot.sandbox.permissions import Permission, beyond
from bot.sandbox.rest.access import guild_of, refuse, require_in_guild
from bot.sandbox.rest.bodyreader import MAX_REQUEST
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.roles import Role

__all__ = ["MAX_ROLES", "ROUTES", "role_of"]

MAX_ROLES = 250
"""Per server, @everyone included."""
_MAX_COLOR = 0xFFFFFF


def role_of(call: Call, guild: Guild) -> Role:
    """Return the role of the path, if the bot stands above it.

    :raises ApiError: 10011 where there is none, 50013 for a role not below the bot's highest, or Discord's own
    """
    role = _known(call, guild)
    me = guild.members[call.world.bot.id]
    highest = max((one.position for one in me.roles), default=0)
    if role.managed_by is not None or role is guild.everyone or role.position >= highest:
        raise ApiError.missing_permissions()
    return role


def _known(call: Call, guild: Guild) -> Role:
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise ApiError.unknown(10011, "Role")
    return role


def list_roles(call: Call) -> Any:
    """Get Guild Roles."""
    return [role.payload() for role in guild_of(call).roles.values()]


def get_role(call: Call) -> Any:
    """Get Guild Role."""
    return _known(call, guild_of(call)).payload()


def create_role(call: Call) -> Any:
    """Create Guild Role, below all others."""
    guild = guild_of(call)
    body = _checked(call, guild)
    if len(guild.roles) >= MAX_ROLES:
        raise ApiError(400, 30005, f"Maximum number of guild roles reached ({MAX_ROLES})")
    name, bits = body.get("name") or "new role", body.get("permissions")
    role = guild.new_role(name, guild.everyone.permissions if bits is None else Permission(int(bits)))
    _change(guild, role, body)
    return role.payload()


def edit_role(call: Call) -> Any:
    """Modify Guild Role."""
    guild = guild_of(call)
    body = _checked(call, guild)
    # What everybody may do is changed like a role's, though nobody stands above it.
    role = guild.everyone if call.id("role_id") == guild.id else role_of(call, guild)
    _change(guild, role, body)
    return role.payload()


def _change(guild: Guild, role: Role, body: Mapping[str, Any]) -> None:
    said = {key: value for key, value in body.items() if value is not None}
    role.name = said.get("name", role.name)
    role.mentionable = said.get("mentionable", role.mentionable)
    role.hoist = said.get("hoist", role.hoist)
    role.color = said.get("color", role.color)
    if said.get("colors", {}).get("primary_color") is not None:
        role.color = said["colors"]["primary_color"]
    guild.set_role(role, Permission(int(said.get("permissions", role.permissions))))


def delete_role(call: Call) -> None:
    """Delete Guild Role."""
    guild = guild_of(call)
    require_in_guild(guild, Permission.MANAGE_ROLES)
    guild.remove_role(role_of(call, guild))


def _checked(call: Call, guild: Guild) -> Mapping[str, Any]:
    require_in_guild(guild, Permission.MANAGE_ROLES)
    form = Form(call.json_object(), doubts=call.doubts)
    form.text("name", 100, minimum=1)
    form.number("color", 0, _MAX_COLOR)
    if colors := form.form("colors"):
        for key in ("primary_color", "secondary_color", "tertiary_color"):
            colors.number(key, 0, _MAX_COLOR)
    form.text("icon", MAX_REQUEST)
    form.text("unicode_emoji", 100)
    form.truth("hoist")
    form.truth("mentionable")
    bits = form.bits("permissions")
    refuse(form.problems)
    _refuse_boosted(form.body)
    if bits is not None and beyond(Permission(bits), guild.members[call.world.bot.id].permissions()):
        raise ApiError.missing_permissions()
    return form.body


def _refuse_boosted(body: Mapping[str, Any]) -> None:
    """Refuse icons of roles and colours beyond the first, which boosted servers have."""
    colors = body.get("colors") or {}
    if any(body.get(key) for key in ("icon", "unicode_emoji")) or any(
        colors.get(key) is not None for key in ("secondary_color", "tertiary_color")
    ):
        raise ApiError(400, 50101, "This server needs more boosts to perform this action")


_BASE = "/guilds/{guild_id}/roles"
ROUTES = (
    Route("GET", _BASE, list_roles),
    Route("POST", _BASE, create_role),
    Route("GET", f"{_BASE}/{{role_id}}", get_role),
    Route("PATCH", f"{_BASE}/{{role_id}}", edit_role),
    Route("DELETE", f"{_BASE}/{{role_id}}", delete_role),
)
