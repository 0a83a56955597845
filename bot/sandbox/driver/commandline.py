"""Typing a slash command, as a whole or half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.begin import begin, owners_of, require_sight
from bot.sandbox.driver.lookup import find_command, leaf_of
from bot.sandbox.driver.options import Resolved, command_data, filled, nested_in
from bot.sandbox.errors import DriverError
from bot.sandbox.world.interactions import Interaction, InteractionKind

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.users import User

__all__ = ["CommandLine"]


@dataclass(frozen=True)
class CommandLine:
    """What an account types into a channel: ``path`` is the command as it is written, ``digest preview``.

    Every method raises DriverError for what the client would not offer or not send.
    """

    user: User
    channel: Channel
    path: str
    user_install: bool = False
    bypass_permissions: bool = False

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the options that the command takes, by name."""
        return {option["name"]: option for option in leaf_of(self._command(), self.path)["options"]}

    def send(self, options: Mapping[str, object]) -> Interaction:
        """Send the command with values by option name."""
        owners, found = self._owners(), self._command()
        resolved = Resolved(self.user, self.channel)
        values = filled(leaf_of(found, self.path), options, resolved)
        data = command_data(found, nested_in(self.path, values), resolved)
        return begin(self.user, self.channel, InteractionKind.COMMAND, data, owners=owners)

    def ask(self, option: str, typed: str, others: Mapping[str, object]) -> Interaction:
        """Ask what is suggested for an option of which so much is typed; ``others`` are filled in already."""
        owners, found = self._owners(), self._command()
        leaf = leaf_of(found, self.path)
        asked = next((one for one in leaf["options"] if one["name"] == option and one.get("autocomplete")), None)
        if asked is None:
            raise DriverError(f"/{self.path} suggests nothing for {option!r}")
        resolved = Resolved(self.user, self.channel)
        rest = leaf | {"options": [one for one in leaf["options"] if one is not asked]}
        focused = {"name": option, "type": asked["type"], "value": typed, "focused": True}
        values = [*filled(rest, others, resolved, typing=True), focused]
        data = command_data(found, nested_in(self.path, values), resolved)
        return begin(self.user, self.channel, InteractionKind.AUTOCOMPLETE, data, owners=owners)

    def _owners(self) -> dict[str, str]:
        require_sight(self.user, self.channel)
        return owners_of(self.user, self.channel, user_install=self.user_install)

    def _command(self) -> dict[str, Any]:
        return find_command(
            self.user,
            self.channel,
            self.path,
            user_install=self.user_install,
            bypass_permissions=self.bypass_permissions,
        )
