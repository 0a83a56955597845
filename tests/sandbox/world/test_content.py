"""What is seen of other people's words without the intent for them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world.content import MESSAGE_CONTENT, fetched, readable
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World


def message(author: User, *, mentions: tuple[User, ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "author": {"id": str(author.id)},
        "content": "words",
        "embeds": [{}],
        "attachments": [{}],
        "components": [{}],
        "poll": {},
        "mentions": [{"id": str(one.id)} for one in mentions],
        **more,
    }


def test_foreign_words_are_blank(world: World) -> None:
    data = message(world.owner)
    blank = readable(data, world)
    assert (blank["content"], blank["embeds"], blank["attachments"], blank["components"]) == ("", [], [], [])
    assert "poll" not in blank
    assert blank["author"] == data["author"]
    assert data["content"] == "words"


def test_own_words_and_words_to_the_bot_are_seen(world: World) -> None:
    for data in (message(world.bot), message(world.owner, mentions=(world.bot,))):
        assert readable(data, world) == data


def test_what_is_answered_is_judged_by_itself(world: World) -> None:
    shown = readable(message(world.bot, referenced_message=message(world.owner)), world)
    assert (shown["content"], shown["referenced_message"]["content"]) == ("words", "")
    assert readable(message(world.bot, referenced_message=None), world)["referenced_message"] is None


@pytest.mark.parametrize(("granted", "content"), [(0, ""), (MESSAGE_CONTENT, "words")])
def test_over_rest_what_was_granted_decides(world: World, granted: int, content: str) -> None:
    world.privileged_intents = granted
    guild = world.add_guild("Group")
    said = guild.owner.say(guild.add_channel("general"), "words")
    assert fetched(said)["content"] == content
    assert fetched(world.owner.say(world.dm(world.owner), "words"))["content"] == "words"
