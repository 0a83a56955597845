"""Messages: https://discord.com/developers/docs/resources/message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Problem
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import (
    may,
    message_of,
    refuse_closed,
    refuse_textless,
    require,
    require_sending,
    visible_channel,
)
from bot.sandbox.rest.bodies import checked_edit, checked_new
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.messages import CROSSPOSTED, Message
from bot.sandbox.world.posting import create_message, delete_message, edit_message

__all__ = ["NONCE_WINDOW", "ROUTES"]

NONCE_WINDOW = timedelta(minutes=3)
"""How long a nonce is remembered; Discord says "the past few minutes" and publishes no number."""


def list_messages(call: Call) -> Any:
    """Get Channel Messages, newest first; none at all without READ_MESSAGE_HISTORY."""
    channel = visible_channel(call)
    limit = call.query_number("limit", 50, 1, 100)
    refuse_textless(channel)
    if not may(channel, Permission.READ_MESSAGE_HISTORY):
        return []
    everything = sorted((one for one in channel.messages.values() if not one.ephemeral), key=lambda one: one.id)
    return [message.payload() for message in reversed(_page(call, everything, limit))]


def _page(call: Call, messages: list[Message], limit: int) -> list[Message]:
    before, after, around = (call.query_id(name) for name in ("before", "after", "around"))
    if around is not None:
        half = limit // 2
        earlier = [one for one in messages if one.id < around][-half:] if half else []
        return [*earlier, *[one for one in messages if one.id >= around][: limit - half]]
    if after is not None:
        return [one for one in messages if one.id > after][:limit]
    return [one for one in messages if before is None or one.id < before][-limit:]


def get_message(call: Call) -> Any:
    """Get Channel Message."""
    channel = visible_channel(call)
    require(channel, Permission.READ_MESSAGE_HISTORY)
    return message_of(call, channel).payload()


def send_message(call: Call) -> Any:
    """Create Message."""
    channel = visible_channel(call)
    require_sending(channel)
    body = call.json_object()
    _refuse_recipient(channel)
    if call.uploads:
        require(channel, Permission.ATTACH_FILES)
    if body.get("poll"):
        require(channel, Permission.SEND_POLLS)
    attachments = checked_new(call, channel, body)
    _check_reference(channel, body)
    earlier = _same_nonce(call, channel, body)
    if earlier is not None:
        if earlier.deleted:
            raise ApiError.unknown(10008, "Message")
        return _with_nonce(earlier)
    message = create_message(channel, call.world.bot, body, attachments=attachments)
    if message.nonce is not None:
        channel.nonces[str(message.nonce)] = message
    return _with_nonce(message)


def _with_nonce(message: Message) -> dict[str, Any]:
    return message.payload() | ({} if message.nonce is None else {"nonce": message.nonce})


def _same_nonce(call: Call, channel: Channel, body: Mapping[str, Any]) -> Message | None:
    """Return the bot's recent message with this nonce in the channel, where the request asks for uniqueness."""
    if not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    earlier = channel.nonces.get(str(body["nonce"]))
    if earlier is None or call.world.clock() - earlier.created_at > NONCE_WINDOW:
        return None
    return earlier


def _refuse_recipient(channel: Channel) -> None:
    if any(not user.accepts_dms for user in channel.recipients):
        raise ApiError(403, 50007, "Cannot send messages to this user")


def _check_reference(channel: Channel, body: Mapping[str, Any]) -> None:
    reference = body.get("message_reference")
    if not reference:
        return
    if not may(channel, Permission.READ_MESSAGE_HISTORY):
        raise ApiError(403, 160002, "Cannot reply without permission to read message history")
    known = int(reference.get("message_id") or 0) in channel.messages
    if not known and reference.get("fail_if_not_exists", True):
        problem = Problem(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        raise ApiError.form([problem])


def change_message(call: Call) -> Any:
    """Edit Message: only the bot's own."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    if message.author is not call.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    refuse_closed(channel)
    body = call.json_object()
    edit_message(message, body, attachments=checked_edit(call, message, body))
    return message.payload()


def remove_message(call: Call) -> None:
    """Delete Message: the bot's own, or any with MANAGE_MESSAGES."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    if message.author is not call.world.bot:
        require(channel, Permission.MANAGE_MESSAGES)
    refuse_closed(channel)
    delete_message(message)


def crosspost_message(call: Call) -> Any:
    """Crosspost Message: once, in announcement channels only."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    if channel.kind is not ChannelKind.ANNOUNCEMENT:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    require(channel, Permission.SEND_MESSAGES)
    if message.author is not call.world.bot:
        require(channel, Permission.MANAGE_MESSAGES)
    if message.flags & CROSSPOSTED:
        raise ApiError(400, 40033, "This message has already been crossposted")
    message.flags |= CROSSPOSTED
    call.world.changes.notify()
    return message.payload()


_BASE = "/channels/{channel_id}/messages"
ROUTES = (
    Route("GET", _BASE, list_messages),
    Route("POST", _BASE, send_message),
    Route("GET", f"{_BASE}/{{message_id}}", get_message),
    Route("PATCH", f"{_BASE}/{{message_id}}", change_message),
    Route("DELETE", f"{_BASE}/{{message_id}}", remove_message),
    Route("POST", f"{_BASE}/{{message_id}}/crosspost", crosspost_message),
)
