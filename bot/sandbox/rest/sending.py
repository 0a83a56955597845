"""Create Message: https://discord.com/developers/docs/resources/message#create-message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Problem
from bot.sandbox.limits.unverified import INTO_AN_ARCHIVED_THREAD, WITHOUT_EMBED_LINKS, about_nonces
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import may, require_for, require_sending, visible_channel
from bot.sandbox.rest.bodies import checked_new
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Channel, Thread
from bot.sandbox.world.messages import Message
from bot.sandbox.world.posting import create_message

__all__ = ["NONCE_WINDOW", "ROUTES"]

NONCE_WINDOW = timedelta(minutes=3)
"""How long a nonce is remembered; Discord says "the past few minutes" and publishes no number."""


def send_message(call: Call) -> Any:
    """Create Message."""
    channel = visible_channel(call)
    require_sending(channel)
    body = call.json_object()
    _refuse_recipient(channel)
    require_for(channel, call, body)
    attachments = checked_new(call, channel, body)
    _check_reference(channel, body)
    _note_doubts(call, channel, body)
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


def _note_doubts(call: Call, channel: Channel, body: Mapping[str, Any]) -> None:
    if body.get("embeds") and not may(channel, Permission.EMBED_LINKS):
        call.doubts.append(WITHOUT_EMBED_LINKS)
    if isinstance(channel, Thread) and channel.archived:
        call.doubts.append(INTO_AN_ARCHIVED_THREAD)
    others = (one for one in call.world.channels.values() if one is not channel)
    call.doubts.extend(about_nonces(any(_same_nonce(call, other, body) for other in others)))


def _refuse_recipient(channel: Channel) -> None:
    if any(not user.accepts_dms for user in channel.recipients):
        raise ApiError(403, 50007, "Cannot send messages to this user")


def _check_reference(channel: Channel, body: Mapping[str, Any]) -> None:
    reference = body.get("message_reference")
    if not reference:
        return
    if not may(channel, Permission.READ_MESSAGE_HISTORY):
        raise ApiError(403, 160002, "Cannot reply without permission to read message history")
    found = channel.messages.get(int(reference.get("message_id") or 0))
    if (found is None or found.ephemeral) and reference.get("fail_if_not_exists", True):
        problem = Problem(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        raise ApiError.form([problem])


ROUTES = (Route("POST", "/channels/{channel_id}/messages", send_message),)
