"""What the package's own documentation shows runs as it is written there."""

from __future__ import annotations

import textwrap
from typing import Any

import discord

import bot.sandbox


async def test_the_example_runs_as_it_is_written(monkeypatch: Any) -> None:
    # The example leaves discord.py pointed at its sandbox.
    for owner, name in ((discord.http.Route, "BASE"), (discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    _, _, after = (bot.sandbox.__doc__ or "").partition("::\n\n")
    lines = after[: after.index("\nThe rooms:")]
    shown: dict[str, Any] = {}
    exec(textwrap.dedent(lines), shown)  # noqa: S102 - our own documentation
    await shown["test_a_greeting"]()
