"""The gateway's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.sandbox.world.starts import StartLimit

__all__ = ["MAX_PAYLOAD", "GatewayRules"]

MAX_PAYLOAD = 4096
"""Bytes of one frame from a client."""

_WITHOUT_PAUSE = StartLimit(every=timedelta(0))


@dataclass(frozen=True, slots=True)
class GatewayRules:
    """Discord's numbers by default, but for the pause between starts; tests take smaller ones.

    Discord publishes neither its patience with a late heartbeat nor how long and how far back a session can be resumed
    ("a few minutes"): those three are our own, and so is ``acknowledged_after``.
    """

    heartbeat_interval: timedelta = timedelta(seconds=41.25)
    heartbeat_grace: timedelta = timedelta(seconds=18.75)
    """How much later than the interval a heartbeat may come."""
    acknowledged_after: timedelta = timedelta(milliseconds=30)
    """How long a heartbeat's answer takes, as if there were a network between."""
    starts: StartLimit | None = _WITHOUT_PAUSE
    """How often a session may begin; None counts nothing.

    Whoever writes or tests a bot starts it again at once, and discord.py makes more than five seconds of the pause that
    Discord asks for: ``StartLimit()`` asks for it here, too.
    """
    frames: int | None = 120
    """How many frames a connection may send within ``frames_within``; None counts nothing."""
    frames_within: timedelta = timedelta(seconds=60)
    all_members_every: timedelta | None = timedelta(seconds=30)
    """How often a session may ask for all members of a server; None counts nothing."""
    servers_per_shard: int = 2500
    kept_frames: int = 10_000
    """How many dispatches a session keeps for a resume."""
    resumable_for: timedelta = timedelta(minutes=5)
    """How long a session outlives its connection."""

    @property
    def patience(self) -> float:
        """Seconds from one heartbeat to the end of the connection, where no other follows."""
        return (self.heartbeat_interval + self.heartbeat_grace).total_seconds()
