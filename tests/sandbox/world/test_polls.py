"""Polls as they come back, and votes in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import Member, Message
from bot.sandbox.world.polls import cast_votes, is_closed, received_poll, votes_of
from bot.sandbox.world.posting import create_message
from bot.sandbox.world.world import Event, World
from tests.sandbox.limits.edges import poll
from tests.sandbox.town import START


def received(**fields: Any) -> dict[str, Any]:
    return received_poll(poll(**fields)["poll"], START)


def test_answers_are_numbered_and_counted_from_nought() -> None:
    answers = [{"poll_media": {"text": text}} for text in ("yes", "no")]
    back = received(answers=answers)
    assert [(one["answer_id"], one["poll_media"]["text"]) for one in back["answers"]] == [(1, "yes"), (2, "no")]
    assert [(one["id"], one["count"]) for one in back["results"]["answer_counts"]] == [(1, 0), (2, 0)]


@pytest.mark.parametrize(("duration", "hours"), [(1, 1), (768, 768), (None, 24)])
def test_it_ends_after_its_hours(duration: int | None, hours: int) -> None:
    assert received(duration=duration)["expiry"] == (START + timedelta(hours=hours)).isoformat()


def test_several_choices_only_when_asked_for() -> None:
    assert received()["allow_multiselect"] is False
    assert received(allow_multiselect=True)["allow_multiselect"] is True


@pytest.fixture
def ada(world: World) -> Member:
    return world.add_guild("Group").add_member("Ada")


@pytest.fixture
def message(ada: Member) -> Message:
    channel = ada.guild.add_channel("general")
    answers = [{"poll_media": {"text": text}} for text in ("yes", "no", "both")]
    return create_message(channel, ada.guild.world.bot, poll(answers=answers, allow_multiselect=True))


def counts(message: Message) -> list[int]:
    assert message.poll is not None
    return [one["count"] for one in message.poll["results"]["answer_counts"]]


def test_votes_are_counted(message: Message, ada: Member) -> None:
    cast_votes(message, ada.user, [1, 3])
    cast_votes(message, ada.guild.add_member("Ben").user, [3])
    assert counts(message) == [1, 0, 2]
    assert votes_of(message, ada.user) == [1, 3]
    cast_votes(message, ada.user, [2])
    assert counts(message) == [0, 1, 1]
    cast_votes(message, ada.user, [])
    assert (counts(message), votes_of(message, ada.user)) == ([0, 0, 1], [])


def test_what_was_read_of_a_poll_stays_as_it_was(message: Message, ada: Member) -> None:
    before = message.poll
    assert before is not None
    cast_votes(message, ada.user, [1])
    assert [one["count"] for one in before["results"]["answer_counts"]] == [0, 0, 0]


def test_bots_hear_only_of_what_changed(world: World, message: Message, ada: Member) -> None:
    heard: list[Event] = []
    world.listeners.append(heard.append)
    cast_votes(message, ada.user, [1, 2])
    cast_votes(message, ada.user, [2, 3])
    told = [(event.name.removeprefix("MESSAGE_POLL_VOTE_"), event.data["answer_id"]) for event in heard]
    assert told == [("ADD", 1), ("ADD", 2), ("REMOVE", 1), ("ADD", 3)]
    assert heard[0].data == {
        "user_id": str(ada.id),
        "channel_id": str(message.channel.id),
        "message_id": str(message.id),
        "guild_id": str(ada.guild.id),
        "answer_id": 1,
    }


def test_a_poll_is_closed_by_time_or_by_hand() -> None:
    running = received(duration=1)
    assert not is_closed(running, START + timedelta(minutes=59))
    assert is_closed(running, START + timedelta(hours=1))
    assert is_closed(running | {"results": running["results"] | {"is_finalized": True}}, START)
