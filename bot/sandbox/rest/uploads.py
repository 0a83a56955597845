"""Files of a request becoming attachments: https://discord.com/developers/docs/reference#uploading-files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.messages import MAX_ATTACHMENTS
from bot.sandbox.rest.routing import Call
from bot.sandbox.world.attachments import Attachment
from bot.sandbox.world.channels import Channel

__all__ = ["MAX_FILE", "attach"]

MAX_FILE = 10 * 1024 * 1024
"""Bytes per file in a server without boosts."""
_FIELD = re.compile(r"files\[(\d+)\]")


def attach(
    call: Call, channel: Channel, body: Mapping[str, Any], existing: Sequence[Attachment] = ()
) -> list[Attachment]:
    """Return the attachments of a message: those uploaded, and those of ``existing`` that an edit keeps."""
    listed = body.get("attachments")
    kept = list(existing)
    if listed is not None:
        wanted = {str(one.get("id")) for one in listed}
        kept = [one for one in existing if str(one.id) in wanted]
    if len(kept) + len(call.uploads) > MAX_ATTACHMENTS:
        raise ApiError(400, 30015, f"Maximum number of attachments in a message reached ({MAX_ATTACHMENTS})")
    descriptions = {str(one.get("id")): one.get("description") for one in listed or ()}
    return [*kept, *_stored(call, channel, descriptions)]


def _stored(call: Call, channel: Channel, descriptions: Mapping[str, str | None]) -> list[Attachment]:
    attachments = []
    for upload in call.uploads:
        if len(upload.data) > MAX_FILE:
            raise ApiError(400, 50045, "File uploaded exceeds the maximum size")
        match = _FIELD.fullmatch(upload.field)
        description = descriptions.get(match[1]) if match else None
        attachments.append(call.world.keep_file(upload, channel.id, address=call.base_url, description=description))
    return attachments
