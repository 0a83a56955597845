"""The slash commands that a person is offered, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from bot.sandbox.driver.lookup import is_offered
from bot.sandbox.limits.commands import CHAT_INPUT
from bot.sandbox.page.shapes import CommandView
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.sight import permissions_of
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

__all__ = ["command_views"]

_WITHOUT_INPUT: Final = frozenset({ChannelKind.FORUM, ChannelKind.CATEGORY})

Command = dict[str, Any]


def command_views(world: World, viewer: User, channels: Iterable[Channel]) -> Iterator[CommandView]:
    """Yield the slash commands that the viewer is offered in some of ``channels``, with these."""
    groups = _alike(viewer, channels)
    for place in (None, *world.guilds):
        for command in world.commands.all(place):
            offering = [one for group in groups if _offered(command, viewer, group[0]) for one in group]
            if command["type"] == CHAT_INPUT and offering:
                yield _view(command, offering)


def _alike(viewer: User, channels: Iterable[Channel]) -> Collection[list[Channel]]:
    """Return channels where one can type, together those with the same commands: threads of one channel, mostly."""
    groups: dict[tuple[int, int], list[Channel]] = {}
    for channel in channels:
        if channel.kind not in _WITHOUT_INPUT:
            groups.setdefault((channel.home.id, int(permissions_of(viewer, channel))), []).append(channel)
    return groups.values()


def _offered(command: Command, viewer: User, channel: Channel) -> bool:
    """Tell whether the command is what its name means there (a server's own covers a global one), and is offered."""
    place = channel.guild.id if channel.guild else None
    return channel.world.commands.find(command["name"], place) is command and is_offered(command, viewer, channel)


def _view(command: Command, channels: list[Channel]) -> CommandView:
    return {
        "id": command["id"],
        "name": command["name"],
        "description": command["description"],
        "options": command["options"],
        "channels": [str(channel.id) for channel in channels],
    }
