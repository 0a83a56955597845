"""A gateway client of a few lines, to see what goes over the wire."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox import Sandbox

GUILDS = 1


def parsed(text: str | bytes) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads(text)
    return frame


class Wire:
    """One connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
        self.socket = socket
        self.token = token
        self.inflate = zlib.decompressobj()

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def read(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=5)
        if message.type is aiohttp.WSMsgType.BINARY:
            return parsed(self.inflate.decompress(message.data))
        assert message.type is aiohttp.WSMsgType.TEXT, (message.type, message.data)
        return parsed(message.data)

    async def identify(self, intents: int = GUILDS, **fields: Any) -> None:
        data = {"token": self.token, "intents": intents, "properties": {}, **fields}
        await self.send(2, data)

    async def closed_with(self) -> int:
        """Read on until the other end closes, and return its code."""
        while (message := await self.socket.receive(timeout=5)).type is not aiohttp.WSMsgType.CLOSE:
            assert message.type is not aiohttp.WSMsgType.CLOSED
        return int(message.data)


@asynccontextmanager
async def wire(sandbox: Sandbox, query: str = "v=10&encoding=json") -> AsyncIterator[Wire]:
    """Connect and take the hello."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{sandbox.url}/gateway?{query}") as socket,
    ):
        connection = Wire(socket, sandbox.token)
        hello = await connection.read()
        assert hello["op"] == 10
        assert hello["d"]["heartbeat_interval"] > 0
        yield connection
        # Not a goodbye: as a client that means to come back.
        await socket.close(code=4000)
