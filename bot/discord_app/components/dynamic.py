"""Join a kind of custom id to what a press on it does.

discord.py only logs what a dynamic item's callback raises, and the member sees a failed interaction; so every press runs inside
:func:`guarded`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Protocol, Self, TypeVar

import discord

from bot.discord_app.errors import Declined, handle_error
from bot.discord_app.replies import Interaction

__all__ = ["dynamic_item", "guarded"]


class CustomId(Protocol):
    """A kind of custom id, see :mod:`bot.discord_app.custom_ids.kinds`."""

    PATTERN: ClassVar[re.Pattern[str]]

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it cannot be."""
        ...


Id = TypeVar("Id", bound=CustomId)


def dynamic_item(
    kind: type[Id], handler: Callable[[Interaction, Id], Awaitable[None]]
) -> type[discord.ui.DynamicItem[discord.ui.Item[Any]]]:
    """Return the item that hands every press on a component with such an id to ``handler``."""

    class Pressed(discord.ui.DynamicItem[discord.ui.Item[Any]], template=kind.PATTERN):
        def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
            super().__init__(item)
            self._match = match

        @classmethod
        async def from_custom_id(
            cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            return cls(item, match)

        async def callback(self, interaction: Interaction) -> None:
            await guarded(interaction, self._press(interaction))

        async def _press(self, interaction: Interaction) -> None:
            try:
                pressed = kind.decode(self._match)
            except ValueError as error:
                raise Declined(
                    "This button can no longer be read. /paper, /week and /search find what it led to."
                ) from error
            await handler(interaction, pressed)

    return Pressed


async def guarded(interaction: Interaction, press: Awaitable[None]) -> None:
    """Await a press; whatever it raises is told to the member and the log."""
    try:
        await press
    except Exception as error:  # noqa: BLE001 - the last place before discord.py, which would leave the member without an answer
        await handle_error(interaction, error)
