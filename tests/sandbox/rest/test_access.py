"""What the bot may see and do, without a server around it."""

from __future__ import annotations

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import (
    guild_of,
    may,
    message_of,
    refuse_closed,
    refuse_textless,
    require,
    require_sending,
    visible_channel,
)
from bot.sandbox.rest.routing import Call
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.world import World


def call(world: World, **ids: int) -> Call:
    return Call(world, "http://127.0.0.1", {name: str(number) for name, number in ids.items()}, {}, None)


def code(error: pytest.ExceptionInfo[ApiError]) -> tuple[int, int]:
    return error.value.status, error.value.code


@pytest.fixture
def guild(world: World) -> Guild:
    return world.add_guild("Group")


@pytest.fixture
def text(guild: Guild) -> Channel:
    return guild.add_channel("text")


def test_servers_are_known_only_from_within(world: World, guild: Guild) -> None:
    assert guild_of(call(world, guild_id=guild.id)) is guild
    guild.remove_bot()
    with pytest.raises(ApiError) as outside:
        guild_of(call(world, guild_id=guild.id))
    with pytest.raises(ApiError) as unknown:
        guild_of(call(world, guild_id=1))
    assert (code(outside), code(unknown)) == ((403, 50001), (404, 10004))


def test_a_channel_that_may_not_be_seen_is_told_from_none(world: World, text: Channel) -> None:
    assert visible_channel(call(world, channel_id=text.id)) is text
    text.set_bot_permissions(view_channel=False)
    with pytest.raises(ApiError) as hidden:
        visible_channel(call(world, channel_id=text.id))
    with pytest.raises(ApiError) as unknown:
        visible_channel(call(world, channel_id=1))
    assert (code(hidden), code(unknown)) == ((403, 50001), (404, 10003))


def test_conversations_of_others_are_closed(world: World) -> None:
    ada, bob = world.add_user("Ada"), world.add_user("Bob")
    own, foreign = world.dm(ada), world.private_channel(ada, bob)
    assert visible_channel(call(world, channel_id=own.id)) is own
    with pytest.raises(ApiError) as closed:
        visible_channel(call(world, channel_id=foreign.id))
    assert code(closed) == (403, 50001)


def test_in_direct_messages_everything_that_matters_is_allowed(world: World) -> None:
    assert may(world.dm(world.add_user("Ada")), Permission.MANAGE_MESSAGES)


def test_a_missing_permission_is_refused(text: Channel) -> None:
    require(text, Permission.SEND_MESSAGES)
    with pytest.raises(ApiError) as refused:
        require(text, Permission.MANAGE_MESSAGES)
    assert code(refused) == (403, 50013)


def test_threads_have_a_permission_to_send_of_their_own(text: Channel) -> None:
    thread = text.add_thread("talk")
    text.set_bot_permissions(send_messages=False)
    require_sending(thread)
    text.set_bot_permissions(send_messages=True, send_messages_in_threads=False)
    require_sending(text)
    with pytest.raises(ApiError) as refused:
        require_sending(thread)
    assert code(refused) == (403, 50013)


def test_a_locked_thread_is_for_managers(guild: Guild, text: Channel) -> None:
    thread = text.add_thread("talk")
    thread.locked = True
    with pytest.raises(ApiError) as refused:
        require_sending(thread)
    assert code(refused) == (400, 160005)
    guild.set_bot_permissions(manage_threads=True)
    require_sending(thread)


@pytest.mark.parametrize(("kind", "number"), [("forum", 40058), ("category", 50008)])
def test_some_channels_hold_no_messages(guild: Guild, kind: str, number: int) -> None:
    with pytest.raises(ApiError) as refused:
        refuse_textless(guild.add_channel("one", kind))
    assert code(refused) == (400, number)


def test_an_archived_thread_is_closed_until_it_is_brought_back(text: Channel) -> None:
    thread = text.add_thread("talk")
    thread.archive()
    with pytest.raises(ApiError) as refused:
        refuse_closed(thread)
    assert code(refused) == (400, 50083)
    thread.archive(archived=False)
    refuse_closed(thread)


def test_a_message_is_found_in_its_own_channel_only(world: World, guild: Guild, text: Channel) -> None:
    said = guild.add_member("Ada").say(text, "x")
    asked = call(world, message_id=said.id)
    assert message_of(asked, text) is said
    with pytest.raises(ApiError) as refused:
        message_of(asked, guild.add_channel("other"))
    assert code(refused) == (404, 10008)


def test_nobody_moderates_direct_messages(world: World) -> None:
    channel = world.dm(world.owner)
    require(channel, Permission.PIN_MESSAGES)
    with pytest.raises(ApiError) as error:
        require(channel, Permission.MANAGE_MESSAGES)
    assert code(error) == (403, 50003)
