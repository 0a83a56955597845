from __future__ import annotations

from contextlib import AsyncExitStack

import pytest
from discord.http import Route

from bot.digests.model import ChannelKind, ChannelView
from bot.discord_app.inspection import Inspection, connected_publisher, inspect
from bot.errors import DeliveryError, EnvironmentVariableError, RefusedError, UnreachableError
from tests.discord_app.stage import Stage


async def look(stage: Stage, *channel_ids: int) -> Inspection:
    return await inspect(stage.world.token, stage.world.api_url, channel_ids)


def seen(inspection: Inspection, channel_id: int) -> ChannelView:
    view = inspection.channels[channel_id]
    assert isinstance(view, ChannelView)
    return view


async def test_says_who_the_bot_is_and_where(stage: Stage) -> None:
    stage.world.add_guild("Neighbours")
    stage.world.add_guild("Strangers", with_bot=False)
    found = await look(stage)
    assert (found.name, found.guilds, dict(found.channels)) == ("paperboy", ("Reading group", "Neighbours"), {})


async def test_sees_channels_as_they_are_without_a_gateway(stage: Stage) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    thread = stage.papers.add_thread("digests")
    found = await look(stage, stage.papers.id, forum.id, thread.id)
    kinds = [(seen(found, one.id).name, seen(found, one.id).kind) for one in (stage.papers, forum, thread)]
    assert kinds == [("papers", ChannelKind.TEXT), ("posts", ChannelKind.FORUM), ("digests", ChannelKind.THREAD)]
    assert not any(seen(found, one).missing for one in found.channels)
    assert not stage.world.gateway.online


async def test_names_what_is_missing(stage: Stage) -> None:
    stage.guild.set_bot_permissions(send_messages=False, read_message_history=False)
    found = seen(await look(stage, stage.papers.id), stage.papers.id)
    assert found.missing == ("Send Messages",)
    assert not found.readable


async def test_knows_which_roles_the_bot_may_mention(stage: Stage) -> None:
    quiet, loud = stage.guild.add_role("Readers"), stage.guild.add_role("Writers", mentionable=True)
    roles = {role.role_id: role for role in seen(await look(stage, stage.papers.id), stage.papers.id).roles}
    assert (roles[quiet.id].name, roles[quiet.id].mentionable) == ("Readers", False)
    assert roles[loud.id].mentionable
    stage.guild.set_bot_permissions(mention_everyone=True)
    assert all(role.mentionable for role in seen(await look(stage, stage.papers.id), stage.papers.id).roles)


async def test_what_is_wrong_with_one_channel_hides_no_other(stage: Stage) -> None:
    gone, voice = stage.guild.add_channel("gone"), stage.guild.add_channel("talk", "voice")
    stage.world.remove_channel(gone)
    foreign = stage.world.add_guild("Strangers", with_bot=False).add_channel("theirs")
    found = await look(stage, gone.id, voice.id, foreign.id, stage.papers.id)
    reasons = [str(found.channels[one.id]) for one in (gone, voice, foreign)]
    for reason, said in zip(
        reasons, ("does not exist any more", "voice channel", "cannot see the channel"), strict=True
    ):
        assert said in reason
    assert all(isinstance(found.channels[one.id], RefusedError) for one in (gone, voice, foreign))
    assert seen(found, stage.papers.id).name == "papers"


async def test_changes_nothing(stage: Stage) -> None:
    await look(stage, stage.papers.id)
    assert {one.method for one in stage.world.requests} == {"GET"}


async def test_a_token_that_is_not_taken_is_named_and_not_shown(stage: Stage) -> None:
    for address in (stage.world.api_url, f"{stage.world.url}/api/v10/"):
        with pytest.raises(EnvironmentVariableError, match="DISCORD_TOKEN") as caught:
            await inspect("not.the.token", address, ())
        assert "not.the.token" not in str(caught.value)


async def test_a_log_in_that_fails_says_what_to_expect(stage: Stage) -> None:
    stage.world.faults.answer("GET", "/users/@me", status=503)
    with pytest.raises(UnreachableError, match="trouble of its own"):
        await look(stage)
    stage.world.faults.rate_limit("GET", "/users/@me/guilds", retry_after=600)
    with pytest.raises(UnreachableError) as caught:
        await look(stage)
    assert caught.value.retry_after == 600


async def test_nothing_is_left_behind_whether_it_works_or_not(stage: Stage) -> None:
    before = Route.BASE
    await look(stage, stage.papers.id)
    assert before == Route.BASE
    stage.world.faults.answer("GET", "/users/@me", status=503)
    with pytest.raises(DeliveryError):
        await look(stage)
    assert before == Route.BASE


async def test_the_sending_end_stays_logged_in_until_the_stack_closes(stage: Stage) -> None:
    async with AsyncExitStack() as stack:
        publisher = await connected_publisher(stack, stage.world.token, stage.world.api_url)
        sent = await publisher.post(stage.papers.id, {"content": "hello"}, nonce="once")
        assert [message.id for message in stage.world.messages(stage.papers)] == [sent]
    with pytest.raises((DeliveryError, RuntimeError)):
        await publisher.whereabouts()
