"""What the example bots have in common."""

from __future__ import annotations

from typing import Any

import discord
from discord.ext import commands

__all__ = ["ExampleBot", "Interaction", "with_content"]

Interaction = discord.Interaction[Any]


def with_content(**others: bool) -> discord.Intents:
    """Return the default intents with the one that shows what people write."""
    intents = discord.Intents.default()
    for name in ("message_content", *others):
        setattr(intents, name, others.get(name, True))
    return intents


class ExampleBot(commands.Bot):
    """Answers mentions and ``?``, takes commands of every kind, and registers them when it starts."""

    def __init__(self, *items: Any, intents: discord.Intents | None = None, **options: Any) -> None:
        super().__init__(
            commands.when_mentioned_or("?"),
            intents=intents or discord.Intents.default(),
            # The library waits so long for another server after each one; all are there at once here.
            guild_ready_timeout=0.05,
            **options,
        )
        for item in items:
            typed = isinstance(item, commands.Command)
            self.add_command(item) if typed else self.tree.add_command(item)

    async def setup_hook(self) -> None:
        await self.tree.sync()
