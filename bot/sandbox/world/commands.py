"""The commands that the application registered, for everywhere or for one server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.limits.commands import CHAT_INPUT

__all__ = ["CommandBook"]

Command = dict[str, Any]
Place = int | None
"""A server's id, or None for everywhere."""


@dataclass
class CommandBook:
    """Registered commands by place and id, in the order of registration."""

    new_id: Callable[[], int]
    application_id: int
    synced: int = 0
    """How often the commands were overwritten as a whole."""
    _places: dict[Place, dict[int, Command]] = field(default_factory=dict)

    def all(self, place: Place = None) -> list[Command]:
        """Return the commands registered for a server, or for everywhere."""
        return list(self._places.get(place, {}).values())

    def get(self, command_id: int, place: Place = None) -> Command | None:
        """Return one command by id."""
        return self._places.get(place, {}).get(command_id)

    def find(self, name: str, place: Place, kind: int = CHAT_INPUT) -> Command | None:
        """Return the command that a name means in a server (its own first) or, with None, in a direct message."""
        return next((one for one in self.known(place, kind) if one["name"] == name), None)

    def known(self, place: Place, kind: int = CHAT_INPUT) -> list[Command]:
        """Return the commands of a kind that there are in a server (its own first) or, with None, elsewhere."""
        own = self.all(place) if place is not None else []
        return [one for one in [*own, *self.all()] if one["type"] == kind]

    def put(self, body: Mapping[str, Any], place: Place = None) -> Command:
        """Register a command, or overwrite the one of the same name and type, which keeps its id."""
        commands = self._places.setdefault(place, {})
        key = (body["name"], body.get("type") or CHAT_INPUT)
        old = next((one for one in commands.values() if (one["name"], one["type"]) == key), None)
        command = self._complete(body, place, int(old["id"]) if old else self.new_id())
        commands[int(command["id"])] = command
        return command

    def replace(self, command_id: int, body: Mapping[str, Any], place: Place = None) -> Command:
        """Change some fields of a command."""
        commands = self._places[place]
        commands[command_id] = self._complete({**commands[command_id], **body}, place, command_id)
        return commands[command_id]

    def remove(self, command_id: int, place: Place = None) -> None:
        """Take a command away."""
        del self._places[place][command_id]

    def overwrite(self, bodies: list[Mapping[str, Any]], place: Place = None) -> list[Command]:
        """Register exactly these commands; those of the same name and type keep their ids."""
        kept = [self.put(body, place) for body in bodies]
        self._places[place] = {int(command["id"]): command for command in kept}
        self.synced += 1
        return kept

    def _complete(self, body: Mapping[str, Any], place: Place, command_id: int) -> Command:
        command: Command = {
            "type": CHAT_INPUT,
            "description": "",
            "default_member_permissions": None,
            "dm_permission": True,
            "nsfw": False,
            "options": [],
            "name_localizations": None,
            "description_localizations": None,
            "integration_types": [0],
            "contexts": None,
        }
        command |= {key: value for key, value in body.items() if value is not None or key == "contexts"}
        command |= {"id": str(command_id), "application_id": str(self.application_id), "version": str(self.new_id())}
        if command["default_member_permissions"] is not None:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if place is not None:
            # Contexts and installations are for commands of everywhere only.
            command |= {"guild_id": str(place), "contexts": None, "integration_types": [0]}
        return command
