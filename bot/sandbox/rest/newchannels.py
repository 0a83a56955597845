"""Making channels in a server and ordering them: https://discord.com/developers/docs/resources/guild#create-guild-channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.channels import TEXT, check_channel
from bot.sandbox.limits.form import Form, as_mapping
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import guild_of, refuse, require_in_guild
from bot.sandbox.rest.channelfields import apply_fields, refuse_overwrites
from bot.sandbox.rest.routing import Answer, Call, Route
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.guilds import Guild

__all__ = ["MAX_CHANNELS", "ROUTES"]

MAX_CHANNELS = 500
"""Per server, categories included, threads not."""


def create_channel(call: Call) -> Any:
    """Create Guild Channel."""
    guild = guild_of(call)
    require_in_guild(guild, Permission.MANAGE_CHANNELS)
    form = Form(call.json_object(), doubts=call.doubts)
    kind = form.body.get("type") or TEXT
    check_channel(form, kind, new=True)
    refuse(form.problems)
    if len(guild.channels) >= MAX_CHANNELS:
        raise ApiError(400, 30013, f"Maximum number of server channels reached ({MAX_CHANNELS})")
    number, place = call.world.snowflakes.next(), len(guild.channels)
    channel = Channel(call.world, number, ChannelKind(kind), form.body["name"], guild, place)
    refuse_overwrites(channel, form.body)
    apply_fields(channel, {key: value for key, value in form.body.items() if key != "type"})
    call.world.add_channel(channel)
    return Answer(channel.payload(), 201)


def move_channels(call: Call) -> None:
    """Modify Guild Channel Positions; those not named keep theirs."""
    guild = guild_of(call)
    require_in_guild(guild, Permission.MANAGE_CHANNELS)
    if not isinstance(call.body, list):
        raise ApiError(400, 50109, "The request body contains invalid JSON.")
    # Their places stand for themselves in a refusal: "0.position".
    form = Form({str(place): one for place, one in enumerate(call.body)}, doubts=call.doubts)
    for place in form.body:
        if one := form.form(place, required=True):
            one.snowflake("id", required=True)
            one.number("position", 0, 2**31 - 1)
            one.snowflake("parent_id")
            one.truth("lock_permissions")
    refuse(form.problems)
    for body in call.body:
        _move(guild, as_mapping(body))


def _move(guild: Guild, body: Mapping[str, Any]) -> None:
    channel = guild.world.channels.get(int(body["id"]))
    if channel is None or channel.guild is not guild or channel.is_thread:
        raise ApiError.unknown(10003, "Channel")
    apply_fields(channel, {key: body[key] for key in ("position", "parent_id") if key in body})
    channel.changed()


_PATH = "/guilds/{guild_id}/channels"
ROUTES = (Route("POST", _PATH, create_channel), Route("PATCH", _PATH, move_channels))
