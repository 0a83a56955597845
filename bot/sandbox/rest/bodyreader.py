"""Reading request bodies: JSON, or multipart with ``payload_json`` and files."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import ApiError
from bot.sandbox.world.attachments import Upload

__all__ = ["MAX_REQUEST", "read_body"]

MAX_REQUEST = 25 * 1024 * 1024
"""Bytes of a whole request, https://discord.com/developers/docs/reference#uploading-files."""


async def read_body(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """Return the JSON of a request, None where it has none, and its files.

    :raises ApiError: 50109 for broken JSON, 40005 for a body that is too large
    """
    if (request.content_length or 0) > MAX_REQUEST:
        raise ApiError(413, 40005, "Request entity too large")
    if request.content_type.startswith("multipart/"):
        return await _read_parts(request)
    text = await request.text()
    return (_parsed(text) if text else None), ()


async def _read_parts(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = None
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.filename is None:
            body = _parsed(await part.text()) if part.name == "payload_json" else body
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(part.name or "", part.filename, kind, bytes(await part.read(decode=True))))
    return body if body is not None else {}, tuple(uploads)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
