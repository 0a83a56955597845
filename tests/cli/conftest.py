"""A person at a terminal, and a Discord beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.sandbox import Channel, Sandbox
from tests.command_line import CommandLine, at_a_terminal


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    with at_a_terminal(tmp_path, monkeypatch) as opened:
        yield opened


@pytest.fixture
async def papers(person: CommandLine) -> AsyncIterator[Channel]:
    """A channel in a Discord that the person's environment names, and that their settings post to."""
    async with Sandbox() as world:
        channel = world.add_guild("Reading group").add_channel("papers")
        person.export(DISCORD_TOKEN=world.token, DISCORD_API_URL=world.api_url)
        person.set_up_digest(channel.id)
        yield channel
