"""Who may use which command, as a server set it: https://discord.com/developers/docs/interactions/application-commands."""

from __future__ import annotations

from typing import Any, NoReturn

from bot.sandbox.errors import ApiError
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.application import application_id
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.guilds import Guild

__all__ = ["ROUTES"]


def _target(call: Call) -> tuple[Guild, int]:
    """Return the server and the command of the path; the application's own id stands for all of its commands."""
    application, guild, target = application_id(call), guild_of(call), call.id("command_id")
    books = call.world.commands
    if target != application and books.get(target, guild.id) is None and books.get(target) is None:
        raise ApiError.unknown(10063, "application command")
    return guild, target


def list_permissions(call: Call) -> Any:
    """Get Guild Application Command Permissions."""
    application_id(call)
    return guild_of(call).command_access.payloads()


def get_permissions(call: Call) -> Any:
    """Get Application Command Permissions: unknown where a server changed nothing."""
    guild, target = _target(call)
    payload = guild.command_access.payload(target)
    if payload is None:
        raise ApiError.unknown(10066, "application command permissions")
    return payload


def edit_permissions(call: Call) -> NoReturn:
    """Edit Application Command Permissions: for a person's token only, which this sandbox has none of."""
    _target(call)
    raise ApiError(403, 20001, "Bots cannot use this endpoint")


_BASE = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = (
    Route("GET", f"{_BASE}/permissions", list_permissions),
    Route("GET", f"{_BASE}/{{command_id}}/permissions", get_permissions),
    Route("PUT", f"{_BASE}/{{command_id}}/permissions", edit_permissions),
)
