"""Reactions: https://discord.com/developers/docs/resources/message#create-reaction."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import message_of, refuse_closed, require, visible_channel
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message
from bot.sandbox.world.reactions import clear_reactions, is_emoji, react, take_back

__all__ = ["MAX_REACTIONS", "ROUTES"]

MAX_REACTIONS = 20
"""Different emoji per message."""


def _place(call: Call) -> tuple[Channel, Message]:
    channel = visible_channel(call)
    return channel, message_of(call, channel)


def _emoji(call: Call) -> str:
    emoji = call.parameters["emoji"]
    if not is_emoji(emoji):
        raise ApiError(400, 10014, "Unknown Emoji")
    return emoji


def add_reaction(call: Call) -> None:
    """Create Reaction: ADD_REACTIONS is asked for only where nobody reacted so yet."""
    channel, message = _place(call)
    require(channel, Permission.READ_MESSAGE_HISTORY)
    emoji = _emoji(call)
    refuse_closed(channel)
    if emoji not in message.reactions:
        require(channel, Permission.ADD_REACTIONS)
        if len(message.reactions) >= MAX_REACTIONS:
            raise ApiError(400, 30010, f"Maximum number of reactions reached ({MAX_REACTIONS})")
    react(message, call.world.bot, emoji)


def remove_own_reaction(call: Call) -> None:
    """Delete Own Reaction."""
    _, message = _place(call)
    take_back(message, call.world.bot, _emoji(call))


def remove_reaction(call: Call) -> None:
    """Delete User Reaction."""
    channel, message = _place(call)
    user = call.world.users.get(call.id("user_id"))
    if user is not call.world.bot:
        require(channel, Permission.MANAGE_MESSAGES)
    if user is None:
        raise ApiError.unknown(10013, "User")
    take_back(message, user, _emoji(call))


def list_reactions(call: Call) -> Any:
    """Get Reactions: who reacted with one emoji, by their ids."""
    channel, message = _place(call)
    require(channel, Permission.READ_MESSAGE_HISTORY)
    limit = call.query_number("limit", 25, 1, 100)
    after = call.query_id("after") or 0
    users = sorted(message.reactions.get(_emoji(call), ()), key=lambda user: user.id)
    return [user.payload() for user in users if user.id > after][:limit]


def remove_reactions(call: Call) -> None:
    """Delete All Reactions."""
    channel, message = _place(call)
    require(channel, Permission.MANAGE_MESSAGES)
    clear_reactions(message)


def remove_reactions_with(call: Call) -> None:
    """Delete All Reactions for Emoji."""
    channel, message = _place(call)
    require(channel, Permission.MANAGE_MESSAGES)
    clear_reactions(message, _emoji(call))


_BASE = "/channels/{channel_id}/messages/{message_id}/reactions"
ROUTES = (
    Route("DELETE", _BASE, remove_reactions),
    Route("GET", f"{_BASE}/{{emoji}}", list_reactions),
    Route("DELETE", f"{_BASE}/{{emoji}}", remove_reactions_with),
    Route("PUT", f"{_BASE}/{{emoji}}/@me", add_reaction),
    Route("DELETE", f"{_BASE}/{{emoji}}/@me", remove_own_reaction),
    Route("DELETE", f"{_BASE}/{{emoji}}/{{user_id}}", remove_reaction),
)
