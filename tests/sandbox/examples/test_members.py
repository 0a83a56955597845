"""People who come, react and are listed: what ``new_member``, ``reaction_roles`` and ``secret`` show."""

from __future__ import annotations

import asyncio

import discord
import pytest
from discord import app_commands

from bot.sandbox import DriverError, Sandbox
from bot.sandbox.gateway.intents import Intent
from bot.sandbox.permissions import Permission
from bot.sandbox.world.presences import Presence
from tests.sandbox.examples.base import ExampleBot, Interaction
from tests.sandbox.sample_bot import connected, pointed_at
from tests.sandbox.town import Clock, Town, build


class Greeter(ExampleBot):
    """Greets whoever joins."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all())

    async def on_member_join(self, member: discord.Member) -> None:
        hall = discord.utils.get(member.guild.text_channels, name="general")
        assert hall is not None
        await hall.send(f"Welcome {member.mention} to {member.guild.name}!")


class RoleGiver(ExampleBot):
    """Gives a role for a reaction to one message, and takes it back."""

    def __init__(self, message: int, roles: dict[str, int]) -> None:
        super().__init__(intents=discord.Intents.all())
        self.message, self.roles = message, roles

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        guild, role = self.get_guild(payload.guild_id or 0), self.roles.get(str(payload.emoji))
        if payload.message_id == self.message and guild and role and payload.member:
            await payload.member.add_roles(discord.Object(role))

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        guild, role = self.get_guild(payload.guild_id or 0), self.roles.get(str(payload.emoji))
        member = guild.get_member(payload.user_id) if guild else None
        if payload.message_id == self.message and role and member:
            await member.remove_roles(discord.Object(role))


@app_commands.command()
@app_commands.guild_only()
async def secret(interaction: Interaction, name: str, friend: discord.Member) -> None:
    """Open a channel that only two people see."""
    assert interaction.guild is not None
    assert isinstance(interaction.user, discord.Member)
    seen, hidden = discord.PermissionOverwrite(view_channel=True), discord.PermissionOverwrite(view_channel=False)
    overwrites: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]
    overwrites = {interaction.guild.default_role: hidden, interaction.guild.me: seen}
    overwrites.update({interaction.user: seen, friend: seen})
    channel = await interaction.guild.create_text_channel(name, overwrites=overwrites, topic="Hush")
    await interaction.response.send_message(f"Come to {channel.mention}", ephemeral=True)


async def test_who_joins_is_greeted(live: Town) -> None:
    async with connected(live.sandbox, Greeter()):
        newcomer = live.guild.add_member("Newcomer")
        (greeting,) = await live.sandbox.wait_for_message(live.general)
    assert greeting.content == f"Welcome {newcomer.mention} to Reading group!"
    assert greeting.pings.users == {newcomer.id}


async def test_a_reaction_brings_a_role_and_takes_it_back(live: Town) -> None:
    # Below the bot's own role, or the bot could not give it.
    role = live.guild.new_role("Readers", Permission(0))
    message = live.chief.say(live.general, "React for roles")
    live.guild.set_bot_permissions(manage_roles=True)
    async with connected(live.sandbox, RoleGiver(message.id, {"📚": role.id})):
        live.ada.react(message, "📚")
        await live.sandbox.wait_until(lambda: role in live.ada.roles, "no role came")
        live.ada.react(message, "🎉")
        live.ada.react(message, "📚")
        await live.sandbox.wait_until(lambda: role not in live.ada.roles, "the role stayed")


async def test_everybody_is_listed_with_what_they_do(live: Town) -> None:
    for number in range(60):
        live.guild.add_member(f"Member {number}").user.presence = Presence("dnd")
    bot = Greeter()
    async with connected(live.sandbox, bot):
        guild = bot.get_guild(live.guild.id)
        assert guild is not None
        assert guild.chunked
        assert len(guild.members) == 64
        member = guild.get_member_named("member_7")
        assert member is not None
        assert member.status is discord.Status.dnd
        found = await guild.query_members("member_1", limit=5)
        assert [one.name for one in found] == ["member_1", *(f"member_{number}" for number in range(10, 14))]


async def test_members_are_asked_for_where_they_are_not_listed() -> None:
    granted = int(Intent.GUILD_MEMBERS)
    async with Sandbox(privileged_intents=granted) as sandbox:
        town = build(sandbox, Clock())
        intents = discord.Intents.default()
        intents.members = True
        bot = ExampleBot(intents=intents)
        async with connected(sandbox, bot):
            guild = bot.get_guild(town.guild.id)
            assert guild is not None
            assert {one.display_name for one in guild.members} == {"Ada", "Chief", "Owner", "paperboy"}


async def test_an_intent_that_was_not_granted_ends_the_bot() -> None:
    async with Sandbox() as sandbox, ExampleBot(intents=discord.Intents.all()) as client:
        with pointed_at(sandbox), pytest.raises(discord.PrivilegedIntentsRequired):
            await asyncio.wait_for(client.start(sandbox.token), 5)


async def test_a_secret_channel_is_seen_by_two(live: Town) -> None:
    live.guild.set_bot_permissions(manage_channels=True, manage_roles=True)
    friend, stranger = live.guild.add_member("Friend"), live.guild.add_member("Stranger")
    async with connected(live.sandbox, ExampleBot(secret)):
        reply = await live.ada.slash(live.general, "secret", name="hideout", friend=friend)
        (channel,) = [one for one in live.guild.channels if one.name == "hideout"]
        assert reply.text() == f"Come to {channel.mention}"
    friend.say(channel, "psst")
    assert [one.content for one in live.ada.sees(channel)] == ["psst"]
    with pytest.raises(DriverError, match="Stranger cannot see #hideout"):
        stranger.sees(channel)


async def test_a_bot_says_what_it_does(live: Town) -> None:
    bot = ExampleBot(activity=discord.Game("chess"), status=discord.Status.idle)
    async with connected(live.sandbox, bot):
        account = live.sandbox.bot_user
        assert (account.presence.status, account.presence.activities[0]["name"]) == ("idle", "chess")
        await bot.change_presence(activity=discord.CustomActivity("Reading"), status=discord.Status.dnd)
        await live.sandbox.wait_until(lambda: account.presence.status == "dnd", "it did not say so")
        assert account.presence.activities[0]["state"] == "Reading"
