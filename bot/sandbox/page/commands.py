"""The slash commands that a person is offered, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from bot.sandbox.driver.begin import permissions_of
from bot.sandbox.driver.lookup import is_offered
from bot.sandbox.limits.commands import CHAT_INPUT
from bot.sandbox.page.shapes import CommandView
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

__all__ = ["command_views"]

_WITHOUT_INPUT: Final = frozenset({ChannelKind.FORUM, ChannelKind.CATEGORY})

Command = dict[str, Any]
Offered = Callable[[Command, Channel], bool]


def command_views(world: World, viewer: User, channels: Iterable[Channel]) -> Iterator[CommandView]:
    """Yield every registered slash command with those of ``channels`` in which the viewer is offered it."""
    typable = [channel for channel in channels if channel.kind not in _WITHOUT_INPUT]
    offered = _asked_once(viewer)
    for place in (None, *world.guilds):
        for command in world.commands.all(place):
            if command["type"] == CHAT_INPUT:
                yield _view(command, [one for one in typable if _means(command, one) and offered(command, one)])


def _means(command: Command, channel: Channel) -> bool:
    """Tell whether the command's name means it there: a server's own command covers a global one of its name."""
    place = channel.guild.id if channel.guild else None
    return channel.world.commands.find(command["name"], place) is command


def _asked_once(viewer: User) -> Offered:
    """Return ``is_offered`` for one view: threads of one channel that give the viewer the same have the same commands."""
    known: dict[tuple[str, int, int], bool] = {}

    def offered(command: Command, channel: Channel) -> bool:
        key = command["id"], channel.home.id, int(permissions_of(viewer, channel))
        if key not in known:
            known[key] = is_offered(command, viewer, channel)
        return known[key]

    return offered


def _view(command: Command, channels: list[Channel]) -> CommandView:
    return {
        "id": command["id"],
        "name": command["name"],
        "description": command["description"],
        "options": command["options"],
        "channels": [str(channel.id) for channel in channels],
    }
