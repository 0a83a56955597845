"""Which events a session hears of, and what it sees of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.gateway.intents import hears, shaped
from bot.sandbox.world.world import Event, World

ALL = 1 << 0 | 1 << 1 | 1 << 9 | 1 << 12 | 1 << 15
ONE_SHARD = (0, 1)


@pytest.mark.parametrize(
    ("name", "in_guild", "needed"),
    [
        ("GUILD_CREATE", True, 1 << 0),
        ("CHANNEL_UPDATE", True, 1 << 0),
        ("THREAD_CREATE", True, 1 << 0),
        ("GUILD_ROLE_UPDATE", True, 1 << 0),
        ("GUILD_MEMBER_ADD", True, 1 << 1),
        ("MESSAGE_CREATE", True, 1 << 9),
        ("MESSAGE_DELETE", False, 1 << 12),
    ],
)
def test_each_event_needs_its_intent(world: World, name: str, in_guild: bool, needed: int) -> None:
    event = Event(name, {}, world.add_guild("Group") if in_guild else None)
    assert hears(needed, ONE_SHARD, event)
    assert not hears(ALL & ~needed, ONE_SHARD, event)


def test_interactions_need_none(world: World) -> None:
    assert hears(0, ONE_SHARD, Event("INTERACTION_CREATE", {}, world.add_guild("Group")))


def test_direct_messages_are_on_the_first_shard() -> None:
    event = Event("INTERACTION_CREATE", {})
    assert hears(0, (0, 2), event)
    assert not hears(0, (1, 2), event)


def test_a_server_is_on_one_shard(world: World) -> None:
    event = Event("GUILD_CREATE", {}, world.add_guild("Group", id=5 << 22))
    assert [hears(1, (shard, 3), event) for shard in range(3)] == [False, False, True]


def message(world: World, author: int, mentions: list[int] | None = None) -> Event:
    data: dict[str, Any] = {
        "author": {"id": str(author)},
        "content": "words",
        "mentions": [{"id": str(one)} for one in mentions or []],
    }
    return Event("MESSAGE_CREATE", data, world.add_guild("Group"))


def test_foreign_words_are_blank_without_their_intent(world: World) -> None:
    event = message(world, author=1)
    assert shaped(ALL & ~(1 << 15), world, event)["content"] == ""
    assert shaped(ALL, world, event)["content"] == "words"


def test_own_words_and_words_to_the_bot_are_seen(world: World) -> None:
    assert shaped(1 << 9, world, message(world, author=world.bot.id))["content"] == "words"
    assert shaped(1 << 9, world, message(world, author=1, mentions=[world.bot.id]))["content"] == "words"


def test_a_deletion_has_no_words(world: World) -> None:
    assert shaped(1 << 9, world, Event("MESSAGE_DELETE", {"id": "1"}, world.add_guild("Group"))) == {"id": "1"}
