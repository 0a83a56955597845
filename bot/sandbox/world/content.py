"""What an application without the intent for it sees of other people's words.

https://discord.com/developers/docs/events/gateway#message-content-intent
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.world import World

__all__ = ["MESSAGE_CONTENT", "fetched", "readable"]

MESSAGE_CONTENT = 1 << 15
"""The bit of the intent."""

_BLANK: dict[str, Any] = {"content": "", "embeds": [], "attachments": [], "components": []}
_CONTENT = frozenset({*_BLANK, "poll"})


def readable(message: Mapping[str, Any], world: World) -> dict[str, Any]:
    """Return a message of a server as it is shown without the intent: blank, but for the bot's own and what mentions it."""
    answered = message.get("referenced_message")
    shown = {**message, "referenced_message": readable(answered, world)} if answered else dict(message)
    own = str(world.bot.id)
    if shown["author"]["id"] == own or any(user["id"] == own for user in shown.get("mentions", ())):
        return shown
    return {key: value for key, value in shown.items() if key not in _CONTENT} | _BLANK


def fetched(message: Message) -> dict[str, Any]:
    """Return a message as REST sends it: there, what the application was granted decides, and no session's intents."""
    world = message.channel.world
    hidden = message.channel.guild is not None and not world.privileged_intents & MESSAGE_CONTENT
    return readable(message.payload(), world) if hidden else message.payload()
