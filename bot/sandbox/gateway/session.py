"""A session: what was dispatched to one shard of one bot, so that it can be replayed after a lost connection."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.gateway.intents import hears, shaped
from bot.sandbox.world.world import Event, World

__all__ = ["DISPATCH", "Session"]

DISPATCH = 0
Frame = dict[str, Any]


@dataclass(eq=False)
class Session:
    """The events of a session in order; ``seq`` of the first is 1."""

    world: World
    id: str
    intents: int
    shard: tuple[int, int]
    frames: list[Frame] = field(default_factory=list, repr=False)
    sent: int = 0
    """The sequence number up to which the present connection was served."""
    news: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    holder: object = field(default=None, repr=False)
    """The connection that the session is on, or was on last."""

    def hear(self, event: Event) -> None:
        """Queue an event of the world, if the session's intents and shard are for it."""
        if hears(self.intents, self.shard, event):
            self.dispatch(event.name, shaped(self.intents, self.world, event))

    def dispatch(self, name: str, data: Mapping[str, Any]) -> None:
        """Queue a dispatch."""
        self.frames.append({"op": DISPATCH, "s": len(self.frames) + 1, "t": name, "d": data})
        self.news.set()

    def pending(self) -> list[Frame]:
        """Return what the connection has not been sent yet, and count it as sent."""
        self.news.clear()
        frames = self.frames[self.sent :]
        self.sent = len(self.frames)
        return frames
