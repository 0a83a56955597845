"""What one session hears of the world, and in which words: by shard, intents, and what the bot may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.gateway.identity import Identity
from bot.sandbox.gateway.intents import Intent, intent_for
from bot.sandbox.world.content import readable
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.presences import OFFLINE
from bot.sandbox.world.sight import sees_channel
from bot.sandbox.world.world import Event, World

__all__ = ["guild_create", "hears", "shaped"]

_OF_CHANNELS = ("MESSAGE_", "THREAD_", "TYPING_", "CHANNEL_PINS_")
_MAX_LISTED = 75_000


def hears(identity: Identity, world: World, event: Event) -> bool:
    """Tell whether a session is sent an event."""
    if not identity.is_home_of(event.guild.id if event.guild else None):
        return False
    needed = intent_for(event.name, in_guild=event.guild is not None)
    if needed and not needed & identity.intents:
        return _is_own_member(world, event)
    if event.name == "THREAD_MEMBERS_UPDATE" and not identity.intents & Intent.GUILD_MEMBERS:
        return _moves_bot(world, event)
    return not event.name.startswith(_OF_CHANNELS) or _is_in_sight(world, event)


def _is_own_member(world: World, event: Event) -> bool:
    """Tell whether the bot itself is another member now, which it hears of without any intent."""
    return event.name == "GUILD_MEMBER_UPDATE" and event.data["user"]["id"] == str(world.bot.id)


def _moves_bot(world: World, event: Event) -> bool:
    own = str(world.bot.id)
    return own in event.data["removed_member_ids"] or any(one["user_id"] == own for one in event.data["added_members"])


def _is_in_sight(world: World, event: Event) -> bool:
    number = event.data["id"] if event.name.startswith("THREAD_") else event.data["channel_id"]
    channel = world.channels.get(int(number))
    # What is deleted can no longer be asked.
    return channel is None or sees_channel(world.bot, channel)


def shaped(identity: Identity, world: World, event: Event) -> Mapping[str, Any]:
    """Return an event's data as these intents show it."""
    if event.name == "GUILD_CREATE" and event.guild:
        return guild_create(identity, event.guild)
    hides = event.guild is not None and not identity.intents & Intent.MESSAGE_CONTENT
    if hides and event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        return readable(event.data, world)
    return event.data


def guild_create(identity: Identity, guild: Guild) -> dict[str, Any]:
    """Return a server as it is sent first: with all members only to those who may see presences, and in small servers."""
    payload = guild.gateway_payload()
    threads = [thread for thread in guild.threads if not thread.archived and sees_channel(guild.world.bot, thread)]
    payload |= {
        "large": len(guild.members) > identity.large_threshold,
        "threads": [thread.payload() for thread in threads],
    }
    if not identity.intents & Intent.GUILD_PRESENCES or len(guild.members) > _MAX_LISTED:
        return payload
    online = [member for member in guild.members.values() if member.user.presence.shown != OFFLINE.status]
    everybody = list(guild.members.values())
    listed = [one for one in everybody if one in online or one.roles] if payload["large"] else everybody
    return payload | {
        "members": [member.payload() for member in listed],
        "presences": [member.user.presence.payload(member.id) for member in online],
    }
