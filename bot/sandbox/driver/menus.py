"""Using a command of a context menu: https://discord.com/developers/docs/interactions/application-commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.driver.begin import begin, owners_of, require_sight
from bot.sandbox.driver.lookup import find_menu
from bot.sandbox.driver.options import Resolved, menu_data
from bot.sandbox.errors import DriverError
from bot.sandbox.world.interactions import Interaction, InteractionKind
from bot.sandbox.world.messages import Message
from bot.sandbox.world.sight import may_write, sees_channel

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.users import User

__all__ = ["Menu", "channel_for"]


@dataclass(frozen=True)
class Menu:
    """What an account clicks with the right button: a message, or an account beside what is said in ``channel``."""

    user: User
    target: Message | User
    channel: Channel
    user_install: bool = False
    bypass_permissions: bool = False

    def use(self, name: str) -> Interaction:
        """Use the command of that name.

        :raises DriverError: for what the client would not offer
        """
        require_sight(self.user, self.channel)
        self._require_target()
        owners = owners_of(self.user, self.channel, user_install=self.user_install)
        command = find_menu(
            self.user,
            self.channel,
            name,
            on_message=isinstance(self.target, Message),
            user_install=self.user_install,
            bypass_permissions=self.bypass_permissions,
        )
        data = menu_data(command, self.target, Resolved(self.user, self.channel))
        return begin(self.user, self.channel, InteractionKind.COMMAND, data, owners=owners)

    def _require_target(self) -> None:
        if isinstance(self.target, Message):
            if self.target.deleted or self.target.channel is not self.channel:
                raise DriverError("The message is gone")
            if self.target.ephemeral:
                raise DriverError("Nothing can be done with a message that only one person sees")
        elif not sees_channel(self.target, self.channel):
            raise DriverError(f"{self.target.name} is not in #{self.channel.name}")


def channel_for(user: User, target: Message | User, channel: Channel | None) -> Channel:
    """Return where a menu is opened: where the message is, else the given channel, else the first one to write in.

    :raises DriverError: where there is none
    """
    if isinstance(target, Message):
        return target.channel
    shared = (one for one in user.world.channels.values() if sees_channel(target, one) and may_write(user, one))
    found = channel or next(shared, None)
    if found is None:
        raise DriverError(f"{user.name} shares no channel with {target.name}")
    return found
