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

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str, *, stream: bool) -> None:
        self.socket = socket
        self.token = token
        self.inflate = zlib.decompressobj() if stream else None

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def read(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=5)
        if message.type is aiohttp.WSMsgType.BINARY:
            raw = self.inflate.decompress(message.data) if self.inflate else zlib.decompress(message.data)
            return parsed(raw)
        assert message.type is aiohttp.WSMsgType.TEXT, (message.type, message.data)
        return parsed(message.data)

    async def identify(self, intents: int = GUILDS, **fields: Any) -> None:
        data = {"token": self.token, "intents": intents, "properties": {}, **fields}
        await self.send(2, data)

    async def enter(self, intents: int = GUILDS, **fields: Any) -> dict[str, Any]:
        """Identify, and read READY and the one server."""
        await self.identify(intents, **fields)
        ready = await self.read()
        assert (ready["t"], (await self.read())["t"]) == ("READY", "GUILD_CREATE")
        data: dict[str, Any] = ready["d"]
        return data

    async def resume(self, ready: dict[str, Any], seq: object) -> None:
        await self.send(6, {"token": self.token, "session_id": ready["session_id"], "seq": seq})

    async def closed_with(self) -> int:
        """Read on until the other end closes, and return its code."""
        while (message := await self.socket.receive(timeout=5)).type is not aiohttp.WSMsgType.CLOSE:
            assert message.type is not aiohttp.WSMsgType.CLOSED
        return int(message.data)


@asynccontextmanager
async def dialled(sandbox: Sandbox, query: str = "v=10&encoding=json") -> AsyncIterator[Wire]:
    """Connect, and leave as a client that means to come back."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{sandbox.url}/gateway?{query}") as socket,
    ):
        yield Wire(socket, sandbox.token, stream="zlib-stream" in query)
        await socket.close(code=4000)


@asynccontextmanager
async def wire(sandbox: Sandbox, query: str = "v=10&encoding=json") -> AsyncIterator[Wire]:
    """Connect and take the hello."""
    async with dialled(sandbox, query) as connection:
        hello = await connection.read()
        assert hello["op"] == 10
        assert hello["d"]["heartbeat_interval"] > 0
        yield connection
