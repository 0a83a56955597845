"""Pinned messages: https://discord.com/developers/docs/resources/message#get-channel-pins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import may, message_of, refuse_closed, require, visible_channel
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.content import fetched
from bot.sandbox.world.posting import pin_message, unpin_message

__all__ = ["MAX_PINS", "ROUTES"]

MAX_PINS = 250
"""Per channel."""


def _pinned(channel: Channel) -> list[tuple[datetime, dict[str, Any]]]:
    """Return the pinned messages with their times, the last pinned first; none without READ_MESSAGE_HISTORY."""
    if not may(channel, Permission.READ_MESSAGE_HISTORY):
        return []
    found = [(one.pinned_at, one.id, one) for one in channel.messages.values() if one.pinned_at is not None]
    return [(time, fetched(message)) for time, _, message in sorted(found, key=lambda one: one[:2], reverse=True)]


def list_pins(call: Call) -> Any:
    """Get Channel Pins, page by page."""
    channel = visible_channel(call)
    limit = call.query_number("limit", 50, 1, 50)
    before = call.query_time("before")
    pins = [(time, message) for time, message in _pinned(channel) if before is None or time < before]
    items = [{"pinned_at": time.isoformat(), "message": message} for time, message in pins[:limit]]
    return {"items": items, "has_more": len(pins) > limit}


def list_pins_at_once(call: Call) -> Any:
    """Get Pinned Messages, the older way: the fifty that were pinned last."""
    return [message for _, message in _pinned(visible_channel(call))[:50]]


def pin(call: Call) -> None:
    """Pin Message."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    require(channel, Permission.PIN_MESSAGES)
    refuse_closed(channel)
    if message.pinned_at is None and len(_pinned(channel)) >= MAX_PINS:
        raise ApiError(400, 30003, f"Maximum number of pins reached ({MAX_PINS})")
    pin_message(message)


def unpin(call: Call) -> None:
    """Unpin Message."""
    channel = visible_channel(call)
    message = message_of(call, channel)
    require(channel, Permission.PIN_MESSAGES)
    refuse_closed(channel)
    unpin_message(message)


_NEW, _OLD = "/channels/{channel_id}/messages/pins", "/channels/{channel_id}/pins"
ROUTES = (
    Route("GET", _NEW, list_pins),
    Route("GET", _OLD, list_pins_at_once),
    *(
        route
        for base in (_NEW, _OLD)
        for route in (
            Route("PUT", f"{base}/{{message_id}}", pin),
            Route("DELETE", f"{base}/{{message_id}}", unpin),
        )
    ),
)
