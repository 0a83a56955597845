"""What Discord counts in a message with Components V2.

40 components, everything nested counted (https://discord.com/developers/docs/components/reference#message-components), and
4,000 characters of text in all (``discord.ui.LayoutView.content_length``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.discord_app.text.markdown import length
from bot.errors import MessageTooLargeError

__all__ = ["MOST_CHARACTERS", "MOST_COMPONENTS", "Measure", "fits", "measure", "sizes", "that_fit"]

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Measure:
    """How large a message is; ``characters`` in UTF-16 units."""

    components: int
    characters: int


def sizes(view: discord.ui.LayoutView) -> Measure:
    """Count a message, however large it is."""
    items = list(view.walk_children())
    return Measure(len(items), sum(length(item.content) for item in items if isinstance(item, discord.ui.TextDisplay)))


def fits(view: discord.ui.LayoutView) -> bool:
    """Whether Discord would take a message of this size."""
    size = sizes(view)
    return size.components <= MOST_COMPONENTS and size.characters <= MOST_CHARACTERS


def measure(view: discord.ui.LayoutView) -> Measure:
    """Count a message; :class:`~bot.errors.MessageTooLargeError` if Discord would refuse it."""
    size = sizes(view)
    for found, most, unit in (
        (size.components, MOST_COMPONENTS, "components"),
        (size.characters, MOST_CHARACTERS, "characters of text"),
    ):
        if found > most:
            raise MessageTooLargeError(found, most, unit)
    return size


def that_fit(blocks: Iterable[str], room: int) -> list[str]:
    """Return the first of the blocks, as many as have at most ``room`` UTF-16 units together, each with its line break."""
    kept: list[str] = []
    for block in blocks:
        room -= length(block) + 1
        if room < 0:
            break
        kept.append(block)
    return kept
