"""The hub: sessions, what they begin with, how many may, and who counts as online."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox import Sandbox, StartLimit
from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.gateway.identity import Identity
from bot.sandbox.gateway.rules import GatewayRules
from bot.sandbox.world.presences import OFFLINE, Presence
from bot.sandbox.world.world import World
from tests.sandbox.gateway.client import wire
from tests.sandbox.town import Api, Clock, Town, build

BASE = "ws://127.0.0.1:1"
GUILDS = Identity(1)


@pytest.fixture
def hub(world: World) -> GatewayHub:
    return GatewayHub(world)


def test_a_session_begins_with_ready_and_its_servers(hub: GatewayHub, world: World) -> None:
    inside = world.add_guild("Inside")
    world.add_guild("Outside", with_bot=False)
    ready, guild = hub.new_session(GUILDS, BASE).pending()
    assert ready["d"]["guilds"] == [{"id": str(inside.id), "unavailable": True}]
    assert ready["d"]["resume_gateway_url"] == f"{BASE}/gateway"
    assert (guild["t"], guild["d"]["name"]) == ("GUILD_CREATE", "Inside")


def test_each_session_has_a_name_of_its_own(hub: GatewayHub) -> None:
    sessions = [hub.new_session(GUILDS, BASE) for _ in range(2)]
    assert hub.sessions == {session.id: session for session in sessions}
    assert hub.identifies == 2


def test_every_session_hears_of_the_world(hub: GatewayHub, world: World) -> None:
    guild = world.add_guild("Group")
    sessions = [hub.new_session(GUILDS, BASE) for _ in range(2)]
    for session in sessions:
        session.pending()
    guild.add_channel("new")
    assert [[frame["t"] for frame in session.pending()] for session in sessions] == [["CHANNEL_CREATE"]] * 2


def test_a_session_without_a_connection_is_forgotten_in_time(hub: GatewayHub, world: World) -> None:
    session = hub.new_session(GUILDS, BASE)
    session.left = world.clock() - hub.rules.resumable_for
    assert hub.session(session.id) is session
    session.left -= timedelta(seconds=1)
    assert hub.session(session.id) is None
    other = hub.new_session(GUILDS, BASE)
    assert list(hub.sessions) == [other.id]


async def test_a_connection_is_online_once_it_is_identified(town: Town) -> None:
    hub = town.sandbox.gateway
    async with wire(town.sandbox) as client:
        assert (len(hub.connections), hub.online) == (1, False)
        await client.enter()
        assert hub.online
    await town.sandbox.wait_until(lambda: not hub.connections, "it is still there")
    assert not hub.online


async def test_a_bot_is_offline_as_soon_as_it_is_thrown_out(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        await town.sandbox.wait_for_ready()
        # The client has not answered the close yet, so both ends still have the connection.
        dropping = asyncio.create_task(town.sandbox.drop_gateway())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not town.sandbox.gateway.online
        assert await client.closed_with() == 4000
        await dropping


@pytest.mark.parametrize("resumable", [True, False])
async def test_dropping_keeps_the_sessions_that_may_be_resumed(town: Town, resumable: bool) -> None:
    async with wire(town.sandbox) as client:
        await client.enter()
        await town.sandbox.gateway.drop(4000, resumable=resumable)
        assert await client.closed_with() == 4000
    assert bool(town.sandbox.gateway.sessions) is resumable


async def test_a_bot_is_seen_as_it_says_until_it_says_goodbye(town: Town) -> None:
    bot = town.sandbox.bot_user
    assert bot.presence == OFFLINE
    async with wire(town.sandbox) as client:
        ready = await client.enter(presence={"status": "idle"})
        assert bot.presence == Presence("idle")
    # A lost connection ends nothing yet.
    await town.sandbox.wait_until(lambda: not town.sandbox.gateway.connections, "it is still there")
    assert bot.presence == Presence("idle")
    async with wire(town.sandbox) as client:
        await client.resume(ready, 2)
        assert (await client.read())["t"] == "RESUMED"
        await client.socket.close(code=1000)
    await town.sandbox.wait_until(lambda: not town.sandbox.gateway.connections, "it is still there")
    assert bot.presence == OFFLINE


@pytest.fixture
async def counted() -> AsyncIterator[Town]:
    """A world that takes three sessions a day."""
    clock = Clock()
    async with Sandbox(clock=clock, gateway=GatewayRules(starts=StartLimit(total=3))) as sandbox:
        yield build(sandbox, clock)


async def test_sessions_begin_five_seconds_apart(counted: Town) -> None:
    async with wire(counted.sandbox) as first, wire(counted.sandbox) as second:
        await first.enter()
        counted.clock.turn(seconds=4.9)
        await second.identify()
        assert await second.read() == {"op": 9, "d": False, "s": None, "t": None}
        counted.clock.turn(seconds=0.1)
        await second.enter()


async def test_too_many_sessions_cost_the_token(counted: Town, caplog: pytest.LogCaptureFixture) -> None:
    token = counted.sandbox.token
    async with wire(counted.sandbox) as first, wire(counted.sandbox) as last:
        await first.enter()
        for _ in range(2):
            await last.identify()
            assert (await last.read())["op"] == 9
        with caplog.at_level(logging.ERROR):
            await last.identify()
            assert await last.closed_with() == 4004
        assert await first.closed_with() == 4004
    assert "more than 3 sessions within a day" in caplog.text
    assert counted.sandbox.token != token
    assert not counted.sandbox.gateway.sessions


async def test_get_gateway_bot_tells_what_is_left(counted: Town) -> None:
    async with aiohttp.ClientSession() as session, wire(counted.sandbox) as client:
        api = Api(counted.sandbox, session)
        full = {"total": 3, "remaining": 3, "reset_after": 0, "max_concurrency": 1}
        assert (await api.get("/gateway/bot")).body["session_start_limit"] == full
        await client.enter()
        counted.clock.turn(hours=1)
        left = full | {"remaining": 2, "reset_after": 23 * 3600 * 1000}
        assert (await api.get("/gateway/bot")).body["session_start_limit"] == left
        counted.clock.turn(hours=23)
        assert (await api.get("/gateway/bot")).body["session_start_limit"] == full


async def test_shards_are_recommended_by_the_number_of_servers(town: Town, api: Api) -> None:
    assert (await api.get("/gateway/bot")).body["shards"] == 1
    for number in range(1000):
        town.sandbox.add_guild(f"Server {number}")
    assert (await api.get("/gateway/bot")).body["shards"] == 2
