"""Which events a session hears of: https://discord.com/developers/docs/events/gateway#list-of-intents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.world.world import Event, World

__all__ = ["PRIVILEGED", "hears", "shaped"]

GUILDS, GUILD_MEMBERS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 1, 1 << 9, 1 << 12, 1 << 15
PRESENCES = 1 << 8
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
_GUILD_EVENTS = ("GUILD_MEMBER_", "GUILD_", "CHANNEL_", "THREAD_")
_CONTENT: Mapping[str, Any] = {"content": "", "embeds": [], "attachments": [], "components": []}


def hears(intents: int, shard: tuple[int, int], event: Event) -> bool:
    """Tell whether a session with these intents on this shard is sent an event."""
    number, count = shard
    home = (event.guild.id >> 22) % count if event.guild else 0
    if number != home:
        return False
    needed = _needed(event)
    return not needed or bool(intents & needed)


def _needed(event: Event) -> int:
    if event.name.startswith("MESSAGE_"):
        return GUILD_MESSAGES if event.guild else DIRECT_MESSAGES
    if event.name.startswith("GUILD_MEMBER_"):
        return GUILD_MEMBERS
    return GUILDS if event.name.startswith(_GUILD_EVENTS) else 0


def shaped(intents: int, world: World, event: Event) -> Mapping[str, Any]:
    """Return an event's data as these intents show it: foreign messages in servers are blank without MESSAGE_CONTENT."""
    data = event.data
    if not event.name.startswith("MESSAGE_") or intents & MESSAGE_CONTENT or event.guild is None:
        return data
    own = data.get("author", {}).get("id") == str(world.bot.id)
    mentioned = any(user["id"] == str(world.bot.id) for user in data.get("mentions", ()))
    return data if own or mentioned or "author" not in data else {**data, **_CONTENT}
