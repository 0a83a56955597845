"""A real HTTP server on loopback that answers byte for byte what a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

__all__ = ["Request", "Server", "answer", "serve"]


@dataclass(frozen=True)
class Request:
    """What was asked: the path with its query, and the headers by their names in lower case."""

    path: str
    headers: dict[str, str]


Handler = Callable[[Request, asyncio.StreamWriter], bytes | Awaitable[bytes]]


@dataclass
class Server:
    """The running server; ``handler`` may be exchanged at any time, ``requests`` are those that came so far."""

    handler: Handler
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    _open: dict[asyncio.Task[None], asyncio.StreamWriter] = field(default_factory=dict)

    def url(self, path: str = "/list.md") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.split("\r\n")
            pairs = (line.partition(":") for line in lines if line)
            self.requests.append(Request(first.split()[1], {name.lower(): value.strip() for name, _, value in pairs}))
            given = self.handler(self.requests[-1], writer)
            writer.write(given if isinstance(given, bytes) else await given)
            await writer.drain()
            writer.close()

    async def close(self) -> None:
        """End every connection, and wait until each is really gone."""
        for task, writer in self._open.items():
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*self._open, return_exceptions=True)
        await asyncio.gather(*(writer.wait_closed() for writer in self._open.values()), return_exceptions=True)


def answer(body: str | bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return a whole HTTP answer; ``retry_after="5"`` becomes the header Retry-After."""
    content = body.encode() if isinstance(body, str) else body
    fields = {"Content-Length": str(len(content)), "Connection": "close"}
    fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


@asynccontextmanager
async def serve(handler: Handler) -> AsyncIterator[Server]:
    """Run a server for the length of a block."""
    server = Server(handler)
    async with await asyncio.start_server(server.handle, "127.0.0.1", 0) as running:
        server.port = running.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            await server.close()
