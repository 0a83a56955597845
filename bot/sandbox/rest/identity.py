"""Who the bot is, where its gateway is, and whom it can write to."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form
from bot.sandbox.rest.access import refuse
from bot.sandbox.rest.routing import Call, Route

__all__ = ["ROUTES"]

_SERVERS_PER_SHARD = 1000


def gateway_url(call: Call) -> str:
    """Return the address of the gateway."""
    return f"{call.base_url.replace('http', 'ws', 1)}/gateway"


def get_gateway(call: Call) -> Any:
    """Get Gateway."""
    return {"url": gateway_url(call)}


def get_gateway_bot(call: Call) -> Any:
    """Get Gateway Bot: a shard for each thousand servers, as Discord recommends."""
    joined = sum(guild.me is not None for guild in call.world.guilds.values())
    shards = max(1, -(-joined // _SERVERS_PER_SHARD))
    return {"url": gateway_url(call), "shards": shards, "session_start_limit": call.world.starts.payload()}


def get_me(call: Call) -> Any:
    """Get Current User."""
    return call.world.bot.payload() | {"mfa_enabled": True, "locale": "en-US", "premium_type": 0}


def get_user(call: Call) -> Any:
    """Get User."""
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise ApiError.unknown(10013, "User")
    return user.payload()


def open_dm(call: Call) -> Any:
    """Create DM."""
    form = Form(call.json_object())
    recipient = form.snowflake("recipient_id", required=True)
    refuse(form.problems)
    user = call.world.users.get(recipient or 0)
    if user is None:
        raise ApiError.unknown(10013, "User")
    return call.world.dm(user).payload()


ROUTES = (
    Route("GET", "/gateway", get_gateway, authorised=False),
    Route("GET", "/gateway/bot", get_gateway_bot),
    Route("GET", "/users/@me", get_me),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/users/{user_id}", get_user),
)
