"""The page's addresses: the page itself, what it is made of, its stream, and what it asks for."""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from bot.sandbox.page.actions import Actions
from bot.sandbox.page.shapes import Done
from bot.sandbox.page.stream import Streams
from bot.sandbox.page.view import Scene
from bot.sandbox.page.views.people import default_viewer, people_of
from bot.sandbox.page.views.requests import request_in_full
from bot.sandbox.page.wanted import BadActionError, id_of
from bot.sandbox.world.attachments import Upload
from bot.sandbox.world.users import User

__all__ = ["MAX_UPLOAD", "Site"]

_log = logging.getLogger(__name__)

MAX_UPLOAD: Final = 10 * 1024 * 1024
"""Bytes that a member may upload without Nitro, as in a server without boosts."""
_KEPT_UPLOADS: Final = 20
"""Files that a bot can still fetch. Nobody says when it has, or that a form was never sent."""
_MAX_FILENAME: Final = 255
_NO_NAMES: Final = ("", ".", "..")
_STATIC: Final = Path(__file__).parent / "static"


class Site:
    """Serves the page.

    :param base_url: tells where the sandbox listens; the bot fetches uploaded files from there
    """

    def __init__(self, scene: Scene, base_url: Callable[[], str]) -> None:
        self._scene = scene
        self._base_url = base_url
        self._actions = Actions(scene)
        self._streams = Streams(scene)
        self._uploads: deque[int] = deque()

    def add_to(self, application: web.Application) -> None:
        """Add the page's routes to an application."""
        router = application.router
        router.add_get("/", self._index)
        router.add_static("/static", _STATIC)
        # An answer to HEAD has no body, and a stream is nothing but one.
        router.add_get("/page/events", self._events, allow_head=False)
        router.add_post("/page/act", self._act)
        router.add_post("/page/uploads", self._upload)
        router.add_get("/page/requests/{n}", self._request)

    def close(self) -> None:
        """End the streams of all open pages."""
        self._streams.close()

    async def _index(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(_STATIC / "index.html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await self._streams.serve(request, self._viewer(request.query.get("viewer", "")))

    def _viewer(self, wanted: str) -> User:
        # Ids are new after a restart of the sandbox, and a page that was open before asks with an old one.
        world, number = self._scene.world, id_of(wanted)
        return next((user for user in people_of(world) if user.id == number), None) or default_viewer(world)

    async def _act(self, request: web.Request) -> web.Response:
        try:
            done = await self._actions.do(_parsed(await request.read()))
        except BadActionError as error:
            return _refused(str(error))
        except web.HTTPRequestEntityTooLarge:
            return _refused("That is more than the page may ask for at once.", status=413)
        except Exception:  # noqa: BLE001 - logged with its traceback; the page waits for an answer that it can read
            _log.exception("the page asked for something that failed")
            return _refused("The sandbox itself failed at that. The terminal shows what happened.", status=500)
        return web.json_response(done)

    async def _upload(self, request: web.Request) -> web.Response:
        filename = request.query.get("filename", "").replace("\\", "/").rpartition("/")[2][:_MAX_FILENAME]
        if filename in _NO_NAMES:
            return _refused("The file has no name.")
        data = await _read(request)
        if data is None:
            return _refused("Your files are too powerful: the limit is 10 MB each.", status=413)
        world = self._scene.world
        upload = Upload.of(filename, data, stated=request.content_type)
        attachment = world.keep_file(upload, world.application_id, address=self._base_url())
        self._uploads.append(attachment.id)
        if len(self._uploads) > _KEPT_UPLOADS:
            world.attachments.pop(self._uploads.popleft(), None)
        return web.json_response({"ok": True, "id": str(attachment.id)})

    async def _request(self, request: web.Request) -> web.Response:
        number = id_of(request.match_info["n"])
        record = next((one for one in self._scene.requests if one.number == number), None)
        if record is None:
            return _refused("There is no such request.", status=404)
        return web.json_response(request_in_full(record))


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        action = json.loads(data.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BadActionError("What the page asked for is no JSON.") from None
    if not isinstance(action, dict):
        raise BadActionError("What the page asks for must be an object.")
    return {key: _well_formed(value) for key, value in action.items()}


def _well_formed(value: Any) -> Any:
    """Return a value without halves of surrogate pairs, which JavaScript's text may have and UTF-8 may not."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(one) for key, one in value.items()}
    return [_well_formed(one) for one in value] if isinstance(value, list) else value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


async def _read(request: web.Request) -> bytes | None:
    """Return the body, None where it is larger than a file may be."""
    data = bytearray()
    async for chunk in request.content.iter_any():
        data += chunk
        if len(data) > MAX_UPLOAD:
            return None
    return bytes(data)


def _refused(told: str, *, status: int = 400) -> web.Response:
    done: Done = {"ok": False, "error": told}
    return web.json_response(done, status=status)
