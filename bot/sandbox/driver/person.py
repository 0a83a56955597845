"""A person at a Discord client."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.driver.commandline import CommandLine
from bot.sandbox.driver.menus import Menu, channel_for
from bot.sandbox.driver.press import Values, choose, open_until_sent, press, submit
from bot.sandbox.driver.reply import Reply, answered, settled
from bot.sandbox.driver.writing import change, remove, say, seen, toggle, vote

if TYPE_CHECKING:
    from bot.sandbox.world.attachments import Attachment, Upload
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
        """Send the modal that an answer opened, with values by custom id; without an answer it stays open."""
        with open_until_sent(opened.interaction):
            sent = submit(self.account, opened.interaction, values)
            await answered(sent)
        return await settled(sent)

    async def use(
        self,
        target: Message | Person,
        command: str,
        /,
        *,
        channel: Channel | None = None,
        user_install: bool = False,
        bypass_permissions: bool = False,
    ) -> Reply:
        """Use a command of the context menu of a message, or of a person, and wait for its answer.

        :param channel: where the person is met, by default the first channel that both see and this one may write in
        """
        clicked = target.account if isinstance(target, Person) else target
        place = channel_for(self.account, clicked, channel)
        menu = Menu(self.account, clicked, place, user_install, bypass_permissions)
        return await settled(menu.use(command))

    def say(
        self,
        channel: Channel,
        content: str = "",
        *,
        files: Sequence[Attachment | Upload] = (),
        reply_to: Message | None = None,
    ) -> Message:
        """Write an ordinary message, perhaps with files, perhaps as a reply."""
        return say(self.account, channel, content, files, reply_to)

    def edit(self, message: Message, content: str) -> None:
        """Change the text of an own message."""
        change(self.account, message, content)

    def delete(self, message: Message) -> None:
        """Delete an own message; who may manage messages, anybody's."""
        remove(self.account, message)

    def react(self, message: Message, emoji: str) -> None:
        """Press an emoji below a message: react with it, or take the own reaction back."""
        toggle(self.account, message, emoji)

    def vote(self, message: Message, answers: Collection[int]) -> None:
        """Vote in a poll for exactly these answers, by their ids; for none to take the vote back."""
        vote(self.account, message, answers)

    def sees(self, channel: Channel) -> list[Message]:
        """Return what the person reads in a channel, oldest first: hidden answers only those to themselves."""
        return seen(self.account, channel)
