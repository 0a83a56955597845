"""Polls: https://discord.com/developers/docs/resources/poll."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import message_of, require, visible_channel
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.posting import end_poll

__all__ = ["ROUTES"]


def list_voters(call: Call) -> Any:
    """Get Answer Voters, by their ids; none for an answer that the poll does not have."""
    channel = visible_channel(call)
    require(channel, Permission.READ_MESSAGE_HISTORY)
    message = message_of(call, channel)
    limit = call.query_number("limit", 25, 1, 100)
    after = call.query_id("after") or 0
    voters = sorted(message.votes.get(call.id("answer_id"), ()))
    users = [call.world.users[number] for number in voters if number > after]
    return {"users": [user.payload() for user in users[:limit]]}


def expire_poll(call: Call) -> Any:
    """End Poll: only the bot's own."""
    message = message_of(call, visible_channel(call))
    if message.poll is None:
        raise ApiError(400, 520006, "Cannot expire a non-poll message")
    if message.author is not call.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if message.poll["results"]["is_finalized"]:
        raise ApiError(400, 520001, "Poll expired")
    end_poll(message)
    return message.payload()


_BASE = "/channels/{channel_id}/polls/{message_id}"
ROUTES = (
    Route("GET", f"{_BASE}/answers/{{answer_id}}", list_voters),
    Route("POST", f"{_BASE}/expire", expire_poll),
)
