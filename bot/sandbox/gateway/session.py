"""A session: what was dispatched to one shard of one bot, so that it can be replayed after a lost connection."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.gateway.audience import hears, shaped
from bot.sandbox.gateway.frames import Op
from bot.sandbox.gateway.identity import Identity
from bot.sandbox.world.presences import Presence
from bot.sandbox.world.world import Event, World

__all__ = ["Session"]

Frame = dict[str, Any]


@dataclass(eq=False)
class Session:
    """The last events of a session in order; ``seq`` of the first is 1.

    ``kept`` is how many it can replay, and ``all_members_every`` how often it may ask for all members of a server.
    """

    world: World
    id: str
    identity: Identity
    kept: int
    all_members_every: timedelta | None = None
    last: int = 0
    """The sequence number of the newest event."""
    sent: int = 0
    """The sequence number up to which the present connection was served."""
    left: datetime | None = None
    """Since when it has no connection."""
    presence: Presence = field(init=False)
    """What the client said last of itself."""
    news: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    holder: object = field(default=None, repr=False)
    """The connection that the session is on, or was on last."""
    _listed: dict[int, datetime] = field(default_factory=dict, repr=False)
    _frames: deque[Frame] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.presence = self.identity.presence
        # One more than can be asked for: RESUMED, which follows the others.
        self._frames = deque(maxlen=self.kept + 1)

    def hear(self, event: Event) -> None:
        """Queue an event of the world, if the session is one to hear of it."""
        if hears(self.identity, self.world, event):
            self.dispatch(event.name, shaped(self.identity, self.world, event))

    def dispatch(self, name: str, data: Mapping[str, Any]) -> None:
        """Queue a dispatch."""
        self.last += 1
        self._frames.append({"op": int(Op.DISPATCH), "s": self.last, "t": name, "d": data})
        self.news.set()

    def wait_for_members(self, guild_id: int) -> timedelta | None:
        """Count a request of all members of a server, or return how long it is too soon."""
        if self.all_members_every is None:
            return None
        now = self.world.clock()
        last = self._listed.get(guild_id)
        if last is not None and now - last < self.all_members_every:
            return self.all_members_every - (now - last)
        self._listed[guild_id] = now
        return None

    def can_replay(self, seq: int) -> bool:
        """Tell whether everything after a sequence number is still there."""
        return self.last - self.kept <= seq

    @property
    def torn(self) -> bool:
        """Whether events are gone that the connection was never sent."""
        return self.last - self.sent > len(self._frames)

    def pending(self) -> list[Frame]:
        """Return what the connection has not been sent yet, and count it as sent."""
        self.news.clear()
        unsent = self.last - self.sent
        self.sent = self.last
        return list(self._frames)[len(self._frames) - unsent :]
