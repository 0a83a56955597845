"""Which intent each event needs."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.gateway.intents import KNOWN, PRIVILEGED, Intent, intent_for


@pytest.mark.parametrize(
    ("event", "in_servers", "in_direct_messages"),
    [
        ("GUILD_CREATE", Intent.GUILDS, 0),
        ("GUILD_ROLE_UPDATE", Intent.GUILDS, 0),
        ("CHANNEL_UPDATE", Intent.GUILDS, 0),
        ("CHANNEL_PINS_UPDATE", Intent.GUILDS, Intent.DIRECT_MESSAGES),
        ("THREAD_CREATE", Intent.GUILDS, 0),
        ("THREAD_MEMBERS_UPDATE", Intent.GUILDS | Intent.GUILD_MEMBERS, 0),
        ("GUILD_MEMBER_ADD", Intent.GUILD_MEMBERS, 0),
        ("PRESENCE_UPDATE", Intent.GUILD_PRESENCES, 0),
        ("MESSAGE_CREATE", Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES),
        ("MESSAGE_DELETE", Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES),
        ("MESSAGE_DELETE_BULK", Intent.GUILD_MESSAGES, 0),
        ("MESSAGE_REACTION_ADD", Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS),
        ("TYPING_START", Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING),
        ("MESSAGE_POLL_VOTE_ADD", Intent.GUILD_MESSAGE_POLLS, Intent.DIRECT_MESSAGE_POLLS),
        ("MESSAGE_POLL_VOTE_REMOVE", Intent.GUILD_MESSAGE_POLLS, Intent.DIRECT_MESSAGE_POLLS),
        ("INTERACTION_CREATE", 0, 0),
        ("READY", 0, 0),
    ],
)
def test_each_event_needs_its_intent(event: str, in_servers: int, in_direct_messages: int) -> None:
    assert intent_for(event, in_guild=True) == in_servers
    assert intent_for(event, in_guild=False) == in_direct_messages


def test_the_bits_are_those_of_the_library() -> None:
    assert discord.Intents.all().value == KNOWN
    assert KNOWN & ~discord.Intents.default().value == PRIVILEGED
