"""Building the world, and who hears of it."""

from __future__ import annotations

import pytest

from bot.sandbox.driver.begin import begin
from bot.sandbox.world.attachments import Attachment
from bot.sandbox.world.channels import ChannelKind
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.posting import create_message
from bot.sandbox.world.world import Event, World


@pytest.fixture
def heard(world: World) -> list[Event]:
    events: list[Event] = []
    world.listeners.append(events.append)
    return events


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


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


def test_what_stood_in_a_removed_category_stands_outside(world: World, heard: list[Event]) -> None:
    guild = world.add_guild("Group")
    category, channel = guild.add_channel("Papers", "category"), guild.add_channel("text")
    channel.category = category
    world.remove_channel(category)
    assert channel.payload()["parent_id"] is None
    assert names(heard)[-2:] == ["CHANNEL_UPDATE", "CHANNEL_DELETE"]


def test_a_message_forgets_the_thread_that_was_removed(world: World) -> None:
    channel = world.add_guild("Group").add_channel("text")
    message = create_message(channel, world.bot, {"content": "x"})
    message.thread = thread = channel.add_thread("talk", id=message.id)
    assert "thread" in message.payload()
    world.remove_channel(thread)
    assert "thread" not in message.payload()


def test_messages_go_with_their_channel(world: World) -> None:
    channel = world.add_guild("Group").add_channel("text")
    attachment = world.attachments[7] = Attachment(7, "a.txt", "text/plain", b"a", "")
    message = create_message(channel, world.bot, {"content": "x"}, attachments=[attachment])
    world.remove_channel(channel)
    assert (message.deleted, channel.messages, world.attachments) == (True, {}, {})


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


def test_a_message_is_found_wherever_it_is(world: World) -> None:
    guild = world.add_guild("Group")
    said = guild.add_member("Ada").say(guild.add_channel("text"), "x")
    assert world.message(said.id) is said
    assert world.message(1) is None


def test_the_last_interactions_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.world.world._KEPT_INTERACTIONS", 2)
    channel = world.dm(world.owner)
    data = {"id": "1", "name": "x", "type": 1}
    begun = [begin(world.owner, channel, InteractionKind.COMMAND, data, owners={"0": "0"}) for _ in range(3)]
    assert list(world.interactions.values()) == begun[1:]
