"""All connections and sessions of the gateway."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.sandbox.gateway.connection import Connection
from bot.sandbox.gateway.session import Session
from bot.sandbox.world.world import Event, World

__all__ = ["GatewayHub"]

# A client that closes with one of these does not come back to its session.
_GOODBYE = (1000, 1001)


class GatewayHub:
    """Accepts connections, makes sessions, and passes the world's events on to them."""

    def __init__(self, world: World, *, privileged_intents: int = 0) -> None:
        self.world = world
        self.privileged_intents = privileged_intents
        self.mute = False
        """While true, nothing is sent: no dispatch, no heartbeat acknowledgement."""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identifies = 0
        self.resumes = 0
        world.listeners.append(self._hear)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection from upgrade to end."""
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        compressed = request.query.get("compress") == "zlib-stream"
        base_url = f"{request.scheme.replace('http', 'ws', 1)}://{request.host}"
        connection = Connection(self, socket, base_url=base_url, compressed=compressed)
        self.connections.append(connection)
        try:
            await connection.serve()
        finally:
            self.connections.remove(connection)
            if connection.session and not connection.thrown_out and socket.close_code in _GOODBYE:
                self.sessions.pop(connection.session.id, None)
            self.world.changes.notify()
        return socket

    def new_session(self, intents: int, shard: tuple[int, int], base_url: str) -> Session:
        """Make a session and queue READY and the servers of its shard."""
        self.identifies += 1
        session = Session(self.world, f"session-{self.identifies}", intents, shard)
        self.sessions[session.id] = session
        guilds = [guild for guild in self.world.guilds.values() if guild.me and (guild.id >> 22) % shard[1] == shard[0]]
        session.dispatch("READY", self._ready(session, [guild.id for guild in guilds], base_url))
        for guild in guilds:
            session.hear(Event("GUILD_CREATE", guild.gateway_payload(), guild))
        return session

    @property
    def online(self) -> bool:
        """Whether a bot is connected and identified."""
        return any(connection.online for connection in self.connections)

    async def drop(self, code: int = 4000, *, resumable: bool = True) -> None:
        """End all connections, with a close code (4000 may be resumed); without resumable the sessions are forgotten."""
        if not resumable:
            self.sessions.clear()
        await asyncio.gather(*(connection.close(code) for connection in self.connections))

    async def ask_to_reconnect(self) -> None:
        """Send op 7 to all."""
        for connection in list(self.connections):
            await connection.reconnect()

    def _hear(self, event: Event) -> None:
        for session in self.sessions.values():
            session.hear(event)

    def _ready(self, session: Session, guilds: list[int], base_url: str) -> dict[str, Any]:
        return {
            "v": 10,
            "user": self.world.bot.payload(),
            "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"{base_url}/gateway",
            "shard": list(session.shard),
            "application": {"id": str(self.world.application_id), "flags": 0},
            "session_type": "normal",
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "geo_ordered_rtc_regions": [],
        }
