"""Serving the files of messages, as Discord's CDN does, but so that none of them can act on the page."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.world.world import World

__all__ = ["ATTACHMENTS", "Cdn"]

ATTACHMENTS: Final = "/attachments/{channel}/{attachment}/{filename}"
_SHOWN_IN_PLACE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
"""Raster images; an SVG or an HTML file could bring a script along."""


class Cdn:
    """Serves what the world keeps, as long as the sandbox runs."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with a file; everything but a raster image is offered for download only."""
        number = request.match_info["attachment"]
        attachment = self._world.attachments.get(int(number)) if number.isdecimal() else None
        if attachment is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Type": attachment.content_type,
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        if attachment.content_type.partition(";")[0].strip().lower() not in _SHOWN_IN_PLACE:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.filename, safe='')}"
        return web.Response(body=attachment.data, headers=headers)
