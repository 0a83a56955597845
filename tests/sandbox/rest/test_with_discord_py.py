"""The routes as discord.py calls them, with its own objects made from the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.world.polls import cast_votes
from tests.sandbox.sample_bot import SampleBot, connected
from tests.sandbox.town import Clock, Town, build

MEMBERS_INTENT = 1 << 1


@pytest.fixture
async def live() -> AsyncIterator[Town]:
    """A world at the real clock whose bot may do nearly everything."""
    async with Sandbox(privileged_intents=MEMBERS_INTENT, rate_limits=False) as sandbox:
        town = build(sandbox, Clock())
        town.guild.set_bot_permissions(administrator=True)
        yield town


@pytest.fixture
async def bot(live: Town) -> AsyncIterator[SampleBot]:
    async with connected(live.sandbox) as client:
        yield client


def guild_of(live: Town, bot: SampleBot) -> discord.Guild:
    guild = bot.get_guild(live.guild.id)
    assert guild is not None
    return guild


async def test_pins_and_reactions(live: Town, bot: SampleBot) -> None:
    channel = bot.text_channel(live.general.id)
    message = await channel.send("keep this")
    await message.pin()
    assert [one.id async for one in channel.pins()] == [message.id]
    await message.unpin()
    assert [one.id async for one in channel.pins()] == []
    await message.add_reaction("🔥")
    await message.add_reaction(discord.PartialEmoji(name="paper", id=104217348437114880))
    fetched = await channel.fetch_message(message.id)
    assert [str(one.emoji) for one in fetched.reactions] == ["🔥", "<:paper:104217348437114880>"]
    assert [user.id async for user in fetched.reactions[0].users()] == [live.sandbox.bot_user.id]
    assert bot.user is not None
    await message.remove_reaction("🔥", bot.user)
    await message.clear_reactions()
    assert (await channel.fetch_message(message.id)).reactions == []


async def test_many_messages_are_purged_at_once(live: Town, bot: SampleBot) -> None:
    for number in range(3):
        live.ada.say(live.general, f"{number}")
    gone = await bot.text_channel(live.general.id).purge(limit=2)
    assert len(gone) == 2
    assert [one.content for one in live.sandbox.messages(live.general)] == ["0"]
    (record,) = live.sandbox.sent("POST", "/channels/{channel_id}/messages/bulk-delete")
    assert record.status == 204


async def test_who_is_in_a_thread(live: Town, bot: SampleBot) -> None:
    channel = bot.text_channel(live.general.id)
    thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    await thread.add_user(discord.Object(live.ada.id))
    assert {one.id for one in await thread.fetch_members()} == {live.ada.id, live.sandbox.bot_user.id}
    assert (await thread.fetch_member(live.ada.id)).id == live.ada.id
    await thread.remove_user(discord.Object(live.ada.id))
    await thread.leave()
    assert live.general.threads[0].members == {}
    await thread.join()
    await thread.edit(slowmode_delay=5, locked=True, archived=True)
    assert [one.id async for one in channel.archived_threads()] == [thread.id]


async def test_members_and_roles(live: Town, bot: SampleBot) -> None:
    guild = guild_of(live, bot)
    role = await guild.create_role(name="Readers", permissions=discord.Permissions(send_messages=True))
    member = await guild.fetch_member(live.ada.id)
    await member.add_roles(role)
    assert [one.name for one in live.ada.roles] == ["Readers"]
    await role.edit(name="Writers", mentionable=True)
    assert (await guild.fetch_role(role.id)).name == "Writers"
    await member.remove_roles(role)
    await role.delete()
    assert live.ada.roles == []
    assert [one.name for one in live.guild.roles.values()].count("Writers") == 0
    intents = discord.Intents(members=True)
    bot._connection._intents.value |= intents.value
    assert live.ada.id in [one.id async for one in guild.fetch_members()]


async def test_a_poll_is_ended_and_its_voters_listed(live: Town, bot: SampleBot) -> None:
    poll = discord.Poll(question="Well?", duration=timedelta(hours=1))
    poll.add_answer(text="yes")
    message = await bot.text_channel(live.general.id).send(poll=poll)
    cast_votes(live.sandbox.messages(live.general)[0], live.ada.user, [1])
    sent = (await message.channel.fetch_message(message.id)).poll
    assert sent is not None
    assert [voter.id async for voter in sent.answers[0].voters()] == [live.ada.id]
    ended = await sent.end()
    assert ended.is_finalised()


async def test_the_application_and_who_may_use_its_commands(live: Town, bot: SampleBot) -> None:
    assert (await bot.application_info()).id == live.sandbox.application_id
    assert await bot.fetch_application_emojis() == []
    await live.sandbox.wait_for_commands()
    command = (await bot.tree.fetch_commands())[0]
    with pytest.raises(discord.NotFound):
        await command.fetch_permissions(discord.Object(live.guild.id))
    live.guild.set_command_permissions(command.name, {live.ada: False, live.guild: True})
    permissions = (await command.fetch_permissions(guild_of(live, bot))).permissions
    assert [(one.id, one.permission) for one in permissions] == [(live.ada.id, False), (live.guild.id - 1, True)]
    edited = await command.edit(description="Another")
    assert edited.description == "Another"
    await command.delete()
    assert command.name not in [one.name for one in await bot.tree.fetch_commands()]


async def test_leaving_a_server(live: Town, bot: SampleBot) -> None:
    await guild_of(live, bot).leave()
    assert live.guild.me is None
    assert [one async for one in bot.fetch_guilds()] == []
