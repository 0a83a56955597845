"""Telling each open page what changed: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from aiohttp import web

from bot.sandbox.page.mirror import Update, diff
from bot.sandbox.page.view import Scene, view
from bot.sandbox.world.users import User

__all__ = ["KEEP_ALIVE", "Streams"]

KEEP_ALIVE: Final = 15.0
"""Seconds without a word, after which a stream shows that it is still there."""
_RETRY: Final = b"retry: 1000\n\n"
_STILL_THERE: Final = b": still there\n\n"


class Streams:
    """The streams of all open pages."""

    def __init__(self, scene: Scene, *, keep_alive: float = KEEP_ALIVE) -> None:
        self._scene = scene
        self._keep_alive = keep_alive
        self._open: dict[asyncio.Event, asyncio.Transport | None] = {}
        self._closed = False

    async def serve(self, request: web.Request, viewer: User) -> web.StreamResponse:
        """Send the whole map as the viewer sees it, and what changes in it, until one of both ends goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        wake = asyncio.Event()
        end = self._scene.world.changes.listen(wake.set)
        self._open[wake] = request.transport
        try:
            await self._feed(response, viewer, wake)
        except ConnectionResetError:
            return response
        finally:
            del self._open[wake]
            end()
        return response

    def close(self) -> None:
        """Let every stream end at once, also those whose page has stopped reading."""
        self._closed = True
        for wake, transport in self._open.items():
            wake.set()
            if transport is not None and transport.get_write_buffer_size():
                transport.abort()

    async def _feed(self, response: web.StreamResponse, viewer: User, wake: asyncio.Event) -> None:
        await response.write(_RETRY)
        known: dict[str, Any] = {}
        while not self._closed:
            # Whatever happens in one turn of the event loop, or while a slow page takes the last update, is one update.
            wake.clear()
            now = view(self._scene, viewer)
            update = diff(known, now)
            known = now
            if update["set"] or update["gone"]:
                await response.write(_event(update))
            if not await _woken(wake, self._keep_alive):
                await response.write(_STILL_THERE)


async def _woken(wake: asyncio.Event, within: float) -> bool:
    try:
        async with asyncio.timeout(within):
            await wake.wait()
    except TimeoutError:
        return False
    return True


def _event(update: Update) -> bytes:
    return b"data: " + json.dumps(update, separators=(",", ":")).encode() + b"\n\n"
