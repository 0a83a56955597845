"""Building the world, and who hears of it."""

from __future__ import annotations

import pytest

from bot.sandbox.world.channels import ChannelKind
from bot.sandbox.world.world import Event, World


@pytest.fixture
def heard(world: World) -> list[Event]:
    events: list[Event] = []
    world.listeners.append(events.append)
    return events


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


def test_a_new_server_has_its_owner_and_the_bot(world: World) -> None:
    guild = world.add_guild("Group")
    assert set(guild.members) == {world.owner.id, world.bot.id}
    assert guild.me is not None
    assert guild.everyone.id == guild.id


def test_events_of_servers_without_the_bot_are_not_told(world: World, heard: list[Event]) -> None:
    world.add_guild("Elsewhere", with_bot=False).add_channel("general")
    assert heard == []


def test_everything_that_is_built_is_told(world: World, heard: list[Event]) -> None:
    guild = world.add_guild("Group")
    channel = guild.add_channel("papers", "forum", topic="t", tags=["weekly"])
    role = guild.add_role("Readers", ["send_messages"])
    guild.add_member("Ada", roles=[role])
    channel.add_thread("post").archive()
    world.remove_channel(channel)
    assert names(heard) == [
        "GUILD_CREATE",
        "CHANNEL_CREATE",
        "CHANNEL_UPDATE",
        "GUILD_ROLE_CREATE",
        "GUILD_MEMBER_ADD",
        "THREAD_CREATE",
        "THREAD_UPDATE",
        "THREAD_DELETE",
        "CHANNEL_DELETE",
    ]


def test_direct_messages_are_one_channel_per_person(world: World) -> None:
    ada, bob = world.add_user("Ada"), world.add_user("Bob")
    assert world.dm(ada) is world.dm(ada)
    assert world.dm(ada) is not world.dm(bob)
    assert world.dm(ada).payload()["recipients"] == [ada.payload()]


def test_conversations_of_people(world: World) -> None:
    people = [world.add_user(name) for name in ("Ada", "Bob", "Eve")]
    assert world.private_channel(*people[:2]).kind is ChannelKind.DM
    group = world.private_channel(*people)
    assert (group.kind, group.payload()["name"]) == (ChannelKind.GROUP_DM, "Ada, Bob, Eve")


def test_one_person_may_be_in_several_servers(world: World) -> None:
    first, second = world.add_guild("One"), world.add_guild("Two")
    ada = first.add_member("Ada", locale="de")
    again = second.add_member(ada.user, administrator=True)
    assert (again.user, again.user.locale) == (ada.user, "de")
    assert again.permissions() != ada.permissions()


def test_a_thread_knows_its_parent_and_a_forum_its_posts(world: World) -> None:
    guild = world.add_guild("Group")
    forum, text = guild.add_channel("forum", "forum"), guild.add_channel("text")
    post = forum.add_thread("post")
    assert (post.parent, forum.threads, text.threads) == (forum, [post], [])
    assert guild.threads == [post]
    assert guild.channels == [forum, text]
    assert (post.payload()["parent_id"], post.payload()["thread_metadata"]["archived"]) == (str(forum.id), False)


def test_archived_threads_are_not_among_the_servers_threads_for_a_new_bot(world: World) -> None:
    guild = world.add_guild("Group")
    text = guild.add_channel("text")
    text.add_thread("open")
    text.add_thread("closed").archive()
    assert [one["name"] for one in guild.gateway_payload()["threads"]] == ["open"]


def test_a_message_is_found_wherever_it_is(world: World) -> None:
    guild = world.add_guild("Group")
    said = guild.add_member("Ada").say(guild.add_channel("text"), "x")
    assert world.message(said.id) is said
    assert world.message(1) is None


def test_an_unknown_kind_of_channel_is_an_error(world: World) -> None:
    with pytest.raises(KeyError):
        world.add_guild("Group").add_channel("x", "hologram")
