"""Registering commands: https://discord.com/developers/docs/interactions/application-commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.commands import CHAT_INPUT, MAX_COMMANDS, check_command
from bot.sandbox.limits.form import Form, Problem
from bot.sandbox.limits.unverified import Doubt
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.application import application_id
from bot.sandbox.rest.routing import Answer, Call, Route
from bot.sandbox.world.commands import Command, Place

__all__ = ["MAX_CREATES", "ROUTES"]

MAX_CREATES = 200
"""New commands per day, for everywhere and for each server."""
_DAY = timedelta(days=1)


def _place(call: Call) -> Place:
    application_id(call)
    return guild_of(call).id if "guild_id" in call.parameters else None


def _known(call: Call, place: Place) -> Command:
    command = call.world.commands.get(call.id("command_id"), place)
    if command is None:
        raise ApiError.unknown(10063, "application command")
    return command


def _checked(bodies: Sequence[Any], doubts: list[Doubt], *, listed: bool) -> list[Mapping[str, Any]]:
    problems: list[Problem] = []
    for place, body in enumerate(bodies):
        path = (str(place),) if listed else ()
        if isinstance(body, Mapping):
            check_command(Form(body, path, problems, doubts))
        else:
            problems.append(Problem(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"))
    if problems:
        raise ApiError.form(problems)
    _refuse_twins(bodies)
    return list(bodies)


def _refuse_twins(bodies: Sequence[Mapping[str, Any]]) -> None:
    seen: set[object] = set()
    for place, body in enumerate(bodies):
        key = (body["name"], body.get("type") or CHAT_INPUT)
        if key in seen:
            raise ApiError.form([_twin(str(place))])
        seen.add(key)


def _twin(step: str) -> Problem:
    return Problem((step,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")


def _refuse_too_many(commands: Sequence[Mapping[str, Any]]) -> None:
    counts = Counter(command.get("type") or CHAT_INPUT for command in commands)
    for kind, limit in MAX_COMMANDS.items():
        if counts[kind] > limit:
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({limit})")


def _count_new(call: Call, bodies: Sequence[Mapping[str, Any]], place: Place) -> None:
    """Refuse to make more commands than Discord takes in a day; those that overwrite one of their name do not count."""
    known = {(one["name"], one["type"]) for one in call.world.commands.all(place)}
    new = sum((one["name"], one.get("type") or CHAT_INPUT) not in known for one in bodies)
    key, tally = ("command creates", place), call.world.tally
    if new and tally.count(key, _DAY) + new > MAX_CREATES:
        told = f"Max number of daily application command creates has been reached ({MAX_CREATES})"
        raise ApiError(400, 30034, told)
    tally.add(key, _DAY, times=new)


def list_commands(call: Call) -> Any:
    """Get Application Commands, global or of a server; localisations only when asked for."""
    full = call.query_truth("with_localizations")
    commands = call.world.commands.all(_place(call))
    return commands if full else [_without_languages(command) for command in commands]


def _without_languages(command: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in command.items() if not key.endswith("_localizations")}


def overwrite_commands(call: Call) -> Any:
    """Bulk Overwrite Application Commands."""
    place = _place(call)
    if not isinstance(call.body, list):
        raise ApiError(400, 50109, "The request body contains invalid JSON.")
    bodies = _checked(call.body, call.doubts, listed=True)
    _refuse_too_many(bodies)
    _count_new(call, bodies, place)
    commands = call.world.commands.overwrite(bodies, place)
    call.world.changes.notify()
    return commands


def create_command(call: Call) -> Any:
    """Create Application Command: 201, or 200 where one of the name was overwritten."""
    place = _place(call)
    (body,) = _checked([call.body], call.doubts, listed=False)
    before = call.world.commands.all(place)
    key = (body["name"], body.get("type") or CHAT_INPUT)
    _refuse_too_many([*(one for one in before if (one["name"], one["type"]) != key), body])
    _count_new(call, [body], place)
    command = call.world.commands.put(body, place)
    known = any(one["id"] == command["id"] for one in before)
    return Answer(command, 200 if known else 201)


def get_command(call: Call) -> Any:
    """Get Application Command."""
    return _known(call, _place(call))


def edit_command(call: Call) -> Any:
    """Edit Application Command."""
    place = _place(call)
    command = _known(call, place)
    body = call.json_object()
    changed = {**command, **body, "type": command["type"]}
    _checked([changed], call.doubts, listed=False)
    others = [one for one in call.world.commands.all(place) if one["id"] != command["id"]]
    if any((one["name"], one["type"]) == (changed["name"], changed["type"]) for one in others):
        raise ApiError.form([_twin("name")])
    edited = call.world.commands.replace(int(command["id"]), body, place)
    call.world.changes.notify()
    return edited


def delete_command(call: Call) -> None:
    """Delete Application Command."""
    place = _place(call)
    call.world.commands.remove(int(_known(call, place)["id"]), place)


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = tuple(
    route
    for base in (_GLOBAL, _GUILD)
    for route in (
        Route("GET", base, list_commands),
        Route("PUT", base, overwrite_commands),
        Route("POST", base, create_command),
        Route("GET", f"{base}/{{command_id}}", get_command),
        Route("PATCH", f"{base}/{{command_id}}", edit_command),
        Route("DELETE", f"{base}/{{command_id}}", delete_command),
    )
)
