"""The yardstick: what discord.py costs by itself. One command with a constant answer, nothing else.

Run as ``python -m tests.benchmarks.bare_bot [--no-sync]`` with DISCORD_TOKEN and DISCORD_API_URL set, as the benchmarks do.
"""

from __future__ import annotations

import asyncio
import os
import sys

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class BareBot(discord.Client):
    """A client with one slash command."""

    def __init__(self, *, sync: bool) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self._sync = sync
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="ping", description="Answer pong.", callback=self._ping))

    async def setup_hook(self) -> None:
        if self._sync:
            await self.tree.sync()

    async def _ping(self, interaction: discord.Interaction[BareBot]) -> None:
        await interaction.response.send_message("pong")


async def main() -> None:
    api = os.environ["DISCORD_API_URL"]
    Route.BASE = api
    bot = BareBot(sync="--no-sync" not in sys.argv)
    async with bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL((await bot.http.request(Route("GET", "/gateway/bot")))["url"])
        await bot.connect()


if __name__ == "__main__":
    asyncio.run(main())
