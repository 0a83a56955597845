"""A Discord on your own machine: REST and gateway on loopback. Knows nothing of papers, imports nothing of ours.

It is strict: what Discord refuses it refuses, with Discord's status, code and error shape, so that a bot that works here
works there. A test builds a world, lets a real client connect, and acts as a member::

    import asyncio

    import discord
    import yarl
    from discord import app_commands

    from bot.sandbox import Sandbox

    class Again(discord.ui.View):
        @discord.ui.button(label="Again")
        async def again(self, interaction, button):
            await interaction.response.edit_message(content="Hello again!")

    class Greeter(discord.Client):
        async def setup_hook(self):
            tree = app_commands.CommandTree(self)

            @tree.command(description="Greets somebody")
            async def hello(interaction, name: str):
                await interaction.response.send_message(f"Hello, {name}!", view=Again())

            await tree.sync()

    async def test_a_greeting():
        async with Sandbox() as discord_:
            guild = discord_.add_guild("Reading group")
            general = guild.add_channel("general")
            ada = guild.add_member("Ada")
            discord.http.Route.BASE = discord_.api_url
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord_.gateway_url)
            async with Greeter(intents=discord.Intents.default()) as bot:
                running = asyncio.create_task(bot.start(discord_.token))
                await discord_.wait_for_ready()
                reply = await ada.slash(general, "hello", name="Ada")
                assert reply.text() == "Hello, Ada!"
                reply = await ada.press(reply.message, label="Again")
                assert reply.text() == "Hello again!"
            await running

The rooms: ``limits`` (pure: a body goes in, its problems come out), ``world`` (the state), ``rest`` and ``gateway`` (how a
bot reaches it), ``driver`` (how a member does), ``page`` (how a member does it in a browser, with a ``panel`` beside it),
``faults`` (failures on request), ``guard`` (who may ask at all), ``server`` (all of it together).

Requests, and what comes over the gateway, are counted as Discord counts them; ``rate_limits=False`` switches that off, and a
``RateTable`` of other times lets a test wait less. A bot may be started again at once: ``GatewayRules(starts=StartLimit())``
lets it wait five seconds, as Discord does. What Discord does not publish is not refused but stands as a warning with its
request.

Deliberately simpler than Discord: one application; nobody speaks in voice channels; webhooks of channels, stickers, emoji
of servers, bans, timeouts and the like do not exist and answer 404; no message is forwarded; pinning and starting a thread
leave no system message behind.
"""

from __future__ import annotations

from bot.sandbox.driver.person import Choice
from bot.sandbox.driver.reply import Reply
from bot.sandbox.errors import ApiError, DriverError
from bot.sandbox.faults import Fault
from bot.sandbox.gateway.rules import GatewayRules
from bot.sandbox.panel import Panel, PanelAction, PanelAnswer, PanelEntry, Tone
from bot.sandbox.rest.ratetable import RateTable
from bot.sandbox.rest.service import RequestRecord
from bot.sandbox.server import Sandbox
from bot.sandbox.world.attachments import Upload
from bot.sandbox.world.channels import Channel, Thread
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.interactions import CallbackKind
from bot.sandbox.world.members import Member
from bot.sandbox.world.messages import Message
from bot.sandbox.world.pings import Pings
from bot.sandbox.world.roles import Role
from bot.sandbox.world.starts import StartLimit
from bot.sandbox.world.users import User

__all__ = [
    "ApiError",
    "CallbackKind",
    "Channel",
    "Choice",
    "DriverError",
    "Fault",
    "GatewayRules",
    "Guild",
    "Member",
    "Message",
    "Panel",
    "PanelAction",
    "PanelAnswer",
    "PanelEntry",
    "Pings",
    "RateTable",
    "Reply",
    "RequestRecord",
    "Role",
    "Sandbox",
    "StartLimit",
    "Thread",
    "Tone",
    "Upload",
    "User",
]
