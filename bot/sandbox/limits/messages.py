"""Limits of messages: https://discord.com/developers/docs/resources/message#create-message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.sandbox.limits.components import check_components
from bot.sandbox.limits.embeds import check_embeds, is_blank
from bot.sandbox.limits.form import Form, Problem, as_list
from bot.sandbox.limits.mentions import check_allowed_mentions
from bot.sandbox.limits.polls import check_poll
from bot.sandbox.limits.unverified import Doubt

__all__ = ["EPHEMERAL", "MAX_ATTACHMENTS", "MAX_CONTENT", "V2", "check_message", "is_empty", "message_problems"]

MAX_CONTENT = 2000
"""For bots; the published schema's 4000 is an outer bound."""
MAX_ATTACHMENTS = 10
MAX_NONCE = 25
EPHEMERAL = 1 << 6
V2 = 1 << 15
"""The flag IS_COMPONENTS_V2: the message holds components and nothing else."""
_LEGACY_FIELDS = ("content", "embeds", "sticker_ids", "poll", "shared_client_theme")
_FIELDS_OF_A_MESSAGE = ("content", "embeds", "sticker_ids", "components", "poll")


def message_problems(payload: Mapping[str, Any]) -> list[str]:
    """Return what Discord would refuse in the JSON body of Create Message, a sentence each; empty when it is taken."""
    found = [str(problem) for problem in check_message(payload)]
    return [*found, "Cannot send an empty message"] if is_empty(payload) else found


def is_empty(payload: Mapping[str, Any], *, files: int = 0) -> bool:
    """Tell whether a message shows nothing, which Discord answers with error 50006."""
    content = payload.get("content")
    if isinstance(content, str) and not content.strip():
        payload = {**payload, "content": None}
    payload = {**payload, "embeds": [one for one in as_list(payload.get("embeds")) if not is_blank(one)]}
    return not files and not any(payload.get(key) for key in _FIELDS_OF_A_MESSAGE)


def check_message(
    payload: Mapping[str, Any],
    *,
    v2: bool = False,
    attachments: Collection[str] | None = None,
    doubts: list[Doubt] | None = None,
) -> list[Problem]:
    """Return what is wrong with a message body, whether it creates, answers or edits.

    :param v2: whether an edited message already has the flag
    :param attachments: names of the files sent along
    :param doubts: what Discord may refuse is added to it
    """
    message = Form(payload, doubts=[] if doubts is None else doubts)
    flags = message.number("flags", 0, 2**31 - 1) or 0
    v2 = v2 or bool(int(flags) & V2)
    message.text("content", MAX_CONTENT)
    message.truth("tts")
    message.snowflakes("sticker_ids", 3)
    for file in message.forms("attachments", MAX_ATTACHMENTS):
        _check_file(file)
    if reference := message.form("message_reference"):
        reference.choice("type", (0, 1))
        reference.snowflake("message_id", required=True)
        reference.truth("fail_if_not_exists")
    check_embeds(message)
    check_components(message, v2=v2, attachments=attachments)
    check_allowed_mentions(message)
    check_poll(message)
    _check_nonce(message)
    if v2:
        _check_only_components(message)
    return message.problems


def _check_file(file: Form) -> None:
    file.snowflake("id", required=True)
    file.text("filename", 1024, minimum=1)
    file.text("description", 1024)
    file.text("title", 1024)
    file.text("waveform", 400)
    file.number("duration_secs", 0, 2**31 - 1, whole=False)
    file.truth("is_spoiler")
    file.truth("is_remix")


def _check_only_components(message: Form) -> None:
    for key in _LEGACY_FIELDS:
        if message.body.get(key):
            told = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            message.note("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", told, key)


def _check_nonce(message: Form) -> None:
    message.truth("enforce_nonce")
    if isinstance(message.body.get("nonce"), int):
        message.number("nonce", -(2**63), 2**63 - 1)
    else:
        message.text("nonce", MAX_NONCE)
