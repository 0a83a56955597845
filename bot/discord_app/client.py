"""The Discord client: what it asks of the gateway, which commands and buttons it answers, and when it is ready."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.digests.model import Publisher
from bot.discord_app.commands import add_commands
from bot.discord_app.components import answer_unknown, dynamic_items
from bot.discord_app.connection.sync import sync_if_changed
from bot.discord_app.delivery.publisher import DiscordPublisher
from bot.discord_app.delivery.single_try import single_try_trace
from bot.discord_app.digest_access import channel_ids
from bot.discord_app.errors import handle_error
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.replies import Interaction
from bot.discord_app.services import Services

__all__ = ["PaperboyClient", "PaperboyTree", "rest_client"]

_PATIENCE = 60.0
"""Seconds that discord.py may sleep inside one call when told to slow down; longer waits are ours to plan."""

_log = logging.getLogger(__name__)


class PaperboyTree(app_commands.CommandTree[Any]):
    """Commands that work everywhere unless they say otherwise, and fail in one place."""

    def __init__(self, client: discord.Client) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Hand every error of every command to the one handler."""
        await handle_error(interaction, error)


class PaperboyClient(discord.Client):
    """The bot as Discord sees it. It keeps servers and channels in memory, and neither members nor messages.

    One connection, which Discord allows up to 2,500 servers (https://discord.com/developers/docs/events/gateway#sharding).

    ``assemble`` returns the rooms behind the commands; among them is the desk, which posts through the publisher that it is
    given. ``ready`` is set when the commands were registered (or that failed, and was logged) and the gateway delivers them.
    """

    def __init__(self, assemble: Callable[[Publisher], Services]) -> None:
        _expect_no_voice()
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=_PATIENCE,
            http_trace=single_try_trace(),
        )
        self.ready = asyncio.Event()
        self.services = assemble(DiscordPublisher(self))
        self._homes = ChannelHomes(self, self.services.notes)
        self._command_ids: Mapping[str, int] = {}
        self.tree = PaperboyTree(self)
        add_commands(self.tree, self.services, self._homes, command_ids=lambda: self._command_ids)

    async def setup_hook(self) -> None:
        """Prepare all that must stand before the first interaction arrives."""
        self.add_dynamic_items(*dynamic_items(self.services, self._homes))
        await self._homes.load()
        application_id = self.application_id
        if application_id is None:
            raise RuntimeError("setup runs after login, which names the application")
        self._command_ids = await sync_if_changed(self.tree, self.services.notes, application_id)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Handle an event, unless the client is closed: discord.py still has some coming, and nobody would wait for them."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_connect(self) -> None:
        """Note that the gateway took the identification: interactions arrive from here on."""
        if not self.ready.is_set():
            _log.info("connected to Discord as %s", self.user)
        self.ready.set()

    async def on_ready(self) -> None:
        """See which of the servers, now all in memory, the digests' channels belong to."""
        await self.follow_settings()

    async def follow_settings(self) -> None:
        """Learn which servers the digests' channels belong to; to be called when the digests changed."""
        if self.is_ready():
            await self._homes.learn(channel_ids(self.services.settings()))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer presses on buttons that no version of the bot knows any more."""
        await answer_unknown(interaction)


def rest_client() -> discord.Client:
    """Return a client for requests only: log it in, never connect it. It registers nothing and hears nothing."""
    _expect_no_voice()
    return discord.Client(
        intents=discord.Intents(guilds=True),
        max_messages=None,
        allowed_mentions=discord.AllowedMentions.none(),
        max_ratelimit_timeout=_PATIENCE,
        http_trace=single_try_trace(),
    )


def _expect_no_voice() -> None:
    """Keep discord.py from warning at every start about the voice libraries, which are not wanted here."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
