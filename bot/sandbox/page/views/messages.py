"""Messages, as one person sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from bot.sandbox.page.shapes import MessageExtras
from bot.sandbox.world.messages import Message
from bot.sandbox.world.polls import is_closed, votes_of
from bot.sandbox.world.sight import sees_message
from bot.sandbox.world.users import User

__all__ = ["message_payload", "message_view", "sees_message"]

_ATTACHED: Final = "attachment://"
_WITH_FILES: Final = ("embeds", "components", "attachments")


def message_payload(message: Message) -> dict[str, Any]:
    """Return a message as Discord sends it, the same for everybody.

    Files of the sandbox have addresses without a host: the page may have come by another name than the bot's. What a reply
    answers is left out, since it stands in the list by itself, as it is now, for those who see it.
    """
    payload = message.payload()
    payload.pop("referenced_message", None)
    if message.attachments:
        paths = _paths(message)
        payload |= {key: _localised(payload[key], paths) for key in _WITH_FILES}
    return payload


def message_view(message: Message, payload: Mapping[str, Any], viewer: User) -> dict[str, Any]:
    """Return a message's payload with what else the viewer's client shows.

    :param payload: ``message_payload`` of the message; only its thread may have changed since
    """
    thread = {} if message.thread is None else {"thread": message.thread.payload()}
    return {**payload, **thread, **_extras(message, viewer)}


def _extras(message: Message, viewer: User) -> MessageExtras:
    extras: MessageExtras = {
        "ephemeral": message.ephemeral,
        "thinking": message.thinking,
        "pings": _pings(message),
        "pings_me": _pings_viewer(message, viewer),
        "reacted": [emoji for emoji, users in message.reactions.items() if viewer in users],
    }
    by = message.interaction
    if by is not None and message.is_command_answer:
        extras["invoked"] = {"user": by["user"]["id"], "command": by["name"]}
    if message.poll is not None:
        closed = is_closed(message.poll, message.channel.world.clock())
        extras["answers"] = {"mine": votes_of(message, viewer), "closed": closed}
    return extras


def _pings(message: Message) -> list[str]:
    pings, guild = message.pings, message.channel.guild
    roles = [guild.roles[number].name for number in sorted(pings.roles) if number in guild.roles] if guild else []
    people = message.channel.world.users
    users = [people[number].name for number in sorted(pings.users) if number in people]
    return [*(["@everyone"] if pings.everyone else []), *(f"@{name}" for name in (*roles, *users))]


def _pings_viewer(message: Message, viewer: User) -> bool:
    if not message.pings:
        return False
    return message.pings.everyone or viewer.id in message.pings.users or _pings_role(message, viewer)


def _pings_role(message: Message, viewer: User) -> bool:
    guild = message.channel.guild
    member = guild.members.get(viewer.id) if guild else None
    return member is not None and any(role.id in message.pings.roles for role in member.roles)


def _paths(message: Message) -> dict[str, str]:
    """Return what to write for the address of each of a message's files, however the bot named it."""
    paths: dict[str, str] = {}
    for attachment in message.attachments:
        path = urlsplit(attachment.url).path
        paths |= {attachment.url: path, _ATTACHED + attachment.filename: path}
    return paths


def _localised(value: Any, paths: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return paths.get(value, value)
    if isinstance(value, Mapping):
        return {key: _localised(one, paths) for key, one in value.items()}
    return [_localised(one, paths) for one in value] if isinstance(value, list) else value
