"""Real discord.py servers and channels, made from what the gateway would send, without a connection."""

from __future__ import annotations

from typing import Any

import discord

ME = 900_000_000_000_000_001
GUILD = 100_000_000_000_000_001
OTHER_GUILD = 100_000_000_000_000_002
TEXT, NEWS, FORUM, MEDIA, VOICE = 0, 5, 15, 16, 2
REQUIRES_TAG = 1 << 4

ALL = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
)


def logged_in_client() -> discord.Client:
    """Return a client as it is after login, with the bot's own user and no connection."""
    client = discord.Client(intents=discord.Intents(guilds=True))
    user: Any = {"id": str(ME), "username": "paperboy", "discriminator": "0", "avatar": None, "bot": True}
    client._connection.user = discord.ClientUser(state=client._connection, data=user)
    return client


def channel_data(channel_id: int, name: str, kind: int = TEXT, *, flags: int = 0, **fields: Any) -> dict[str, Any]:
    """Return a channel as the gateway sends it."""
    return {
        "id": str(channel_id),
        "type": kind,
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "flags": flags,
        "available_tags": [],
        "bitrate": 64000,
        "user_limit": 0,
        **fields,
    }


def thread_data(thread_id: int, parent_id: int, name: str, *, locked: bool = False) -> dict[str, Any]:
    """Return an open thread as the gateway sends it."""
    return {
        "id": str(thread_id),
        "type": 11,
        "name": name,
        "guild_id": str(GUILD),
        "parent_id": str(parent_id),
        "owner_id": str(ME),
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2023-03-26T00:00:00+00:00",
            "locked": locked,
        },
    }


def add_guild(
    client: discord.Client,
    channels: list[dict[str, Any]],
    *,
    guild_id: int = GUILD,
    threads: list[dict[str, Any]] | None = None,
    permissions: discord.Permissions = ALL,
) -> discord.Guild:
    """Put a server into the client's cache; the bot has ``permissions`` by the role that everybody has."""
    everyone = {"id": str(guild_id), "name": "@everyone", "permissions": str(permissions.value), "position": 0}
    role = {
        **everyone,
        "color": 0,
        "colors": {"primary_color": 0},
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    me = {
        "user": {"id": str(ME), "username": "paperboy", "discriminator": "0", "avatar": None},
        "roles": [],
        "flags": 0,
    }
    data: Any = {
        "id": str(guild_id),
        "name": "A server",
        "owner_id": "1",
        "roles": [role],
        "emojis": [],
        "features": [],
        "members": [{**me, "joined_at": "2023-01-01T00:00:00+00:00", "deaf": False, "mute": False}],
        "channels": channels,
        "threads": threads or [],
    }
    return client._connection._add_guild_from_data(data)
