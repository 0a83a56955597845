"""Making, changing and deleting messages, and who is told."""

from __future__ import annotations

import pytest

from bot.sandbox.driver.begin import begin
from bot.sandbox.limits.messages import EPHEMERAL
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.posting import create_message, delete_message, edit_message
from bot.sandbox.world.world import Event, World


@pytest.fixture
def text(world: World) -> Channel:
    return world.add_guild("Group").add_channel("text")


@pytest.fixture
def heard(world: World, text: Channel) -> list[Event]:
    events: list[Event] = []
    world.listeners.append(events.append)
    return events


def test_a_message_is_kept_and_told_with_its_nonce(world: World, text: Channel, heard: list[Event]) -> None:
    message = create_message(text, world.bot, {"content": "x", "nonce": "n"})
    assert text.messages == {message.id: message}
    ((name, data),) = [(event.name, event.data) for event in heard]
    assert (name, data["content"], data["nonce"]) == ("MESSAGE_CREATE", "x", "n")
    assert text.guild is not None
    assert data["guild_id"] == str(text.guild.id)


def test_only_answers_are_hidden(world: World, text: Channel) -> None:
    assert not create_message(text, world.bot, {"content": "x", "flags": EPHEMERAL}).ephemeral


def test_an_edit_changes_what_it_names_and_empties_what_is_null(world: World, text: Channel) -> None:
    message = create_message(text, world.bot, {"content": "x", "embeds": [{"title": "t"}]})
    edit_message(message, {"content": "y"})
    assert (message.content, [embed["title"] for embed in message.embeds]) == ("y", ["t"])
    edit_message(message, {"content": None, "embeds": None})
    assert (message.content, message.embeds) == ("", [])
    assert message.edited_at == world.clock()


def test_a_message_wakes_an_archived_thread(world: World, text: Channel) -> None:
    thread = text.add_thread("talk")
    thread.archive()
    create_message(thread, world.bot, {"content": "x"})
    assert not thread.archived


def test_a_thread_counts_what_everybody_sees_but_not_what_it_began_with(world: World) -> None:
    guild = world.add_guild("Group")
    post = guild.add_channel("papers", "forum").add_thread("post")
    begin(world.owner, post, InteractionKind.COMMAND, {"id": "1", "name": "x"}, owners={"0": "1"})
    (interaction,) = world.interactions.values()
    create_message(post, world.bot, {"content": "first"}, id=post.id)
    seen = create_message(post, world.bot, {"content": "seen"})
    create_message(post, world.bot, {"content": "hidden", "flags": EPHEMERAL}, interaction=interaction)
    payload = post.payload()
    assert (payload["message_count"], payload["total_message_sent"]) == (1, 1)
    assert payload["last_message_id"] == str(seen.id)
    delete_message(seen)
    payload = post.payload()
    assert (payload["message_count"], payload["total_message_sent"]) == (0, 1)
    assert payload["last_message_id"] == str(post.id)


def test_a_deleted_message_is_gone_and_told(world: World, text: Channel, heard: list[Event]) -> None:
    message = create_message(text, world.bot, {"content": "x"})
    delete_message(message)
    assert (text.messages, message.deleted) == ({}, True)
    assert (heard[-1].name, heard[-1].data["id"]) == ("MESSAGE_DELETE", str(message.id))


def test_fields_of_embeds_come_back_complete(world: World, text: Channel) -> None:
    message = create_message(text, world.bot, {"embeds": [{"fields": [{"name": "n", "value": "v"}]}]})
    assert message.embeds == [{"fields": [{"inline": False, "name": "n", "value": "v"}], "type": "rich"}]


def test_a_reply_knows_what_it_answers(world: World, text: Channel) -> None:
    first = create_message(text, world.bot, {"content": "x"})
    reply = create_message(text, world.bot, {"content": "y", "message_reference": {"message_id": str(first.id)}})
    assert reply.payload()["message_reference"]["message_id"] == str(first.id)
    assert reply.payload()["type"] == 19


def test_a_reply_brings_nothing_to_light_that_only_one_account_sees(world: World, text: Channel) -> None:
    begin(world.owner, text, InteractionKind.COMMAND, {"id": "1", "name": "x", "type": 1}, owners={"0": "1"})
    (interaction,) = world.interactions.values()
    hidden = create_message(text, world.bot, {"content": "Psst", "flags": EPHEMERAL}, interaction=interaction)
    reply = create_message(text, world.bot, {"content": "y", "message_reference": {"message_id": str(hidden.id)}})
    assert "Psst" not in str(reply.payload())
    assert reply.payload()["type"] == 0
