"""What a channel gives to a role or member or takes from it, one at a time."""

from __future__ import annotations

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.channels import check_overwrite
from bot.sandbox.limits.form import Form
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import refuse, require, visible_channel
from bot.sandbox.rest.channelfields import overwrite_of, refuse_bits
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.guilds import Guild

__all__ = ["ROUTES"]


def _place(call: Call) -> tuple[Guild, Channel]:
    channel = visible_channel(call)
    if channel.guild is None or channel.is_thread:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    require(channel, Permission.MANAGE_ROLES)
    return channel.guild, channel


def set_overwrite(call: Call) -> None:
    """Edit Channel Permissions."""
    guild, channel = _place(call)
    form = Form(call.json_object(), doubts=call.doubts)
    check_overwrite(form)
    refuse(form.problems)
    refuse_bits(guild, channel, [form.body])
    overwrite, target = overwrite_of(form.body), call.id("overwrite_id")
    if target not in (guild.members if overwrite.for_member else guild.roles):
        raise ApiError.unknown(10009, "Permission Overwrite")
    channel.overwrites = {**channel.overwrites, target: overwrite}
    channel.changed()


def delete_overwrite(call: Call) -> None:
    """Delete Channel Permission."""
    _, channel = _place(call)
    target = call.id("overwrite_id")
    if target not in channel.overwrites:
        raise ApiError.unknown(10009, "Permission Overwrite")
    channel.overwrites = {key: one for key, one in channel.overwrites.items() if key != target}
    channel.changed()


_PATH = "/channels/{channel_id}/permissions/{overwrite_id}"
ROUTES = (Route("PUT", _PATH, set_overwrite), Route("DELETE", _PATH, delete_overwrite))
