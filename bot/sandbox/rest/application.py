"""The application itself: https://discord.com/developers/docs/resources/application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.rest.routing import Call, Route

__all__ = ["ROUTES", "application_id"]

# Flags of the application by the privileged intent that they grant to one in fewer than a hundred servers.
_LIMITED_FLAGS: Mapping[int, int] = {1 << 8: 1 << 13, 1 << 1: 1 << 15, 1 << 15: 1 << 19}


def application_id(call: Call) -> int:
    """Return the application of the path, which must be the bot's own."""
    number = call.id("application_id")
    if number != call.world.application_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return number


def get_application(call: Call) -> Any:
    """Get Current Application."""
    world = call.world
    flags = sum(flag for intent, flag in _LIMITED_FLAGS.items() if world.privileged_intents & intent)
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": world.owner.payload(),
        "approximate_guild_count": sum(guild.me is not None for guild in world.guilds.values()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "bot": world.bot.payload(),
        "integration_types_config": {"0": {}, "1": {}},
    }


def list_emojis(call: Call) -> Any:
    """List Application Emojis: it has none here."""
    application_id(call)
    return {"items": []}


ROUTES = (
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/{application_id}/emojis", list_emojis),
)
