"""One connection to the gateway: https://discord.com/developers/docs/events/gateway."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import WSMessage, WSMsgType, web

from bot.sandbox.gateway.closing import ENDS_SESSION, CloseCode, CloseError
from bot.sandbox.gateway.frames import Encoder, Incoming, Op, decoded, frame
from bot.sandbox.gateway.heartbeats import Acknowledgements, Heartbeats
from bot.sandbox.gateway.identity import presence_of, read_identity
from bot.sandbox.gateway.requests import request_members, request_sounds
from bot.sandbox.gateway.session import Session
from bot.sandbox.world.starts import Verdict

if TYPE_CHECKING:
    from bot.sandbox.gateway.hub import GatewayHub

__all__ = ["Connection"]

_log = logging.getLogger(__name__)


class Connection:
    """Speaks to one client: hello, identify or resume, heartbeats, dispatches.

    :param query: of the address that the client dialled
    :param base_url: where the gateway is, for a client that comes back
    """

    def __init__(
        self, hub: GatewayHub, socket: web.WebSocketResponse, *, base_url: str, query: Mapping[str, str]
    ) -> None:
        self._hub = hub
        self._socket = socket
        self._base_url = base_url
        self._query = query
        self._encoder = Encoder(query.get("compress"))
        self._incoming = Incoming(hub.rules.frames, hub.rules.frames_within, hub.world.clock)
        self._bound = asyncio.Event()
        self._closing: asyncio.Task[None] | None = None
        self._asks: Mapping[int, Callable[[Session, Any], None]] = {
            Op.PRESENCE_UPDATE: self._state_presence,
            Op.VOICE_STATE_UPDATE: _ignore,
            Op.REQUEST_GUILD_MEMBERS: request_members,
            Op.REQUEST_SOUNDBOARD_SOUNDS: request_sounds,
        }
        self.session: Session | None = None
        self.frozen = False
        """Whether nothing more is sent here, as on a connection that is dead without having ended."""
        self.thrown_out = False
        """Whether this end closed the connection, so that the client's own code says nothing."""

    async def serve(self) -> None:
        """Serve the client until it leaves or is thrown out."""
        rules = self._hub.rules
        interval = round(rules.heartbeat_interval.total_seconds() * 1000)
        await self.send(frame(Op.HELLO, {"heartbeat_interval": interval}))
        self._heartbeats = Heartbeats(rules.patience, self._time_out, self._hub.later)
        self._acknowledgements = Acknowledgements(rules.acknowledged_after.total_seconds(), self._acknowledge)
        writer = asyncio.create_task(self._write(), name="sandbox gateway writer")
        try:
            self._check_address()
            async for message in self._socket:
                await self._take(message)
        except CloseError as error:
            _log.info("the gateway ends a connection: %s %s", int(error.code), error)
            await self.close(error.code, error.reason)
        finally:
            self._heartbeats.stop()
            self._acknowledgements.stop()
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
            if self._closing:
                await self._closing

    def _check_address(self) -> None:
        if self._query.get("v") != "10":
            raise CloseError(CloseCode.INVALID_API_VERSION)
        if self._query.get("encoding", "json") != "json":
            raise CloseError(CloseCode.DECODE_ERROR, "Only JSON is spoken here.")

    def _time_out(self) -> None:
        error = CloseError(CloseCode.SESSION_TIMED_OUT, "No heartbeat came.")
        _log.info("the gateway ends a connection: %s %s", int(error.code), error)
        self._closing = asyncio.create_task(self.close(error.code, error.reason), name="sandbox gateway timeout")

    async def _write(self) -> None:
        """Send what the session has to say, while there is one and no other connection took it over."""
        while True:
            await self._bound.wait()
            session = self.session
            while session is not None and session is self.session and session.holder is self:
                if session.torn:
                    await self.close(CloseCode.UNKNOWN_ERROR, b"The client reads too slowly.")
                    return
                for one in session.pending():
                    await self.send(one)
                await session.news.wait()
            if self.session is session:
                self._bound.clear()

    async def send(self, data: Mapping[str, Any]) -> None:
        """Send a frame; nothing while the gateway is mute or the connection frozen."""
        if self._hub.mute or self.frozen or self._socket.closed:
            return
        encoded = self._encoder.encode(data)
        with suppress(ConnectionError):
            if isinstance(encoded, str):
                await self._socket.send_str(encoded)
            else:
                await self._socket.send_bytes(encoded)

    @property
    def online(self) -> bool:
        """Whether a bot is identified here, and neither end has begun to leave."""
        held = self.session is not None and self.session.holder is self
        return held and not self.thrown_out and not self._socket.closed

    @property
    def said_goodbye(self) -> bool:
        """Whether the client left for good: with these two codes it gives its session up."""
        return not self.thrown_out and self._socket.close_code in (1000, 1001)

    async def close(self, code: int, reason: bytes = b"") -> None:
        """End the connection with a close code."""
        self.thrown_out = True
        if code in ENDS_SESSION and self.session and self.session.holder is self:
            self._hub.forget(self.session)
        await self._socket.close(code=code, message=reason)

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell the client that its session is invalid; it may identify again, or come back and resume."""
        if not resumable:
            self._let_go()
        await self.send(frame(Op.INVALID_SESSION, resumable))

    def _let_go(self) -> None:
        session, self.session = self.session, None
        if session:
            session.news.set()

    async def _take(self, message: WSMessage) -> None:
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return
        self._incoming.count()
        op, data = decoded(message.data)
        if op == Op.HEARTBEAT:
            self._beat(data)
        elif op in (Op.IDENTIFY, Op.RESUME):
            await self._enter(op, data)
        elif op not in self._asks:
            raise CloseError(CloseCode.UNKNOWN_OPCODE)
        elif self.session is None:
            raise CloseError(CloseCode.NOT_AUTHENTICATED)
        else:
            self._asks[op](self.session, data)

    def _beat(self, seq: object) -> None:
        if not isinstance(seq, int | None):
            raise CloseError(CloseCode.DECODE_ERROR, "A heartbeat carries the last sequence number, or null.")
        self._heartbeats.beat()
        self._acknowledgements.beat()

    async def _acknowledge(self) -> None:
        await self.send(frame(Op.HEARTBEAT_ACK))

    async def _enter(self, op: int, data: object) -> None:
        if not isinstance(data, Mapping):
            raise CloseError(CloseCode.DECODE_ERROR)
        if self.session is not None:
            raise CloseError(CloseCode.ALREADY_AUTHENTICATED)
        if str(data.get("token")).removeprefix("Bot ") != self._hub.world.token:
            raise CloseError(CloseCode.AUTHENTICATION_FAILED)
        await (self._identify(data) if op == Op.IDENTIFY else self._resume(data))

    async def _identify(self, data: Mapping[str, Any]) -> None:
        identity = read_identity(data, self._hub.world.privileged_intents)
        verdict = self._hub.world.starts.take(identity.number)
        if verdict is Verdict.USED_UP:
            await self._hub.revoke_token()
        elif verdict is Verdict.TOO_SOON:
            await self.send(frame(Op.INVALID_SESSION, False))
        else:
            self._hub.require_room(identity)
            if identity.compress:
                self._encoder.compress_payloads()
            self._bind(self._hub.new_session(identity, self._base_url))

    async def _resume(self, data: Mapping[str, Any]) -> None:
        seq = data.get("seq") or 0
        session = self._hub.session(data.get("session_id"))
        if session and (not isinstance(seq, int) or not 0 <= seq <= session.last):
            self._hub.forget(session)
            raise CloseError(CloseCode.INVALID_SEQ)
        if session is None or not session.can_replay(seq):
            await self.send(frame(Op.INVALID_SESSION, False))
            return
        session.sent = seq
        session.dispatch("RESUMED", {})
        self._hub.resumes += 1
        self._bind(session)

    def _bind(self, session: Session) -> None:
        session.holder, session.left = self, None
        # Who held it so far must notice that it no longer does.
        session.news.set()
        self.session = session
        self._bound.set()
        self._hub.world.changes.notify()

    def _state_presence(self, session: Session, data: object) -> None:
        session.presence = presence_of(data)
        self._hub.state_presence(session.presence)


def _ignore(session: Session, data: object) -> None:
    """Take what has no effect here: there is no voice."""
