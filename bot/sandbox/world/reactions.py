"""Reactions to messages: https://discord.com/developers/docs/resources/message#reaction-object."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["clear_reactions", "emoji_payload", "is_emoji", "react", "reaction_payload", "take_back"]

_OWN = re.compile(r"\w{2,32}:[0-9]{1,20}")
_MOST_CODE_POINTS = 15
_SYMBOLS = ("So", "Sk", "Sm")
_KEYCAPS = frozenset("0123456789#*\u00a9\u00ae\u203c\u2049")
_JOINERS = ("Mn", "Me", "Cf")


def is_emoji(text: str) -> bool:
    """Tell whether a text may be an emoji: a symbol with what joins and colours it, or ``name:id`` of a server's own."""
    if _OWN.fullmatch(text):
        return True
    symbols = [one for one in text if unicodedata.category(one) not in _JOINERS]
    return 0 < len(text) <= _MOST_CODE_POINTS and bool(symbols) and all(map(_is_symbol, symbols))


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) in _SYMBOLS or character in _KEYCAPS


def emoji_payload(emoji: str) -> dict[str, Any]:
    """Return an emoji as Discord sends it."""
    name, _, number = emoji.partition(":")
    return {"id": number or None, "name": name}


def reaction_payload(emoji: str, users: Collection[User], me: User) -> dict[str, Any]:
    """Return a message's reactions with one emoji as Discord sends them."""
    return {
        "emoji": emoji_payload(emoji),
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "burst_colors": [],
        "me_burst": False,
        "me": me in users,
    }


def react(message: Message, user: User, emoji: str) -> None:
    """Let an account react, if it did not so already."""
    users = message.reactions.get(emoji, ())
    if user not in users:
        message.reactions = {**message.reactions, emoji: (*users, user)}
        _tell("MESSAGE_REACTION_ADD", message, emoji, user)


def take_back(message: Message, user: User, emoji: str) -> None:
    """Remove an account's reaction, if it is there."""
    users = message.reactions.get(emoji, ())
    if user in users:
        left = tuple(one for one in users if one is not user)
        kept = {**message.reactions, emoji: left}
        message.reactions = {one: who for one, who in kept.items() if who}
        _tell("MESSAGE_REACTION_REMOVE", message, emoji, user)


def clear_reactions(message: Message, emoji: str | None = None) -> None:
    """Remove all reactions, or all with one emoji."""
    message.reactions = {one: who for one, who in message.reactions.items() if emoji not in (None, one)}
    _tell("MESSAGE_REACTION_REMOVE_EMOJI" if emoji else "MESSAGE_REACTION_REMOVE_ALL", message, emoji)


def _tell(event: str, message: Message, emoji: str | None, user: User | None = None) -> None:
    guild = message.channel.guild
    data: dict[str, Any] = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    if guild:
        data["guild_id"] = str(guild.id)
    if emoji:
        data["emoji"] = emoji_payload(emoji)
    if user:
        data |= {"user_id": str(user.id), "burst": False, "type": 0}
        if guild and event == "MESSAGE_REACTION_ADD" and user.id in guild.members:
            data["member"] = guild.members[user.id].payload()
    message.channel.world.emit(event, data, guild=guild)
