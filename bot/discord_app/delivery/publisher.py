"""The sending end of the digests: looks at channels, posts exactly the stored payloads, reads back what stands there."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import discord
from discord.http import MultipartParameters

from bot.digests.model import ChannelView, Payload, Posted
from bot.discord_app.delivery.channel_view import GuildChannel, describe
from bot.discord_app.delivery.errors import ALREADY_PUBLISHED, ARCHIVED, as_delivery_errors
from bot.discord_app.delivery.history import find_posted
from bot.errors import MaybeSentError, RefusedError, UnreachableError

__all__ = ["DiscordPublisher"]

_log = logging.getLogger(__name__)

_STOPPING = "The bot is being stopped."


class DiscordPublisher:
    """:class:`bot.digests.model.Publisher` over a client that is logged in; a gateway helps, but is not needed.

    Payloads go out as they are, not through discord.py's message objects: what was planned is what is sent.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def whereabouts(self) -> tuple[str, tuple[str, ...]]:
        """Return the bot's own name, and the names of the servers it is in."""
        with self._asking(creating=False):
            guilds = [guild.name async for guild in self._client.fetch_guilds(limit=None, with_counts=False)]
        return self._user.name, tuple(guilds)

    async def view(self, channel_id: int) -> ChannelView:
        """Look at a channel, from the gateway's cache where its server is there, else by asking."""
        with self._asking(creating=False):
            return self._cached_view(channel_id) or await self._fetched_view(channel_id)

    async def posted(self, channel: ChannelView, *, since: datetime | None = None) -> Sequence[Posted]:
        """Return the bot's own marked messages, newest first: those after ``since``, or the most recent hundred."""
        with self._asking(creating=False):
            return await find_posted(self._client.http, self._user.id, channel, since)

    async def post(self, channel_id: int, payload: Payload, *, nonce: str) -> int:
        """Create a message and return its id; a repeat with the same nonce within minutes returns the first one's."""
        body = {**payload, "nonce": nonce, "enforce_nonce": True}
        with self._asking(creating=True):
            message = await self._client.http.send_message(channel_id, params=_json(body))
        return int(message["id"])

    async def open_post(self, channel: ChannelView, name: str, payload: Payload) -> int:
        """Create a forum post and return the id of its thread, which is that of its first message too."""
        body = {"name": name, "message": dict(payload)}
        with self._asking(creating=True):
            thread = await self._client.http.start_thread_in_forum(channel.channel_id, params=_json(body))
        return int(thread["id"])

    async def publish(self, channel_id: int, message_id: int) -> None:
        """Crosspost an announcement; one that is already published counts as done."""
        try:
            with self._asking(creating=True):
                await self._client.http.publish_message(channel_id, message_id)
        except RefusedError as error:
            if error.code != ALREADY_PUBLISHED:
                raise

    async def edit(self, channel_id: int, message_id: int, payload: Payload, *, name: str = "") -> None:
        """Let a message of the bot's own say ``payload``; nobody is pinged, and a repeat is harmless.

        With ``name`` it is that of a forum post, whose title becomes that. A thread that was archived meanwhile takes no edit,
        and is opened first: it is archived again after the same time.
        """
        body = {**payload, "allowed_mentions": {"parse": []}}
        try:
            await self._edit(channel_id, message_id, body)
        except RefusedError as error:
            if error.code != ARCHIVED or not await self._open_again(channel_id):
                raise
            await self._edit(channel_id, message_id, body)
        if name:
            await self._rename(channel_id, name)

    async def _rename(self, thread_id: int, name: str) -> None:
        # It takes no further permission: discord.py's Thread.edit says that the creator may change the name.
        try:
            with self._asking(creating=False):
                await self._client.http.edit_channel(thread_id, name=name)
        except RefusedError as error:
            said = f"The text was corrected, but the post keeps its former title. {error.reason}"
            raise RefusedError(said, code=error.code) from error

    async def _open_again(self, thread_id: int) -> bool:
        """Return whether the bot may open an archived thread, and did: not one that is locked, unless it manages threads."""
        try:
            with self._asking(creating=False):
                await self._client.http.edit_channel(thread_id, archived=False)
        except RefusedError as error:
            _log.info("The archived thread %d could not be opened: %s", thread_id, error)
            return False
        return True

    async def _edit(self, channel_id: int, message_id: int, body: Payload) -> None:
        with self._asking(creating=False):
            await self._client.http.edit_message(channel_id, message_id, params=_json(body))

    @contextmanager
    def _asking(self, *, creating: bool) -> Iterator[None]:
        """Turn what a request raises into a DeliveryError, also while the client is being closed."""
        if self._client.is_closed():
            raise UnreachableError(_STOPPING)
        try:
            with as_delivery_errors(creating=creating):
                yield
        except RuntimeError as error:
            # What aiohttp raises for a session that was closed between two tries of one request.
            if not self._client.is_closed():
                raise
            raise (MaybeSentError if creating else UnreachableError)(_STOPPING) from error

    @property
    def _user(self) -> discord.ClientUser:
        if self._client.user is None:
            raise RuntimeError("the client is not logged in")
        return self._client.user

    def _cached_view(self, channel_id: int) -> ChannelView | None:
        channel = self._client.get_channel(channel_id)
        return self._view_by_guild(channel) if isinstance(channel, GuildChannel) else None

    def _view_by_guild(self, channel: GuildChannel) -> ChannelView | None:
        """Describe a channel with what the gateway told of its server; None if that is not enough."""
        holder = channel.parent if isinstance(channel, discord.Thread) else channel
        me = None if channel.guild.unavailable else channel.guild.get_member(self._user.id)
        return None if holder is None or me is None else describe(channel, holder.permissions_for(me))

    async def _fetched_view(self, channel_id: int) -> ChannelView:
        try:
            channel = await self._client.fetch_channel(channel_id)
        except discord.InvalidData as error:
            raise RefusedError("The channel is of a kind that the bot does not know.") from error
        if not isinstance(channel, GuildChannel):
            return describe(channel, discord.Permissions.none())
        # An archived thread is in no cache, but its server may be.
        return self._view_by_guild(channel) or await self._view_by_asking(channel)

    async def _view_by_asking(self, channel: GuildChannel) -> ChannelView:
        guild = await self._client.fetch_guild(channel.guild.id, with_counts=False)
        me = await guild.fetch_member(self._user.id)
        holder = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
        siblings = {sibling.id: sibling for sibling in await guild.fetch_channels()}
        if holder not in siblings:
            raise RefusedError("The bot cannot see the channel. Give it the permission View Channel there.")
        return describe(channel, siblings[holder].permissions_for(me), guild.roles)


def _json(body: Payload) -> MultipartParameters:
    return MultipartParameters(payload=dict(body), multipart=None, files=None)
