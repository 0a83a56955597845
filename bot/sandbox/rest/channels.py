"""Channels: https://discord.com/developers/docs/resources/channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import may, require, visible_channel
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Channel, Thread

__all__ = ["AUTO_ARCHIVE_MINUTES", "MAX_TAGS_OF_A_POST", "ROUTES"]

AUTO_ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
MAX_TAGS_OF_A_POST = 5


def get_channel(call: Call) -> Any:
    """Get Channel."""
    return visible_channel(call).payload()


def edit_channel(call: Call) -> Any:
    """Modify Channel: name and topic, and of a thread whether it is archived or locked."""
    channel = visible_channel(call)
    body = call.json_object()
    form = Form(body)
    form.text("name", 100, minimum=1)
    form.text("topic", 1024)
    form.choice("auto_archive_duration", AUTO_ARCHIVE_MINUTES)
    form.snowflakes("applied_tags", MAX_TAGS_OF_A_POST)
    if form.problems:
        raise ApiError.form(form.problems)
    if isinstance(channel, Thread):
        _edit_thread(call, channel, body)
    else:
        require(channel, Permission.MANAGE_CHANNELS)
        channel.topic = body.get("topic", channel.topic)
    channel.name = body.get("name", channel.name)
    channel.changed()
    return channel.payload()


def _edit_thread(call: Call, thread: Thread, body: Mapping[str, Any]) -> None:
    manages = may(thread, Permission.MANAGE_THREADS)
    if not manages and (thread.owner is not call.world.bot or thread.locked or "locked" in body):
        raise ApiError.missing_permissions()
    if thread.archived and body.get("archived") is not False:
        raise ApiError(400, 50083, "Thread is archived")
    if "archived" in body or "locked" in body:
        archived, locked = body.get("archived", thread.archived), body.get("locked", thread.locked)
        thread.archive(archived=bool(archived), locked=bool(locked))
    thread.auto_archive_duration = body.get("auto_archive_duration", thread.auto_archive_duration)
    if "applied_tags" in body:
        thread.applied_tags = [int(tag) for tag in body["applied_tags"]]


def delete_channel(call: Call) -> Any:
    """Delete Channel."""
    channel: Channel = visible_channel(call)
    require(channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS)
    payload = channel.payload()
    call.world.remove_channel(channel)
    return payload


def type_there(call: Call) -> None:
    """Trigger Typing Indicator."""
    require(visible_channel(call), Permission.SEND_MESSAGES)


def join_or_leave_thread(call: Call) -> None:
    """Join Thread, Leave Thread: who is in a thread is not kept."""
    if not visible_channel(call).is_thread:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("PATCH", "/channels/{channel_id}", edit_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
    Route("POST", "/channels/{channel_id}/typing", type_there),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", join_or_leave_thread),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", join_or_leave_thread),
)
