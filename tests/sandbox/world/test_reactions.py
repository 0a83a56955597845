"""Emoji and reactions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.world.reactions import clear_reactions, emoji_payload, is_emoji, react, take_back
from bot.sandbox.world.world import Event, World


@pytest.mark.parametrize("text", ["🔥", "❤️", "👍🏽", "👩‍💻", "1️⃣", "🇩🇪", "©️", "paper_boy:123456789012345678"])
def test_what_may_be_an_emoji(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", "fire", ":fire:", "a:b", "\u200d", "🔥" * 16, "🔥x", "é"])
def test_what_is_none(text: str) -> None:
    assert not is_emoji(text)


@given(st.text(st.characters(categories=("L", "Z", "P")), min_size=1))
def test_words_are_no_emoji(text: str) -> None:
    assert is_emoji(text) is (":" in text and is_emoji(text)) or text in "#*‼⁉"


def test_reactions_are_told_and_replaced_never_changed(world: World) -> None:
    heard: list[Event] = []
    guild = world.add_guild("Group")
    channel, ada = guild.add_channel("general"), guild.add_member("Ada")
    message = ada.say(channel, "x")
    world.listeners.append(heard.append)
    react(message, ada.user, "🔥")
    before = message.reactions
    react(message, world.bot, "🔥")
    react(message, world.bot, "🔥")
    take_back(message, ada.user, "🔥")
    take_back(message, ada.user, "🔥")
    clear_reactions(message, "🔥")
    clear_reactions(message)
    assert before == {"🔥": (ada.user,)}
    assert [event.name.removeprefix("MESSAGE_REACTION_") for event in heard] == [
        *("ADD", "ADD", "REMOVE", "REMOVE_EMOJI", "REMOVE_ALL")
    ]
    assert heard[0].data["member"]["user"]["username"] == "ada"
    assert heard[0].data["emoji"] == {"id": None, "name": "🔥"}
    assert emoji_payload("boy:1") == {"id": "1", "name": "boy"}
