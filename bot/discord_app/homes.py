"""Which server each digest's channel belongs to.

The gateway tells it for channels and open threads. An archived thread it does not mention, and a deleted channel nobody does:
its server's admins would no longer see why their digest fails. So what was once seen is kept, in a note and in memory.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.discord_app.delivery.channel_view import GuildChannel
from bot.discord_app.delivery.errors import FAILURES
from bot.discord_app.services import Notes

__all__ = ["ChannelHomes", "Home"]

_NOTE = "channel-homes"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Home:
    """The server of a channel, and the channel's name when last seen."""

    guild_id: int
    name: str


class ChannelHomes:
    """Answers from memory which channels are a server's own; learns from the gateway's cache, and asks Discord once."""

    def __init__(self, client: discord.Client, notes: Notes) -> None:
        self._client = client
        self._notes = notes
        self._homes: dict[int, Home] = {}
        self._unknown: set[int] = set()

    async def load(self) -> None:
        """Read what an earlier process learned."""
        noted = json.loads(await self._notes.get(_NOTE) or "{}")
        self._homes = {int(channel): Home(guild, name) for channel, (guild, name) in noted.items()}

    async def learn(self, channel_ids: Iterable[int]) -> None:
        """Find out where these channels are, and forget all others."""
        wanted = set(channel_ids)
        found = {channel_id: home for channel_id in wanted if (home := await self._find(channel_id))}
        if found != self._homes:
            self._homes = found
            noted = {str(channel_id): [home.guild_id, home.name] for channel_id, home in sorted(found.items())}
            await self._notes.set(_NOTE, json.dumps(noted))

    def names_in(self, guild_id: int, channel_ids: Iterable[int]) -> dict[int, str]:
        """Return the names of those of the channels that are in this server, without ``#``, in the order given."""
        homes = {channel_id: self._cached(channel_id) or self._homes.get(channel_id) for channel_id in channel_ids}
        return {channel_id: home.name for channel_id, home in homes.items() if home and home.guild_id == guild_id}

    async def _find(self, channel_id: int) -> Home | None:
        known = self._cached(channel_id) or self._homes.get(channel_id)
        if known is not None or channel_id in self._unknown:
            return known
        try:
            channel = await self._client.fetch_channel(channel_id)
        except (discord.InvalidData, discord.NotFound, discord.Forbidden):
            self._unknown.add(channel_id)
            return None
        except FAILURES as error:
            _log.info("channel %d: its server is not known yet (%s)", channel_id, type(error).__name__)
            return None
        return _home_of(channel)

    def _cached(self, channel_id: int) -> Home | None:
        return _home_of(self._client.get_channel(channel_id))


def _home_of(channel: object) -> Home | None:
    return Home(channel.guild.id, channel.name) if isinstance(channel, GuildChannel) else None
