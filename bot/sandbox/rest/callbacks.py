"""First answers to interactions: https://discord.com/developers/docs/interactions/receiving-and-responding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.errors import ApiError, below
from bot.sandbox.limits.commands import check_choices
from bot.sandbox.limits.form import Form, Problem
from bot.sandbox.limits.messages import EPHEMERAL
from bot.sandbox.limits.modals import check_modal
from bot.sandbox.limits.unverified import DEFERRED_WITH_OTHER_FLAGS
from bot.sandbox.rest.access import refuse
from bot.sandbox.rest.bodies import checked_edit, checked_new
from bot.sandbox.rest.routing import Answer, Call, Route
from bot.sandbox.world.components import received
from bot.sandbox.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.sandbox.world.posting import create_message, edit_message

__all__ = ["ROUTES"]

_ANSWERS: Mapping[InteractionKind, frozenset[CallbackKind]] = {
    InteractionKind.COMMAND: frozenset({CallbackKind.MESSAGE, CallbackKind.DEFERRED_MESSAGE, CallbackKind.MODAL}),
    InteractionKind.COMPONENT: frozenset(CallbackKind) - {CallbackKind.AUTOCOMPLETE},
    InteractionKind.AUTOCOMPLETE: frozenset({CallbackKind.AUTOCOMPLETE}),
    InteractionKind.MODAL: frozenset(CallbackKind) - {CallbackKind.AUTOCOMPLETE, CallbackKind.MODAL},
}
_UPDATES = {CallbackKind.DEFERRED_UPDATE, CallbackKind.UPDATE}


def answer_interaction(call: Call) -> Any:
    """Create Interaction Response: once, and within three seconds of the interaction."""
    interaction = _interaction(call)
    body = call.json_object()
    kind = _kind(interaction, body)
    data = {} if body.get("data") is None else body["data"]
    if not isinstance(data, Mapping):
        raise ApiError.form([Problem(("data",), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")])
    with below("data"):
        _ACTIONS[kind](call, interaction, data)
    interaction.answer = kind
    call.world.changes.notify()
    return Answer(_result(interaction), 200) if call.query_truth("with_response") else None


def _interaction(call: Call) -> Interaction:
    interaction = call.world.interactions.get(call.parameters["token"])
    if interaction is None or interaction.id != call.id("interaction_id"):
        raise ApiError.unknown(10062, "interaction")
    if interaction.answer is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if call.world.clock() - interaction.created > call.world.answer_within:
        raise ApiError.unknown(10062, "interaction")
    return interaction


def _kind(interaction: Interaction, body: Mapping[str, Any]) -> CallbackKind:
    allowed = _ANSWERS[interaction.kind]
    if interaction.source is None:
        allowed = allowed - _UPDATES
    value = body.get("type")
    if not isinstance(value, int) or value not in allowed:
        listed = ", ".join(str(int(one)) for one in sorted(allowed))
        raise ApiError.form([Problem(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")])
    return CallbackKind(value)


def _send(call: Call, interaction: Interaction, data: Mapping[str, Any]) -> None:
    attachments = checked_new(call, interaction.channel, data)
    bot = call.world.bot
    interaction.original = create_message(
        interaction.channel, bot, data, attachments=attachments, interaction=interaction
    )


def _think(call: Call, interaction: Interaction, data: Mapping[str, Any]) -> None:
    # Of the flags only EPHEMERAL counts here; the layout comes with the edit.
    asked = Form(data, ("data",)).number("flags", 0, 2**31 - 1) or 0
    flags = int(asked) & EPHEMERAL
    if flags != asked:
        call.doubts.append(DEFERRED_WITH_OTHER_FLAGS)
    interaction.original = create_message(
        interaction.channel, call.world.bot, {"flags": flags}, interaction=interaction
    )


def _keep(call: Call, interaction: Interaction, data: Mapping[str, Any]) -> None:
    interaction.original = interaction.source


def _update(call: Call, interaction: Interaction, data: Mapping[str, Any]) -> None:
    source = interaction.source
    if source is None or source.deleted:
        raise ApiError.unknown(10008, "Message")
    edit_message(source, data, attachments=checked_edit(call, source, data))
    interaction.original = source


def _suggest(call: Call, interaction: Interaction, data: Mapping[str, Any]) -> None:
    refuse(check_choices(data, call.doubts))
    interaction.choices = [dict(choice) for choice in data["choices"]]


def _open_modal(call: Call, interaction: Interaction, data: Mapping[str, Any]) -> None:
    refuse(check_modal(data, call.doubts))
    interaction.modal = dict(data) | {"components": received(data["components"], ())}


def _result(interaction: Interaction) -> dict[str, Any]:
    answer, original = interaction.answer, interaction.original
    result: dict[str, Any] = {"id": str(interaction.id), "type": int(interaction.kind)}
    if original is None or answer is None:
        return {"interaction": result}
    result |= {
        "response_message_id": str(original.id),
        "response_message_loading": original.thinking,
        "response_message_ephemeral": original.ephemeral,
    }
    if answer not in (CallbackKind.MESSAGE, CallbackKind.UPDATE):
        return {"interaction": result}
    return {"interaction": result, "resource": {"type": int(answer), "message": original.payload()}}


_ACTIONS: Mapping[CallbackKind, Callable[[Call, Interaction, Mapping[str, Any]], None]] = {
    CallbackKind.MESSAGE: _send,
    CallbackKind.DEFERRED_MESSAGE: _think,
    CallbackKind.DEFERRED_UPDATE: _keep,
    CallbackKind.UPDATE: _update,
    CallbackKind.AUTOCOMPLETE: _suggest,
    CallbackKind.MODAL: _open_modal,
}
ROUTES = (Route("POST", "/interactions/{interaction_id}/{token}/callback", answer_interaction, authorised=False),)
