"""The hub: sessions, what they begin with, and who counts as online."""

from __future__ import annotations

import pytest

from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.world.world import World
from tests.sandbox.gateway.client import wire
from tests.sandbox.town import Town

BASE = "ws://127.0.0.1:1"


@pytest.fixture
def hub(world: World) -> GatewayHub:
    return GatewayHub(world)


def test_a_session_begins_with_ready_and_its_servers(hub: GatewayHub, world: World) -> None:
    inside = world.add_guild("Inside")
    world.add_guild("Outside", with_bot=False)
    ready, guild = hub.new_session(1, (0, 1), BASE).pending()
    assert ready["d"]["guilds"] == [{"id": str(inside.id), "unavailable": True}]
    assert ready["d"]["resume_gateway_url"] == f"{BASE}/gateway"
    assert (guild["t"], guild["d"]["name"]) == ("GUILD_CREATE", "Inside")


def test_each_session_has_a_name_of_its_own(hub: GatewayHub) -> None:
    sessions = [hub.new_session(1, (0, 1), BASE) for _ in range(2)]
    assert hub.sessions == {session.id: session for session in sessions}
    assert hub.identifies == 2


def test_every_session_hears_of_the_world(hub: GatewayHub, world: World) -> None:
    guild = world.add_guild("Group")
    sessions = [hub.new_session(1, (0, 1), BASE) for _ in range(2)]
    for session in sessions:
        session.pending()
    guild.add_channel("new")
    assert [[frame["t"] for frame in session.pending()] for session in sessions] == [["CHANNEL_CREATE"]] * 2


async def test_a_connection_is_online_once_it_is_identified(town: Town) -> None:
    hub = town.sandbox.gateway
    async with wire(town.sandbox) as client:
        assert (len(hub.connections), hub.online) == (1, False)
        await client.identify()
        await client.read()
        assert hub.online
    await town.sandbox.wait_until(lambda: not hub.connections, "it is still there")
    assert not hub.online


@pytest.mark.parametrize("resumable", [True, False])
async def test_dropping_keeps_the_sessions_that_may_be_resumed(town: Town, resumable: bool) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        await client.read()
        await town.sandbox.gateway.drop(4000, resumable=resumable)
        assert await client.closed_with() == 4000
    assert bool(town.sandbox.gateway.sessions) is resumable
