"""Messages: https://discord.com/developers/docs/resources/message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form
from bot.sandbox.limits.unverified import HOUR, about_crossposts, about_edits_of_a_crosspost
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import (
    may,
    message_of,
    refuse,
    refuse_closed,
    refuse_textless,
    require,
    visible_channel,
)
from bot.sandbox.rest.bodies import checked_edit
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.snowflake import created_at
from bot.sandbox.world.channels import ChannelKind
from bot.sandbox.world.content import fetched
from bot.sandbox.world.messages import CROSSPOSTED, Message
from bot.sandbox.world.posting import delete_message, delete_messages, edit_message, publish_message

__all__ = ["BULK", "BULK_AGE", "ROUTES"]

BULK = (2, 100)
"""How many messages may be deleted at once."""
BULK_AGE = timedelta(days=14)
"""How old a message may be that is deleted with others."""


def list_messages(call: Call) -> Any:
    """Get Channel Messages, newest first; none at all without READ_MESSAGE_HISTORY."""
    channel = visible_channel(call)
    limit = call.query_number("limit", 50, 1, 100)
    refuse_textless(channel)
    if not may(channel, Permission.READ_MESSAGE_HISTORY):
        return []
    everything = sorted((one for one in channel.messages.values() if not one.ephemeral), key=lambda one: one.id)
    return [fetched(message) for message in reversed(_page(call, everything, limit))]


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
    return fetched(message_of(call, channel))


def change_message(call: Call) -> Any:
    """Edit Message: the bot's own; of others' only whether their embeds are shown, with MANAGE_MESSAGES."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    if message.author is not call.world.bot:
        if set(call.json_object()) != {"flags"}:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        require(channel, Permission.MANAGE_MESSAGES)
    refuse_closed(channel)
    if message.poll is not None:
        raise ApiError(400, 520003, "Cannot edit a poll message")
    body = call.json_object()
    edit_message(message, body, attachments=checked_edit(call, message, body))
    if message.flags & CROSSPOSTED:
        call.doubts.extend(about_edits_of_a_crosspost(call.world.tally.add(("edit", message.id), HOUR)))
    return message.payload()


def remove_message(call: Call) -> None:
    """Delete Message: the bot's own, or any with MANAGE_MESSAGES."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    if message.author is not call.world.bot:
        require(channel, Permission.MANAGE_MESSAGES)
    refuse_closed(channel)
    delete_message(message)


def remove_messages(call: Call) -> None:
    """Bulk Delete Messages: ids that are no messages are passed over, old messages are refused."""
    channel = visible_channel(call)
    require(channel, Permission.MANAGE_MESSAGES)
    form = Form(call.json_object(), doubts=call.doubts)
    least, most = BULK
    form.items("messages", most, minimum=least, required=True)
    numbers = [int(one) for one in form.snowflakes("messages", most)]
    refuse(form.problems)
    oldest = call.world.clock() - BULK_AGE
    if any(created_at(number) < oldest for number in numbers):
        raise ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    refuse_closed(channel)
    found = [channel.messages[number] for number in numbers if number in channel.messages]
    delete_messages(channel, [message for message in found if not message.ephemeral])


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
    call.doubts.extend(about_crossposts(call.world.tally.add(("crosspost", channel.id), HOUR)))
    publish_message(message)
    return message.payload()


_BASE = "/channels/{channel_id}/messages"
ROUTES = (
    Route("GET", _BASE, list_messages),
    # Before the single message's, whose id a "bulk-delete" is not.
    Route("POST", f"{_BASE}/bulk-delete", remove_messages),
    Route("GET", f"{_BASE}/{{message_id}}", get_message),
    Route("PATCH", f"{_BASE}/{{message_id}}", change_message),
    Route("DELETE", f"{_BASE}/{{message_id}}", remove_message),
    Route("POST", f"{_BASE}/{{message_id}}/crosspost", crosspost_message),
)
