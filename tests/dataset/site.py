"""A web site on loopback that serves lists as the one of the living list does, and misbehaves as servers do when told to.

    async with serve(site := Site({"/2023.md": text})) as server:
        ...  # SourceSettings(name="living", url=server.url("/{year}.md"), allow_private=True)

A page is exchanged by ``site.pages["/2023.md"] = other``, and gone by ``del``. ``site.faults`` are what the next requests get
instead of an answer; ``site.given`` are the statuses that were answered, by path.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable, Mapping

from tests.dataset.loopback import Request, answer

__all__ = ["Fault", "Site", "bomb", "broken_off", "chunked", "login_page", "redirect", "slow", "status"]

Fault = Callable[[bytes, asyncio.StreamWriter], bytes | Awaitable[bytes]]
"""Makes what is sent of what would have been."""


class Site:
    """Texts by path. Conditional requests get 304, gzip is sent to those who ask for it, and other paths are 404."""

    def __init__(self, pages: Mapping[str, str] | None = None) -> None:
        self.pages = dict(pages or {})
        self.faults: deque[Fault] = deque()
        self.always: dict[str, Fault] = {}
        self.given: list[tuple[str, int]] = []

    def __call__(self, request: Request, writer: asyncio.StreamWriter) -> bytes | Awaitable[bytes]:
        sent = self._answer(request)
        fault = self.faults.popleft() if self.faults else self.always.get(request.path)
        given = sent if fault is None else fault(sent, writer)
        head = given if isinstance(given, bytes) else sent
        self.given.append((request.path, int(head.split(b" ", 2)[1])))
        return given

    def _answer(self, request: Request) -> bytes:
        text = self.pages.get(request.path)
        if text is None:
            return answer("404: Not Found", "404 Not Found")
        etag = f'W/"{hashlib.sha256(text.encode()).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            return answer(status="304 Not Modified", etag=etag)
        about = {"etag": etag, "content_type": "text/plain; charset=utf-8"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return answer(gzip.compress(text.encode(), mtime=0), **about, content_encoding="gzip")
        return answer(text, **about)


def status(line: str, **headers: str) -> Fault:
    """Answer with a status such as ``503 Service Unavailable``."""
    return lambda sent, writer: answer("oops", line, **headers)


def redirect(to: str) -> Fault:
    return lambda sent, writer: answer(status="302 Found", location=to)


def broken_off(sent: bytes, writer: asyncio.StreamWriter) -> bytes:
    """Close the connection in the middle of the body."""
    return sent[: sent.index(b"\r\n\r\n") + 4 + len(sent.partition(b"\r\n\r\n")[2]) // 2]


def bomb(sent: bytes, writer: asyncio.StreamWriter) -> bytes:
    """Send little that becomes a hundred megabytes."""
    return answer(gzip.compress(b"\0" * 100_000_000, compresslevel=1), content_encoding="gzip", etag='"bomb"')


def login_page(sent: bytes, writer: asyncio.StreamWriter) -> bytes:
    """Send what a portal shows in place of everything."""
    page = "<!DOCTYPE html>\n<html><head><title>Sign in &amp; go on</title></head><body></body></html>"
    return answer(page, content_type="text/html; charset=utf-8", etag='"login"')


def chunked(sent: bytes, writer: asyncio.StreamWriter) -> bytes:
    """Send the same in chunks, without saying how long it is."""
    head, _, body = sent.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
    parts = [body[place : place + 100] for place in range(0, len(body), 100)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return b"\r\n".join([*lines, b"Transfer-Encoding: chunked"]) + b"\r\n\r\n" + chunks + b"0\r\n\r\n"


async def slow(sent: bytes, writer: asyncio.StreamWriter) -> bytes:
    """Send byte for byte, for as long as anybody listens."""
    for byte in sent[:-1]:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.01)
    await writer.wait_closed()
    return b""
