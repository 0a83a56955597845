"""A person at a Discord client."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.driver.begin import require_sight
from bot.sandbox.driver.commandline import CommandLine
from bot.sandbox.driver.press import Values, choose, press, submit
from bot.sandbox.driver.reply import Reply, answered, settled
from bot.sandbox.errors import DriverError
from bot.sandbox.permissions import Permission
from bot.sandbox.world.polls import cast_votes, is_closed
from bot.sandbox.world.posting import create_message
from bot.sandbox.world.sight import permissions_of

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["Choice", "Person"]


@dataclass(frozen=True)
class Choice:
    """A suggestion: what the member reads, and what the bot gets when it is taken."""

    name: str
    value: str | int | float


class Person(ABC):
    """What members and accounts can do. Each method waits for the bot and raises DriverError as a client would fail."""

    @property
    @abstractmethod
    def account(self) -> User:
        """The account that acts."""

    async def slash(
        self,
        channel: Channel,
        command: str,
        /,
        *,
        user_install: bool = False,
        bypass_permissions: bool = False,
        **options: object,
    ) -> Reply:
        """Type a slash command such as ``digest preview`` and wait for its answer.

        :param user_install: use the application that the person brought along, not the server's
        :param bypass_permissions: as if the server's admins had opened the command to this person
        :param options: values by option name; choices by value or by the name that is shown
        """
        line = CommandLine(self.account, channel, command, user_install, bypass_permissions)
        return await settled(line.send(options))

    async def complete(
        self,
        channel: Channel,
        command: str,
        /,
        *,
        option: str,
        typed: str,
        user_install: bool = False,
        bypass_permissions: bool = False,
        **others: object,
    ) -> list[Choice]:
        """Type part of an option's value and return what is suggested."""
        line = CommandLine(self.account, channel, command, user_install, bypass_permissions)
        interaction = line.ask(option, typed, others)
        await answered(interaction)
        return [Choice(choice["name"], choice["value"]) for choice in interaction.choices]

    async def press(self, message: Message, *, custom_id: str | None = None, label: str | None = None) -> Reply:
        """Press the button with that custom id, or with that label."""
        return await settled(press(self.account, message, custom_id=custom_id, label=label))

    async def choose(self, message: Message, custom_id: str, values: Sequence[object]) -> Reply:
        """Choose in a select menu."""
        return await settled(choose(self.account, message, custom_id, values))

    async def submit(self, opened: Reply, /, **values: Values) -> Reply:
        """Send the modal that an answer opened, with values by custom id."""
        return await settled(submit(self.account, opened.interaction, values))

    def say(self, channel: Channel, content: str) -> Message:
        """Write an ordinary message."""
        sending = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        if sending not in permissions_of(self.account, channel):
            raise DriverError(f"{self.account.name} may not write in #{channel.name}")
        return create_message(channel, self.account, {"content": content})

    def vote(self, message: Message, answers: Collection[int]) -> None:
        """Vote in a poll for exactly these answers, by their ids; for none to take the vote back."""
        require_sight(self.account, message.channel)
        poll = message.poll
        if poll is None or message.deleted:
            raise DriverError("There is no poll")
        if is_closed(poll, message.channel.world.clock()):
            raise DriverError("The poll is closed")
        if len(answers) > 1 and not poll["allow_multiselect"]:
            raise DriverError("The poll takes one answer")
        if unknown := set(answers) - {one["answer_id"] for one in poll["answers"]}:
            raise DriverError(f"The poll has no answer {min(unknown)}")
        cast_votes(message, self.account, answers)
