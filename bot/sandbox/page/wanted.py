"""Reading what the page asks for; what it cannot mean is refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.page.views.channels import sees_channel
from bot.sandbox.page.views.messages import sees_message
from bot.sandbox.page.views.people import people_of
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.interactions import Interaction
from bot.sandbox.world.messages import Message
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

__all__ = ["BadActionError", "Wanted", "id_of"]


class BadActionError(Exception):
    """The page asked for something that makes no sense; the message is a sentence for the person."""


class Wanted:
    """One thing that the page asks for. Each method raises BadActionError for a field that is missing or wrong."""

    def __init__(self, world: World, action: Mapping[str, Any]) -> None:
        self._world = world
        self._action = action

    def text(self, key: str) -> str:
        """Return a string."""
        value = self._action.get(key)
        if not isinstance(value, str):
            raise BadActionError(f"“{key}” must be text.")
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return an object."""
        value = self._action.get(key)
        if not isinstance(value, Mapping):
            raise BadActionError(f"“{key}” must be an object.")
        return value

    def texts(self, key: str) -> list[str]:
        """Return a list of strings."""
        value = self._action.get(key)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise BadActionError(f"“{key}” must be a list of text.")
        return value

    def viewer(self) -> User:
        """Return who acts."""
        number = id_of(self._action.get("viewer"))
        found = next((user for user in people_of(self._world) if user.id == number), None)
        if found is None:
            raise BadActionError("There is no such person here. Reload the page.")
        return found

    def channel(self) -> Channel:
        """Return a channel that the viewer sees."""
        found = self._world.channels.get(id_of(self._action.get("channel")))
        if found is None or not sees_channel(self.viewer(), found):
            raise BadActionError("There is no such channel here.")
        return found

    def message(self) -> Message:
        """Return a message that the viewer sees."""
        viewer = self.viewer()
        found = self._world.message(id_of(self._action.get("message")))
        if found is None or not sees_channel(viewer, found.channel) or not sees_message(viewer, found):
            raise BadActionError("The message is gone.")
        return found

    def interaction(self) -> Interaction:
        """Return what opened a form for the viewer."""
        number, viewer = id_of(self._action.get("interaction")), self.viewer()
        everything = self._world.interactions.values()
        found = next((one for one in everything if one.id == number and one.user is viewer), None)
        if found is None:
            raise BadActionError("The form is gone. Open it again.")
        return found


def id_of(value: object) -> int:
    """Return the number of an id as JSON carries it; 0, which nothing has, for everything else."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 20 else 0
