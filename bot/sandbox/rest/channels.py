"""Channels: https://discord.com/developers/docs/resources/channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.channels import check_channel, check_thread
from bot.sandbox.limits.form import Form
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import may, refuse, require, visible_channel
from bot.sandbox.rest.channelfields import apply_fields, refuse_overwrites
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.rest.tags import check_tags
from bot.sandbox.world.channels import PINNED, Channel, ChannelKind, Thread

__all__ = ["ROUTES"]


def get_channel(call: Call) -> Any:
    """Get Channel."""
    return visible_channel(call).payload()


def edit_channel(call: Call) -> Any:
    """Modify Channel: of a server, or a thread; direct messages cannot be changed by a bot."""
    channel = visible_channel(call)
    if channel.guild is None:
        raise ApiError(403, 50003, "Cannot execute action on a DM channel")
    form = Form(call.json_object(), doubts=call.doubts)
    if isinstance(channel, Thread):
        check_thread(form, new=False)
        refuse(form.problems)
        _edit_thread(call, channel, form.body)
    else:
        check_channel(form, int(channel.kind), new=False)
        refuse(form.problems)
        require(channel, Permission.MANAGE_CHANNELS)
        _edit(channel, form.body)
    channel.changed()
    return channel.payload()


def _edit(channel: Channel, body: Mapping[str, Any]) -> None:
    if body.get("type") is not None and int(channel.kind) not in (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT):
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if body.get("permission_overwrites") is not None:
        require(channel, Permission.MANAGE_ROLES)
    refuse_overwrites(channel, body)
    apply_fields(channel, body)


def _edit_thread(call: Call, thread: Thread, body: Mapping[str, Any]) -> None:
    manages = may(thread, Permission.MANAGE_THREADS)
    if not manages and (thread.owner is not call.world.bot or thread.locked or _for_managers(thread, body)):
        raise ApiError.missing_permissions()
    if thread.archived and body.get("archived") is not False:
        raise ApiError(400, 50083, "Thread is archived")
    if body.get("applied_tags") is not None:
        tags = [int(tag) for tag in body["applied_tags"]]
        check_tags(thread.parent, tags)
        thread.applied_tags = tags
    if "archived" in body or "locked" in body:
        archived, locked = body.get("archived", thread.archived), body.get("locked", thread.locked)
        thread.archive(archived=bool(archived), locked=bool(locked))
    thread.name = body.get("name") or thread.name
    thread.auto_archive_duration = body.get("auto_archive_duration") or thread.auto_archive_duration
    thread.invitable = bool(body.get("invitable", thread.invitable))
    if body.get("flags") is not None:
        thread.pinned = bool(int(body["flags"]) & PINNED)
    if body.get("rate_limit_per_user") is not None:
        thread.settings = {**thread.settings, "rate_limit_per_user": body["rate_limit_per_user"]}


def _for_managers(thread: Thread, body: Mapping[str, Any]) -> bool:
    """Tell whether an edit is for moderators only: locking, slowmode, and pinning a post."""
    pins = body.get("flags") is not None and bool(int(body["flags"]) & PINNED) is not thread.pinned
    return "locked" in body or "rate_limit_per_user" in body or pins


def delete_channel(call: Call) -> Any:
    """Delete Channel; a direct message is closed, and opened again by the next message."""
    channel: Channel = visible_channel(call)
    payload = channel.payload()
    if channel.guild is not None:
        require(channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS)
        call.world.remove_channel(channel)
    return payload


def type_there(call: Call) -> None:
    """Trigger Typing Indicator."""
    channel = visible_channel(call)
    require(channel, Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES)
    place = {"guild_id": str(channel.guild.id)} if channel.guild else {}
    timestamp = int(call.world.clock().timestamp())
    data = {"channel_id": str(channel.id), "user_id": str(call.world.bot.id), "timestamp": timestamp}
    call.world.emit("TYPING_START", data | place, guild=channel.guild)


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("PATCH", "/channels/{channel_id}", edit_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
    Route("POST", "/channels/{channel_id}/typing", type_there),
)
