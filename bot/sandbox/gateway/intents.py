"""Which events a session hears of: https://discord.com/developers/docs/events/gateway#list-of-intents."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntFlag
from types import MappingProxyType

__all__ = ["KNOWN", "PRIVILEGED", "Intent", "intent_for"]


class Intent(IntFlag):
    """Every intent there is."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_WEBHOOKS = 1 << 5
    GUILD_INVITES = 1 << 6
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16
    AUTO_MODERATION_CONFIGURATION = 1 << 20
    AUTO_MODERATION_EXECUTION = 1 << 21
    GUILD_MESSAGE_POLLS = 1 << 24
    DIRECT_MESSAGE_POLLS = 1 << 25


KNOWN = int(sum(Intent))
PRIVILEGED = int(Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT)

_NONE = Intent(0)
_IN_SERVERS: Mapping[Intent, tuple[str, ...]] = {
    Intent.GUILDS: (
        "GUILD_CREATE",
        "GUILD_UPDATE",
        "GUILD_DELETE",
        "GUILD_ROLE_CREATE",
        "GUILD_ROLE_UPDATE",
        "GUILD_ROLE_DELETE",
        "CHANNEL_CREATE",
        "CHANNEL_UPDATE",
        "CHANNEL_DELETE",
        "CHANNEL_PINS_UPDATE",
        "THREAD_CREATE",
        "THREAD_UPDATE",
        "THREAD_DELETE",
        "THREAD_LIST_SYNC",
        "THREAD_MEMBER_UPDATE",
    ),
    # Of others than the bot only with GUILD_MEMBERS; the session sees to that.
    Intent.GUILDS | Intent.GUILD_MEMBERS: ("THREAD_MEMBERS_UPDATE",),
    Intent.GUILD_MEMBERS: ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"),
    Intent.GUILD_PRESENCES: ("PRESENCE_UPDATE",),
    Intent.GUILD_MESSAGES: ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"),
    Intent.GUILD_MESSAGE_REACTIONS: (
        "MESSAGE_REACTION_ADD",
        "MESSAGE_REACTION_REMOVE",
        "MESSAGE_REACTION_REMOVE_ALL",
        "MESSAGE_REACTION_REMOVE_EMOJI",
    ),
    Intent.GUILD_MESSAGE_TYPING: ("TYPING_START",),
    Intent.GUILD_MESSAGE_POLLS: ("MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE"),
}
_IN_DIRECT_MESSAGES: Mapping[Intent, tuple[str, ...]] = {
    Intent.DIRECT_MESSAGES: (*_IN_SERVERS[Intent.GUILD_MESSAGES][:3], "CHANNEL_PINS_UPDATE"),
    Intent.DIRECT_MESSAGE_REACTIONS: _IN_SERVERS[Intent.GUILD_MESSAGE_REACTIONS],
    Intent.DIRECT_MESSAGE_TYPING: _IN_SERVERS[Intent.GUILD_MESSAGE_TYPING],
    Intent.DIRECT_MESSAGE_POLLS: _IN_SERVERS[Intent.GUILD_MESSAGE_POLLS],
}


def _by_event(groups: Mapping[Intent, tuple[str, ...]]) -> Mapping[str, Intent]:
    return MappingProxyType({event: intent for intent, events in groups.items() for event in events})


_SERVERS, _DIRECT = _by_event(_IN_SERVERS), _by_event(_IN_DIRECT_MESSAGES)


def intent_for(event: str, *, in_guild: bool) -> Intent:
    """Return the intents of which an event needs one, none for an event that is sent to every bot."""
    return (_SERVERS if in_guild else _DIRECT).get(event, _NONE)
