"""Who the bot is, where its gateway is, and whom it can write to."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.rest.routing import Call, Route

__all__ = ["ROUTES"]


def gateway_url(call: Call) -> str:
    """Return the address of the gateway."""
    return f"{call.base_url.replace('http', 'ws', 1)}/gateway"


def get_gateway(call: Call) -> Any:
    """Get Gateway."""
    return {"url": gateway_url(call)}


def get_gateway_bot(call: Call) -> Any:
    """Get Gateway Bot: one shard is enough."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return {"url": gateway_url(call), "shards": 1, "session_start_limit": limit}


def get_me(call: Call) -> Any:
    """Get Current User."""
    return call.world.bot.payload() | {"mfa_enabled": True, "locale": "en-US", "premium_type": 0}


def get_user(call: Call) -> Any:
    """Get User."""
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise ApiError.unknown(10013, "User")
    return user.payload()


def get_application(call: Call) -> Any:
    """Get Current Application."""
    world = call.world
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
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


def open_dm(call: Call) -> Any:
    """Create DM."""
    recipient = str(call.json_object().get("recipient_id"))
    user = call.world.users.get(int(recipient)) if recipient.isdecimal() else None
    if user is None:
        raise ApiError.unknown(10013, "User")
    return call.world.dm(user).payload()


def list_my_guilds(call: Call) -> Any:
    """Get Current User Guilds."""
    mine = [guild for guild in call.world.guilds.values() if guild.me]
    fields = ("id", "name", "icon", "banner", "features")
    own = {"owner": False}
    return [
        {field: guild.payload()[field] for field in fields}
        | own
        | {"permissions": str(int(guild.members[call.world.bot.id].permissions()))}
        for guild in mine
    ]


ROUTES = (
    Route("GET", "/gateway", get_gateway, authorised=False),
    Route("GET", "/gateway/bot", get_gateway_bot),
    Route("GET", "/users/@me", get_me),
    Route("GET", "/users/@me/guilds", list_my_guilds),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/users/{user_id}", get_user),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/oauth2/applications/@me", get_application),
)
