"""Followups and edits of answers: the webhook that every interaction's token is for fifteen minutes."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.rest.bodies import checked_edit, checked_new
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.interactions import TOKEN_LIFE, Interaction
from bot.sandbox.world.messages import Message
from bot.sandbox.world.posting import create_message, delete_message, edit_message

__all__ = ["MAX_FOLLOWUPS_OF_A_USER_INSTALL", "ROUTES"]

MAX_FOLLOWUPS_OF_A_USER_INSTALL = 5
"""Followups per interaction where the application is not in the server."""


def _interaction(call: Call) -> Interaction:
    interaction = call.world.interactions.get(call.parameters["token"])
    if call.id("webhook_id") != call.world.application_id or interaction is None:
        raise ApiError.unknown(10015, "Webhook")
    if call.world.clock() - interaction.created > TOKEN_LIFE:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    if interaction.answer is None:
        raise ApiError.unknown(10015, "Webhook")
    return interaction


def _message(call: Call, interaction: Interaction) -> Message:
    wanted = call.parameters["message_id"]
    message = interaction.original
    if wanted != "@original":
        number = call.id("message_id")
        reachable = [*interaction.followups, *([message] if message else [])]
        message = next((one for one in reachable if one.id == number), None)
    if message is None or message.deleted:
        raise ApiError.unknown(10008, "Message")
    return message


def send_followup(call: Call) -> Any:
    """Create Followup Message. The first one after "is thinking" becomes that answer, as visible as it was."""
    interaction = _interaction(call)
    body = call.json_object()
    original = interaction.original
    if original is not None and original.thinking and not original.deleted:
        return _edit(call, interaction, original)
    if interaction.by_user_install_only and len(interaction.followups) >= MAX_FOLLOWUPS_OF_A_USER_INSTALL:
        # The limit is published, a code for it is not.
        raise ApiError(400, 0, "This interaction has reached its maximum number of follow-up messages")
    attachments = checked_new(call, interaction.channel, body)
    message = create_message(
        interaction.channel, call.world.bot, body, attachments=attachments, interaction=interaction
    )
    interaction.followups.append(message)
    call.world.changes.notify()
    return message.payload()


def get_answer(call: Call) -> Any:
    """Get Original Interaction Response, Get Followup Message."""
    return _message(call, _interaction(call)).payload()


def edit_answer(call: Call) -> Any:
    """Edit Original Interaction Response, Edit Followup Message."""
    interaction = _interaction(call)
    return _edit(call, interaction, _message(call, interaction))


def _edit(call: Call, interaction: Interaction, message: Message) -> Any:
    body = call.json_object()
    edit_message(message, body, attachments=checked_edit(call, message, body))
    if message is interaction.original:
        interaction.edits += 1
    call.world.changes.notify()
    return message.payload()


def delete_answer(call: Call) -> None:
    """Delete Original Interaction Response, Delete Followup Message."""
    interaction = _interaction(call)
    delete_message(_message(call, interaction))


_BASE = "/webhooks/{webhook_id}/{token}"
ROUTES = (
    Route("POST", _BASE, send_followup, authorised=False),
    Route("GET", f"{_BASE}/messages/{{message_id}}", get_answer, authorised=False),
    Route("PATCH", f"{_BASE}/messages/{{message_id}}", edit_answer, authorised=False),
    Route("DELETE", f"{_BASE}/messages/{{message_id}}", delete_answer, authorised=False),
)
