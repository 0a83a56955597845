"""Everything that the page shows, as a flat map: :mod:`bot.sandbox.page.shapes` says of what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.page.memo import Memo
from bot.sandbox.page.shapes import App
from bot.sandbox.page.views.bar import section_view
from bot.sandbox.page.views.channels import channel_view, sees_channel
from bot.sandbox.page.views.commands import command_views
from bot.sandbox.page.views.messages import message_payload, message_view, sees_message
from bot.sandbox.page.views.people import guilds_of, me_view, people_of, person_view, role_view, server_view
from bot.sandbox.page.views.requests import request_view, shown_requests
from bot.sandbox.panel import Panel
from bot.sandbox.rest.service import RequestRecord
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

__all__ = ["Scene", "view"]

Entries = Iterator[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to see; ``online`` tells whether the bot is connected.

    ``payloads`` keeps what takes longest to make, so that a change costs no more in a long history than in a short one.
    """

    world: World
    requests: Sequence[RequestRecord]
    panel: Panel
    online: Callable[[], bool]
    payloads: Memo[Message, dict[str, Any]] = field(default_factory=lambda: Memo(message_payload), repr=False)


def view(scene: Scene, viewer: User) -> dict[str, Any]:
    """Return the map as one person sees it.

    Values share lists with the world and must not be changed; what the world changes it replaces, so that a map made
    earlier stays as it was.
    """
    world = scene.world
    seen = _seen(world, viewer)
    return {
        "me": me_view(world, viewer),
        "app": _app(scene),
        **dict(_people(world, viewer)),
        **dict(_places(scene, viewer, seen)),
        **{f"command:{one['id']}": one for one in command_views(world, viewer, seen)},
        **{f"request:{one.number}": request_view(one) for one in shown_requests(scene.requests)},
        **dict(_bar(scene.panel)),
    }


def _seen(world: World, viewer: User) -> list[Channel]:
    seen = [channel for channel in world.channels.values() if sees_channel(viewer, channel)]
    # As at Discord, a category is shown to whoever sees something in it.
    headings = (channel.category for channel in seen if channel.category)
    return list(dict.fromkeys([*seen, *headings]))


def _app(scene: Scene) -> App:
    bot = scene.world.bot
    return {"user": str(bot.id), "name": bot.name, "online": scene.online()}


def _people(world: World, viewer: User) -> Entries:
    shared = guilds_of(world, viewer)
    for guild in shared:
        yield f"server:{guild.id}", server_view(guild)
        for role in guild.roles:
            yield f"role:{role}", role_view(guild, role)
    for user in (world.bot, *people_of(world)):
        yield f"person:{user.id}", person_view(user, shared)


def _places(scene: Scene, viewer: User, channels: list[Channel]) -> Entries:
    for channel in channels:
        yield f"channel:{channel.id}", channel_view(channel, viewer)
        for message in channel.messages.values():
            if sees_message(viewer, message):
                yield f"message:{message.id}", message_view(message, scene.payloads(message), viewer)


def _bar(panel: Panel) -> Entries:
    for order, (key, section) in enumerate(panel.sections.items()):
        yield f"panel:{key}", section_view(key, section, order)
    yield "log", {"lines": list(panel.log_lines)}
