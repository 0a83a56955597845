"""Message bodies: checked, with their files, before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.messages import V2, check_message, is_empty
from bot.sandbox.rest.access import refuse
from bot.sandbox.rest.routing import Call
from bot.sandbox.rest.uploads import attach
from bot.sandbox.world.attachments import Attachment
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message

__all__ = ["checked_edit", "checked_new"]


def checked_new(call: Call, channel: Channel, body: Mapping[str, Any]) -> Sequence[Attachment]:
    """Refuse a new message that Discord refuses, and return its attachments."""
    refuse(check_message(body, attachments=[upload.filename for upload in call.uploads], doubts=call.doubts))
    if is_empty(body, files=len(call.uploads)):
        raise ApiError(400, 50006, "Cannot send an empty message")
    return attach(call, channel, body)


def checked_edit(call: Call, message: Message, body: Mapping[str, Any]) -> Sequence[Attachment] | None:
    """Refuse an edit whose result Discord refuses, and return the attachments where they change.

    With IS_COMPONENTS_V2, old content and embeds must be emptied by the same edit.
    """
    merged = {"content": message.content, "embeds": message.embeds} | dict(body)
    flags = body.get("flags")
    v2 = message.v2 or (isinstance(flags, int) and bool(flags & V2))
    names = [one.filename for one in message.attachments] + [one.filename for one in call.uploads]
    refuse(check_message(merged, v2=v2, attachments=names, doubts=call.doubts))
    changes_files = "attachments" in body or bool(call.uploads)
    attachments = attach(call, message.channel, body, message.attachments) if changes_files else None
    files = len(message.attachments if attachments is None else attachments)
    components = body.get("components") if "components" in body else message.components
    if is_empty(merged | {"components": components, "poll": message.poll}, files=files):
        raise ApiError(400, 50006, "Cannot send an empty message")
    return attachments
