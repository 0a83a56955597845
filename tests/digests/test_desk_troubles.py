"""What is known of the channels before anything is posted there."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.digests.model import Role
from bot.digests.troubles import Trouble, obstacle
from bot.errors import RefusedError, UnreachableError
from tests.digests.desk_tools import DeskWorld
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest
from tests.digests.fake_publisher import view_of

BOTH = [str(CHANNEL), str(OTHER)]


@pytest.fixture
def two(engine: Engine) -> DeskWorld:
    return DeskWorld(engine, make_digest(channels=BOTH))


async def test_all_is_well(two: DeskWorld) -> None:
    assert await two.desk.troubles([CHANNEL, OTHER]) == {}
    assert await two.desk.troubles([]) == {}


async def test_says_what_is_missing_and_where(two: DeskWorld) -> None:
    barred = view_of(CHANNEL, missing=("Send Messages",))
    two.discord.channels[CHANNEL] = barred
    assert await two.desk.troubles([CHANNEL, OTHER]) == {("weekly", CHANNEL): Trouble(obstacle(barred))}


async def test_looks_at_no_other_channel(two: DeskWorld) -> None:
    two.discord.channels[CHANNEL] = view_of(CHANNEL, missing=("Send Messages",))
    assert await two.desk.troubles([OTHER]) == {}
    assert two.discord.calls == ["view"]


async def test_a_channel_that_is_gone(two: DeskWorld) -> None:
    two.discord.fail(1, RefusedError("The channel does not exist any more."))
    assert await two.desk.troubles([CHANNEL, OTHER]) == {
        ("weekly", CHANNEL): Trouble("The channel does not exist any more.")
    }


async def test_a_role_counts_for_the_digest_that_mentions_it(engine: Engine) -> None:
    pings = make_digest(name="pings", mention_role="100000000000000070")
    world = DeskWorld(engine, make_digest(), pings)
    roles = (Role(100_000_000_000_000_070, "Readers", mentionable=False),)
    world.discord.channels[CHANNEL] = replace(view_of(CHANNEL), roles=roles)
    found = await world.desk.troubles([CHANNEL])
    assert found.keys() == {("pings", CHANNEL)}
    assert not found["pings", CHANNEL].blocks


@pytest.mark.parametrize("error", [UnreachableError("Discord cannot be reached."), LookupError("a bug")])
async def test_a_look_that_fails_says_nothing_and_hides_no_other(two: DeskWorld, error: Exception) -> None:
    two.discord.channels[OTHER] = view_of(OTHER, missing=("Send Messages",))
    two.discord.fail(1, error)
    assert (await two.desk.troubles([CHANNEL, OTHER])).keys() == {("weekly", OTHER)}


async def test_nobody_waits_longer_than_that(two: DeskWorld) -> None:
    two.discord.before = lambda _: asyncio.Event().wait()
    assert await asyncio.wait_for(two.desk.troubles([CHANNEL, OTHER], within=0.05), timeout=5) == {}
