"""Messages of people: written, changed, deleted, reacted to, voted in, read."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox import DriverError, Message, Upload
from bot.sandbox.world.polls import votes_of
from bot.sandbox.world.posting import create_message
from tests.sandbox.limits.edges import poll
from tests.sandbox.sample_bot import SampleBot
from tests.sandbox.town import Town

PICTURE = Upload.of("cat.png", b"picture")


def heard(town: Town) -> list[tuple[str, dict[str, Any]]]:
    events: list[tuple[str, dict[str, Any]]] = []
    town.sandbox.world.listeners.append(lambda event: events.append((event.name, event.data)))
    return events


def test_a_message_tells_who_wrote_it_and_where(town: Town) -> None:
    events = heard(town)
    message = town.ada.say(town.general, "hello")
    ((name, data),) = events
    assert (name, data["content"], data["author"]["id"]) == ("MESSAGE_CREATE", "hello", str(town.ada.id))
    assert (data["guild_id"], data["member"]["roles"]) == (str(town.guild.id), [])
    assert "user" not in data["member"]
    assert (message.author, message.reply_to) == (town.ada.user, None)


def test_a_message_may_be_a_file_or_several(town: Town) -> None:
    message = town.ada.say(town.general, files=[PICTURE, Upload.of("notes", b"text")])
    assert [(one.filename, one.content_type) for one in message.attachments] == [
        ("cat.png", "image/png"),
        ("notes", "application/octet-stream"),
    ]
    town.ada.say(town.general, "the same again", files=message.attachments)


async def test_files_are_served(town: Town) -> None:
    (attachment,) = town.ada.say(town.general, files=[PICTURE]).attachments
    async with aiohttp.ClientSession() as session, session.get(attachment.url) as response:
        assert (response.status, await response.read()) == (200, b"picture")


@pytest.mark.parametrize(
    ("content", "files", "told"),
    [
        ("", 0, "A message needs text or a file"),
        (" \n", 0, "A message needs text or a file"),
        ("x" * 2001, 0, "A message takes 2,000 characters, not 2,001"),
        ("", 11, "A message takes 10 files, not 11"),
    ],
)
def test_a_message_has_its_limits(town: Town, content: str, files: int, told: str) -> None:
    with pytest.raises(DriverError, match=told):
        town.ada.say(town.general, content, files=[PICTURE] * files)
    town.ada.say(town.general, content[:2000].strip() or "x", files=[PICTURE] * min(files, 10))


def test_people_write_where_they_may(town: Town) -> None:
    with pytest.raises(DriverError, match="Ada may not write in #papers"):
        town.ada.say(town.forum, "hello")
    town.general.set_overwrite(town.guild.everyone, deny=("attach_files",))
    with pytest.raises(DriverError, match="Ada may not attach files in #general"):
        town.ada.say(town.general, files=[PICTURE])
    town.general.set_overwrite(town.guild.everyone, deny=("send_messages",))
    with pytest.raises(DriverError, match="Ada may not write in #general"):
        town.ada.say(town.general, "hello")
    thread = town.general.add_thread("talk")
    thread.archive(locked=True)
    with pytest.raises(DriverError, match="Ada may not write in #talk"):
        town.ada.say(thread, "hello")
    town.chief.say(thread, "hello")
    assert not thread.archived


def test_a_reply_brings_what_it_answers_and_notifies_its_author(town: Town) -> None:
    question = town.ada.say(town.general, "why?")
    answer = town.chief.say(town.general, "because", reply_to=question)
    payload = answer.payload()
    assert (payload["type"], payload["message_reference"]["message_id"]) == (19, str(question.id))
    assert payload["referenced_message"]["content"] == "why?"
    assert [one["id"] for one in payload["mentions"]] == [str(town.ada.id)]
    assert answer.pings.users == {town.ada.id}
    # One level only, as at Discord.
    third = town.ada.say(town.general, "I see", reply_to=answer).payload()
    assert "referenced_message" not in third["referenced_message"]
    town.ada.delete(question)
    assert answer.payload()["referenced_message"] is None


def test_a_bot_may_reply_without_a_ping(town: Town) -> None:
    question = town.ada.say(town.general, "why?")
    reference = {"message_reference": {"message_id": str(question.id)}}
    quiet = create_message(
        town.general, town.sandbox.bot_user, {"content": "x", "allowed_mentions": {"parse": []}, **reference}
    )
    assert (quiet.pings.users, quiet.payload()["mentions"]) == (frozenset(), [])
    allowed = {"allowed_mentions": {"replied_user": True}}
    loud = create_message(town.general, town.sandbox.bot_user, {"content": "x", **allowed, **reference})
    assert loud.pings.users == {town.ada.id}


def test_one_replies_where_the_message_is(town: Town) -> None:
    with pytest.raises(DriverError, match="replies in the channel of the message"):
        town.ada.say(town.news, "here", reply_to=town.ada.say(town.general, "there"))
    gone = town.ada.say(town.general, "gone")
    town.ada.delete(gone)
    with pytest.raises(DriverError, match="The message is gone"):
        town.ada.say(town.general, "what?", reply_to=gone)


def test_own_messages_are_changed(town: Town) -> None:
    events = heard(town)
    message = town.ada.say(town.general, "helo")
    town.ada.edit(message, "hello")
    assert (message.content, message.edited_at) == ("hello", town.clock.now)
    assert [name for name, _ in events] == ["MESSAGE_CREATE", "MESSAGE_UPDATE"]
    with pytest.raises(DriverError, match="Chief may not change what Ada wrote"):
        town.chief.edit(message, "mine")
    with pytest.raises(DriverError, match="A message needs text or a file"):
        town.ada.edit(message, "")
    town.ada.edit(town.ada.say(town.general, "a cat", files=[PICTURE]), "")


def test_own_messages_are_deleted_and_those_of_others_by_moderators(town: Town) -> None:
    first, second = town.ada.say(town.general, "one"), town.ada.say(town.general, "two")
    by_chief = town.chief.say(town.general, "three")
    with pytest.raises(DriverError, match="Ada may not delete what Chief wrote"):
        town.ada.delete(by_chief)
    town.ada.delete(first)
    town.chief.delete(second)
    assert town.sandbox.messages(town.general) == [by_chief]
    with pytest.raises(DriverError, match="The message is gone"):
        town.ada.delete(first)


def test_in_direct_messages_each_has_its_own(town: Town) -> None:
    dm = town.sandbox.dm(town.ada)
    with pytest.raises(DriverError, match="Ada may not delete what Paperboy wrote"):
        town.ada.delete(create_message(dm, town.sandbox.bot_user, {"content": "hello"}))


def test_an_emoji_is_pressed_and_pressed_again(town: Town) -> None:
    message = town.ada.say(town.general, "hello")
    town.chief.react(message, "👍")
    town.ada.react(message, "👍")
    assert message.reactions == {"👍": (town.chief.user, town.ada.user)}
    town.chief.react(message, "👍")
    assert message.reactions == {"👍": (town.ada.user,)}
    with pytest.raises(DriverError, match="'hi' is no emoji"):
        town.ada.react(message, "hi")


def test_to_react_first_needs_a_permission(town: Town) -> None:
    message = town.ada.say(town.general, "hello")
    town.chief.react(message, "👍")
    town.general.set_overwrite(town.guild.everyone, deny=("add_reactions",))
    town.ada.react(message, "👍")
    with pytest.raises(DriverError, match="Ada may not add reactions in #general"):
        town.ada.react(message, "👎")


def test_a_vote_is_for_what_the_poll_offers(town: Town) -> None:
    message = create_message(town.general, town.sandbox.bot_user, poll(allow_multiselect=False))
    town.ada.vote(message, [1])
    assert votes_of(message, town.ada.user) == [1]
    for answers, told in (([2], "The poll has no answer 2"), ([1, 2], "The poll takes one answer")):
        with pytest.raises(DriverError, match=told):
            town.ada.vote(message, answers)
    town.clock.turn(hours=24)
    with pytest.raises(DriverError, match="The poll is closed"):
        town.ada.vote(message, [])
    assert votes_of(message, town.ada.user) == [1]


def test_a_vote_needs_a_poll_that_one_sees(town: Town) -> None:
    with pytest.raises(DriverError, match="There is no poll"):
        town.ada.vote(town.ada.say(town.general, "No poll"), [1])
    message = create_message(town.general, town.sandbox.bot_user, poll())
    town.chief.delete(gone := create_message(town.general, town.sandbox.bot_user, poll()))
    with pytest.raises(DriverError, match="The message is gone"):
        town.ada.vote(gone, [1])
    town.general.set_overwrite(town.guild.everyone, deny=("view_channel",))
    with pytest.raises(DriverError, match="Ada cannot see #general"):
        town.ada.vote(message, [1])


async def test_a_person_reads_what_is_for_them(live: Town, bot: SampleBot) -> None:
    said = live.chief.say(live.general, "hello")
    reply = await live.ada.slash(live.general, "fruit", name="fig")
    assert reply.ephemeral
    assert live.ada.sees(live.general) == [said, reply.message]
    assert live.chief.sees(live.general) == [said]
    with pytest.raises(DriverError, match="Chief does not see this message"):
        live.chief.react(reply.message, "👍")
    with pytest.raises(DriverError, match="what nobody else sees"):
        live.ada.react(reply.message, "👍")


def test_private_threads_are_read_by_those_in_them(town: Town) -> None:
    thread = town.general.add_thread("aside", owner=town.chief.user, private=True)
    message: Message = town.chief.say(thread, "psst")
    with pytest.raises(DriverError, match="Ada cannot see #aside"):
        town.ada.sees(thread)
    with pytest.raises(DriverError, match="Ada may not write in #aside"):
        town.ada.say(thread, "hello?")
    thread.join(town.ada.user)
    assert town.ada.sees(thread) == [message]
