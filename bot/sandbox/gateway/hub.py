"""All connections and sessions of the gateway."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiohttp import web

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.connection import Connection
from bot.sandbox.gateway.frames import Op, frame
from bot.sandbox.gateway.heartbeats import Later, on_the_loop
from bot.sandbox.gateway.identity import Identity
from bot.sandbox.gateway.rules import GatewayRules
from bot.sandbox.gateway.session import Session
from bot.sandbox.tokens import new_token
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.presences import OFFLINE, Presence
from bot.sandbox.world.starts import SessionStarts
from bot.sandbox.world.world import Event, World

__all__ = ["GatewayHub"]

_log = logging.getLogger(__name__)


class GatewayHub:
    """Accepts connections, makes sessions, and passes the world's events on to them.

    :param later: what calls a function after a time; the loop's own clock by default
    """

    def __init__(self, world: World, rules: GatewayRules | None = None, *, later: Later = on_the_loop) -> None:
        self.world = world
        self.rules = rules or GatewayRules()
        self.later = later
        self.mute = False
        """While true, nothing is sent: no dispatch, no heartbeat acknowledgement."""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identifies = 0
        self.resumes = 0
        world.starts = SessionStarts(world.clock, self.rules.starts)
        world.listeners.append(self._hear)
        world.online = lambda: self.online

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection from upgrade to end."""
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        base_url = f"{request.scheme.replace('http', 'ws', 1)}://{request.host}"
        connection = Connection(self, socket, base_url=base_url, query=request.query)
        self.connections.append(connection)
        try:
            await connection.serve()
        finally:
            self.connections.remove(connection)
            self._leave(connection)
        return socket

    def _leave(self, connection: Connection) -> None:
        session = connection.session
        if session and session.holder is connection:
            session.left = self.world.clock()
            if connection.said_goodbye:
                self.forget(session)
        self.world.changes.notify()

    def forget(self, *sessions: Session) -> None:
        """End sessions. One that only lost its connection keeps its bot online, as at Discord."""
        for session in sessions:
            self.sessions.pop(session.id, None)
        if not self.sessions:
            self.state_presence(OFFLINE)

    def require_room(self, identity: Identity) -> None:
        """Refuse a shard that would have more servers than one may have.

        :raises CloseError: 4011
        """
        if len(self._home_of(identity)) > self.rules.servers_per_shard:
            raise CloseError(CloseCode.SHARDING_REQUIRED)

    def new_session(self, identity: Identity, base_url: str) -> Session:
        """Make a session and queue READY and the servers of its shard."""
        self.identifies += 1
        session = Session(
            self.world, f"session-{self.identifies}", identity, self.rules.kept_frames, self.rules.all_members_every
        )
        self.forget(*(one for one in self.sessions.values() if self._is_over(one)))
        self.sessions[session.id] = session
        guilds = self._home_of(identity)
        session.dispatch("READY", self._ready(session, [guild.id for guild in guilds], base_url))
        for guild in guilds:
            session.hear(Event("GUILD_CREATE", {}, guild))
        self.state_presence(session.presence)
        return session

    def session(self, wanted: object) -> Session | None:
        """Return the session of an id, None where it is unknown or was without a connection for too long."""
        session = self.sessions.get(str(wanted))
        return None if session is None or self._is_over(session) else session

    def _is_over(self, session: Session) -> bool:
        return session.left is not None and self.world.clock() - session.left > self.rules.resumable_for

    def state_presence(self, presence: Presence) -> None:
        """Let the bot be seen like that, in all servers that it is in."""
        bot = self.world.bot
        if presence == bot.presence:
            return
        bot.presence = presence
        for guild in self.world.guilds.values():
            data = presence.payload(bot.id) | {"guild_id": str(guild.id)}
            self.world.emit("PRESENCE_UPDATE", data, guild=guild)

    @property
    def online(self) -> bool:
        """Whether a bot is connected and identified."""
        return any(connection.online for connection in self.connections)

    async def drop(self, code: int = 4000, *, resumable: bool = True) -> None:
        """End all connections with a close code; without resumable, and with 4007 and 4009, the sessions are forgotten."""
        if not resumable:
            self.forget(*self.sessions.values())
        await asyncio.gather(*(connection.close(code) for connection in self.connections))

    async def ask_to_reconnect(self) -> None:
        """Send op 7 to all: they are to connect anew and resume."""
        await self._tell_all(frame(Op.RECONNECT))

    async def ask_for_heartbeats(self) -> None:
        """Send op 1 to all: each is to beat at once."""
        await self._tell_all(frame(Op.HEARTBEAT))

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Send op 9 to all; without resumable the sessions are forgotten, and clients have to identify again."""
        if not resumable:
            self.forget(*self.sessions.values())
        for connection in list(self.connections):
            await connection.invalidate(resumable=resumable)

    def freeze(self) -> None:
        """Let every present connection go silent without an end, as lost ones do; new ones work."""
        for connection in self.connections:
            connection.frozen = True

    async def revoke_token(self) -> None:
        """End all sessions and make the token worthless, as Discord does with one that began too many sessions."""
        _log.error(
            "the bot began more than %s sessions within a day; Discord resets its token then, so the sandbox did",
            self.world.starts.payload()["total"],
        )
        self.world.token = new_token()
        await self.drop(CloseCode.AUTHENTICATION_FAILED, resumable=False)

    async def _tell_all(self, data: dict[str, Any]) -> None:
        for connection in list(self.connections):
            await connection.send(data)

    def _hear(self, event: Event) -> None:
        for session in self.sessions.values():
            session.hear(event)

    def _home_of(self, identity: Identity) -> list[Guild]:
        joined = (guild for guild in self.world.guilds.values() if guild.me)
        return [guild for guild in joined if identity.is_home_of(guild.id)]

    def _ready(self, session: Session, guilds: list[int], base_url: str) -> dict[str, Any]:
        shard = session.identity.shard
        return {
            "v": 10,
            "user": self.world.bot.payload(),
            "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"{base_url}/gateway",
            "application": {"id": str(self.world.application_id), "flags": 0},
            "session_type": "normal",
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "geo_ordered_rtc_regions": [],
        } | ({"shard": list(shard)} if shard else {})
