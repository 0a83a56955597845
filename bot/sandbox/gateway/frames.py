"""Frames of both directions: what comes is decoded and counted, what goes is encoded and compressed.

https://discord.com/developers/docs/events/gateway#encoding-and-compression
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.rules import MAX_PAYLOAD

__all__ = ["Encoder", "Incoming", "Op", "decoded", "frame"]

_WORTH_COMPRESSING = 1024
"""Bytes; Discord compresses "some" payloads, and does not say which."""


class Op(IntEnum):
    """What a frame is: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11
    REQUEST_SOUNDBOARD_SOUNDS = 31


def frame(op: Op, data: Any = None) -> dict[str, Any]:
    """Return a frame that is no dispatch."""
    return {"op": int(op), "d": data, "s": None, "t": None}


def decoded(raw: str | bytes) -> tuple[int, Any]:
    """Return the opcode and the data of a frame from a client.

    :raises CloseError: 4002 for one that is too large or no frame
    """
    size = len(raw.encode() if isinstance(raw, str) else raw)
    if size > MAX_PAYLOAD:
        raise CloseError(CloseCode.DECODE_ERROR, f"It has {size} bytes of at most {MAX_PAYLOAD}.")
    try:
        parsed = json.loads(raw)
        op, data = parsed["op"], parsed.get("d")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CloseError(CloseCode.DECODE_ERROR) from None
    if not isinstance(op, int) or isinstance(op, bool):
        raise CloseError(CloseCode.DECODE_ERROR)
    return op, data


class Incoming:
    """Counts the frames of one connection.

    :param most: so many within a time; None counts nothing
    """

    def __init__(self, most: int | None, within: timedelta, clock: Callable[[], datetime]) -> None:
        self._most = most
        self._within = within
        self._clock = clock
        self._times: deque[datetime] = deque()

    def count(self) -> None:
        """Take one more.

        :raises CloseError: 4008 when it is one too many
        """
        if self._most is None:
            return
        now = self._clock()
        while self._times and now - self._times[0] >= self._within:
            self._times.popleft()
        if len(self._times) >= self._most:
            raise CloseError(CloseCode.RATE_LIMITED)
        self._times.append(now)


class Encoder:
    """Makes what goes over the wire: text, or bytes where it is compressed.

    :param transport: the ``compress`` of the address. ``zlib-stream`` has one context for the whole connection;
        ``zstd-stream`` needs what Python 3.11 does not have, so its frames go as text, which clients take as well.
    """

    def __init__(self, transport: str | None) -> None:
        self._stream = zlib.compressobj() if transport == "zlib-stream" else None
        self._by_transport = transport is not None
        self._by_payload = False

    def compress_payloads(self) -> None:
        """Compress large frames each by itself, as an IDENTIFY asks; not beside compression of the transport."""
        self._by_payload = not self._by_transport

    def encode(self, data: Mapping[str, Any]) -> str | bytes:
        """Return a frame as it is sent."""
        # As ASCII, for a body may have brought half a surrogate pair, which UTF-8 has no bytes for.
        text = json.dumps(data)
        raw = text.encode()
        if self._stream:
            return self._stream.compress(raw) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        return zlib.compress(raw) if self._by_payload and len(raw) > _WORTH_COMPRESSING else text
