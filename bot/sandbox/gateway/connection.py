"""One connection to the gateway: https://discord.com/developers/docs/events/gateway."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import WSMessage, WSMsgType, web

from bot.sandbox.gateway.intents import PRIVILEGED
from bot.sandbox.gateway.session import Session

if TYPE_CHECKING:
    from bot.sandbox.gateway.hub import GatewayHub

__all__ = ["Connection"]

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT, REQUEST_MEMBERS = 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
HEARTBEAT_INTERVAL_MS = 41_250
MAX_PAYLOAD = 4096
"""Bytes of one frame from a client."""
_IGNORED = (PRESENCE, VOICE_STATE, REQUEST_MEMBERS)


class CloseError(Exception):
    """The client did something that ends its connection with a close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Connection:
    """Speaks to one client: hello, identify or resume, heartbeats, dispatches."""

    def __init__(self, hub: GatewayHub, socket: web.WebSocketResponse, *, base_url: str, compressed: bool) -> None:
        self._hub = hub
        self._socket = socket
        self._base_url = base_url
        self._deflate = zlib.compressobj() if compressed else None
        self._bound = asyncio.Event()
        self.session: Session | None = None
        self.thrown_out = False
        """Whether this end closed the connection, so that the client's own code says nothing."""

    async def serve(self) -> None:
        """Serve the client until it leaves or is thrown out."""
        await self.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL_MS}, "s": None, "t": None})
        writer = asyncio.create_task(self._write(), name="sandbox gateway writer")
        try:
            async for message in self._socket:
                await self._take(message)
        except CloseError as error:
            await self.close(error.code, error.reason)
        finally:
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer

    async def _write(self) -> None:
        """Send what the session has to say, from when there is one until another connection takes it over."""
        await self._bound.wait()
        session = self.session
        while session is not None and session.holder is self:
            for frame in session.pending():
                await self.send(frame)
            await session.news.wait()

    async def send(self, frame: Mapping[str, Any]) -> None:
        """Send a frame, compressed where the client asked for it; nothing while the gateway is mute."""
        if self._hub.mute or self._socket.closed:
            return
        text = json.dumps(frame, ensure_ascii=False)
        with suppress(ConnectionError):
            if self._deflate is None:
                await self._socket.send_str(text)
            else:
                data = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(data)

    @property
    def online(self) -> bool:
        """Whether a bot is identified here, and neither end has begun to leave."""
        return self.session is not None and not self.thrown_out and not self._socket.closed

    async def close(self, code: int, reason: str = "") -> None:
        """End the connection with a close code."""
        self.thrown_out = True
        await self._socket.close(code=code, message=reason.encode())

    async def reconnect(self) -> None:
        """Ask the client to connect anew and resume."""
        await self.send({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def _take(self, message: WSMessage) -> None:
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return
        if len(message.data) > MAX_PAYLOAD:
            raise CloseError(4002, "Payload too large.")
        try:
            frame = json.loads(message.data)
            op, data = frame["op"], frame.get("d")
        except (ValueError, TypeError, KeyError):
            raise CloseError(4002, "Error while decoding payload.") from None
        if op == HEARTBEAT:
            await self.send({"op": HEARTBEAT_ACK, "d": None, "s": None, "t": None})
        elif op in (IDENTIFY, RESUME) and not isinstance(data, Mapping):
            raise CloseError(4002, "Error while decoding payload.")
        elif op == IDENTIFY:
            self._identify(data)
        elif op == RESUME:
            await self._resume(data)
        elif op not in _IGNORED:
            raise CloseError(4001, "Unknown opcode.")
        elif self.session is None:
            raise CloseError(4003, "Not authenticated.")

    def _identify(self, data: Mapping[str, Any]) -> None:
        if self.session is not None:
            raise CloseError(4005, "Already authenticated.")
        self._check_token(data)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents < 0:
            raise CloseError(4013, "Invalid intent(s).")
        if intents & PRIVILEGED & ~self._hub.privileged_intents:
            raise CloseError(4014, "Disallowed intent(s).")
        self._bind(self._hub.new_session(intents, _shard(data), self._base_url))

    async def _resume(self, data: Mapping[str, Any]) -> None:
        self._check_token(data)
        session = self._hub.sessions.get(str(data.get("session_id")))
        if session is None:
            await self.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        seq = data.get("seq") or 0
        if not isinstance(seq, int) or not 0 <= seq <= len(session.frames):
            raise CloseError(4007, "Invalid seq.")
        session.sent = seq
        session.dispatch("RESUMED", {})
        self._hub.resumes += 1
        self._bind(session)

    def _bind(self, session: Session) -> None:
        self.session, session.holder = session, self
        self._bound.set()
        self._hub.world.changes.notify()

    def _check_token(self, data: Mapping[str, Any]) -> None:
        if str(data.get("token")).removeprefix("Bot ") != self._hub.world.token:
            raise CloseError(4004, "Authentication failed.")


def _shard(data: Mapping[str, Any]) -> tuple[int, int]:
    match data.get("shard") or [0, 1]:
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    raise CloseError(4010, "Invalid shard.")
