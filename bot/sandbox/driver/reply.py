"""What a member sees come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import DriverError
from bot.sandbox.world.interactions import CallbackKind, Interaction

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.world import World

__all__ = ["Reply", "answered", "settled"]

PATIENCE = 10.0
"""Seconds to wait for what has no deadline at Discord: edits, followups, messages."""
NO_RESPONSE = "The application did not respond"


class Reply:
    """An answered interaction. It stays current: later edits and followups show up in it."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    @property
    def kind(self) -> CallbackKind:
        """How the bot answered first."""
        if self.interaction.answer is None:
            raise DriverError(NO_RESPONSE)
        return self.interaction.answer

    @property
    def message(self) -> Message:
        """The message as the member sees it now: the answer, or the one that it updated.

        :raises DriverError: where the answer was no message (a modal), or was deleted
        """
        message = self.interaction.original
        if message is None or message.deleted:
            raise DriverError("The answer shows no message")
        return message

    @property
    def followups(self) -> list[Message]:
        """The followup messages that are still there, in order."""
        return [message for message in self.interaction.followups if not message.deleted]

    @property
    def messages(self) -> list[Message]:
        """The answer, if it is a message, and its followups."""
        original = self.interaction.original
        return [*([original] if original and not original.deleted else []), *self.followups]

    @property
    def edited(self) -> bool:
        """Whether the message with the component was changed in place, instead of a new one sent."""
        updated_later = self.kind is CallbackKind.DEFERRED_UPDATE and self.interaction.edits > 0
        return self.kind is CallbackKind.UPDATE or updated_later

    @property
    def ephemeral(self) -> bool:
        """Whether only the asker sees the answer."""
        return self.message.ephemeral

    @property
    def modal(self) -> dict[str, Any]:
        """The form that was opened; DriverError where none was."""
        if self.interaction.modal is None:
            raise DriverError("The answer opens no modal")
        return self.interaction.modal

    def text(self) -> str:
        """Return all text of the answer and its followups."""
        return "\n".join(message.text() for message in self.messages)

    async def wait_for_followups(self, count: int = 1, *, within: float = PATIENCE) -> list[Message]:
        """Wait until there were so many followups, and return them."""
        await self._until(lambda: len(self.interaction.followups) >= count, within, f"There were not {count} followups")
        return self.followups

    async def wait_for_edit(self, count: int = 1, *, within: float = PATIENCE) -> Message:
        """Wait until the answer was edited so often after it was sent, and return it."""
        await self._until(lambda: self.interaction.edits >= count, within, f"There were not {count} edits")
        return self.message

    async def _until(self, condition: Callable[[], object], within: float, otherwise: str) -> None:
        world: World = self.interaction.channel.world
        await world.changes.until(condition, within=within, otherwise=otherwise)


async def answered(interaction: Interaction) -> None:
    """Wait for the first answer, as long as Discord does.

    :raises DriverError: "The application did not respond", and with it that no bot is there, where that is why
    """
    world = interaction.channel.world
    within = world.answer_within.total_seconds()
    told = NO_RESPONSE if world.online() else f"{NO_RESPONSE} ({world.bot.name} is offline)"
    await world.changes.until(lambda: interaction.answer, within=within, otherwise=told)


async def settled(interaction: Interaction, *, within: float = PATIENCE) -> Reply:
    """Wait for the first answer and, where it only says that the bot is thinking, for what follows it."""
    await answered(interaction)
    reply = Reply(interaction)
    if reply.kind is CallbackKind.DEFERRED_MESSAGE:
        placeholder = reply.message
        world = interaction.channel.world
        await world.changes.until(
            lambda: placeholder.deleted or not placeholder.thinking,
            within=within,
            otherwise="The application is still thinking",
        )
    return reply
