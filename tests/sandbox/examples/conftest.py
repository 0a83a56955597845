"""A world for the examples, whose bots were granted every intent."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.gateway.intents import PRIVILEGED
from tests.sandbox.town import Clock, Town, build


@pytest.fixture
async def live() -> AsyncIterator[Town]:
    """A world at the real clock, which discord.py needs; bots may start again at once."""
    async with Sandbox(privileged_intents=PRIVILEGED) as sandbox:
        yield build(sandbox, Clock())
