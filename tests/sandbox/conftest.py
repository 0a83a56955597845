"""A running sandbox, its world, and clients."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.world.world import World
from tests.sandbox.sample_bot import SampleBot, connected
from tests.sandbox.town import Api, Clock, Town, build


@pytest.fixture
def world() -> World:
    """A world without a server around it, at a standing clock."""
    return World(token="none", bot_name="Paperboy", clock=Clock(), answer_within=timedelta(seconds=3))


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A world at a standing clock: ids and deadlines are the test's. No time passes, so requests are not counted."""
    clock = Clock()
    async with Sandbox(clock=clock, rate_limits=False) as sandbox:
        yield build(sandbox, clock)


@pytest.fixture
async def api(town: Town) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(town.sandbox, session)


@pytest.fixture
async def live() -> AsyncIterator[Town]:
    """A world at the real clock, which discord.py needs: it computes ages from ids."""
    async with Sandbox() as sandbox:
        yield build(sandbox, Clock())


@pytest.fixture
async def bot(live: Town) -> AsyncIterator[SampleBot]:
    """A connected bot with its commands synced."""
    async with connected(live.sandbox) as client:
        yield client
