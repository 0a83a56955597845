"""Values of a command's options, from JSON to what they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.sandbox.driver.options import ATTACHMENT, CHANNEL, MENTIONABLE, ROLE, USER
from bot.sandbox.page.views.channels import sees_channel
from bot.sandbox.page.wanted import BadActionError, id_of
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.users import User

__all__ = ["named_values"]

_WORDS: Final[Mapping[int, str]] = {
    USER: "person",
    CHANNEL: "channel",
    ROLE: "role",
    MENTIONABLE: "person or role",
    ATTACHMENT: "uploaded file",
}


def named_values(
    given: Mapping[str, Any], options: Mapping[str, Mapping[str, Any]], viewer: User, channel: Channel
) -> dict[str, object]:
    """Return values with ids replaced by the accounts, channels, roles and files that they name.

    :param options: the command's options by name; values of others are left as they are
    :raises BadActionError: for an id that names nothing of the option's kind
    """
    return {
        name: _named(name, value, options[name]["type"], viewer, channel) if name in options else value
        for name, value in given.items()
    }


def _named(name: str, value: Any, kind: int, viewer: User, channel: Channel) -> object:
    if kind not in _WORDS:
        return value
    found = _thing(kind, id_of(value), viewer, channel)
    if found is None:
        raise BadActionError(f"{name}: there is no such {_WORDS[kind]} here.")
    return found


def _thing(kind: int, number: int, viewer: User, channel: Channel) -> object | None:
    world, guild = channel.world, channel.guild
    if kind == ATTACHMENT:
        return world.attachments.get(number)
    if kind == CHANNEL:
        found = world.channels.get(number)
        return found if found and found.guild is guild and sees_channel(viewer, found) else None
    role = guild.roles.get(number) if guild and kind in (ROLE, MENTIONABLE) else None
    return role or (_person(number, channel) if kind != ROLE else None)


def _person(number: int, channel: Channel) -> User | None:
    if channel.guild:
        member = channel.guild.members.get(number)
        return member.user if member else None
    return next((user for user in channel.recipients if user.id == number), None)
