"""Reading request bodies: JSON, or multipart with ``payload_json`` and files."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.sandbox.errors import ApiError
from bot.sandbox.world.attachments import Upload

__all__ = ["MAX_REQUEST", "read_body"]

MAX_REQUEST = 25 * 1024 * 1024
"""Bytes of a whole request, https://discord.com/developers/docs/reference#uploading-files."""
_TYPE = re.compile(r"[!-.0-~]+/[!-~][ -~]*")
"""What a header may say of a file when it is served: printable ASCII."""


async def read_body(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """Return the JSON of a request, None where it has none, and its files.

    :raises ApiError: 50109 for broken JSON or broken parts, 40005 for a body that is too large
    """
    if (request.content_length or 0) > MAX_REQUEST:
        raise _too_large()
    if request.content_type.startswith("multipart/"):
        try:
            return await _read_parts(request)
        except (ValueError, HttpProcessingError):
            raise _not_readable() from None
    try:
        data = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise _too_large() from None
    return (_parsed(data) if data else None), ()


def _not_readable() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")


def _too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")


async def _read_parts(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = None
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.filename is None:
            body = _parsed(bytes(await part.read(decode=True))) if part.name == "payload_json" else body
        else:
            kind = part.headers.get("Content-Type", "")
            stated = {"stated": kind} if _TYPE.fullmatch(kind) else {}
            data = bytes(await part.read(decode=True))
            uploads.append(Upload.of(part.filename, data, field=part.name or "", **stated))
    return body if body is not None else {}, tuple(uploads)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode())
    except (ValueError, RecursionError):
        raise _not_readable() from None
