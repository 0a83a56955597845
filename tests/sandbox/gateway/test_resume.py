"""Coming back to a session: with nothing lost, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.gateway.rules import GatewayRules
from tests.sandbox.gateway.client import wire
from tests.sandbox.town import Clock, Town, build

INVALID = {"op": 9, "d": False, "s": None, "t": None}


@pytest.fixture
async def forgetful() -> AsyncIterator[Town]:
    """A world whose sessions keep three dispatches, for a minute."""
    clock = Clock()
    rules = GatewayRules(kept_frames=3, resumable_for=timedelta(minutes=1))
    async with Sandbox(clock=clock, gateway=rules, rate_limits=False) as sandbox:
        yield build(sandbox, clock)


async def test_a_lost_connection_is_resumed_with_what_was_missed(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        await town.sandbox.drop_gateway()
        assert await client.closed_with() == 4000
    town.guild.add_channel("missed")
    async with wire(town.sandbox) as client:
        await client.resume(ready, 2)
        frames = [await client.read() for _ in range(2)]
        town.guild.add_channel("next")
        frames.append(await client.read())
    assert [(one["t"], one["s"]) for one in frames] == [("CHANNEL_CREATE", 3), ("RESUMED", 4), ("CHANNEL_CREATE", 5)]
    assert (town.sandbox.gateway.identifies, town.sandbox.gateway.resumes) == (1, 1)


async def test_an_unknown_session_is_invalid(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        await town.sandbox.drop_gateway(resumable=False)
    async with wire(town.sandbox) as client:
        await client.resume(ready, 1)
        assert await client.read() == INVALID
        await client.enter()


@pytest.mark.parametrize("code", [4007, 4009])
async def test_after_some_codes_a_new_session_is_to_begin(town: Town, code: int) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        await town.sandbox.drop_gateway(code)
        assert await client.closed_with() == code
    async with wire(town.sandbox) as client:
        await client.resume(ready, 2)
        assert await client.read() == INVALID


async def test_a_wrong_number_ends_the_session(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
    async with wire(town.sandbox) as client:
        await client.resume(ready, 99)
        assert await client.closed_with() == 4007
    assert not town.sandbox.gateway.sessions


async def test_a_connection_that_lost_its_session_does_not_end_it(town: Town) -> None:
    async with wire(town.sandbox) as old, wire(town.sandbox) as new:
        ready = await old.enter()
        await new.resume(ready, 2)
        assert (await new.read())["t"] == "RESUMED"
        await town.sandbox.gateway.connections[0].close(4009)
        assert await old.closed_with() == 4009
        town.guild.add_channel("next")
        assert (await new.read())["t"] == "CHANNEL_CREATE"
    assert town.sandbox.gateway.sessions


async def test_after_a_goodbye_there_is_nothing_to_resume(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        await client.socket.close(code=1000)
    await town.sandbox.wait_until(lambda: not town.sandbox.gateway.connections, "it is still there")
    async with wire(town.sandbox) as client:
        await client.resume(ready, 1)
        assert await client.read() == INVALID


async def test_a_session_is_kept_for_a_time(forgetful: Town) -> None:
    async with wire(forgetful.sandbox) as client:
        ready = await client.enter()
    await forgetful.sandbox.wait_until(lambda: not forgetful.sandbox.gateway.connections, "it is still there")
    forgetful.clock.turn(seconds=60)
    async with wire(forgetful.sandbox) as client:
        await client.resume(ready, 2)
        assert (await client.read())["t"] == "RESUMED"
    await forgetful.sandbox.wait_until(lambda: not forgetful.sandbox.gateway.connections, "it is still there")
    forgetful.clock.turn(seconds=60.1)
    async with wire(forgetful.sandbox) as client:
        await client.resume(ready, 2)
        assert await client.read() == INVALID


@pytest.mark.parametrize(("missed", "possible"), [(2, True), (3, True), (4, False)])
async def test_only_so_much_can_be_caught_up_with(forgetful: Town, missed: int, possible: bool) -> None:
    async with wire(forgetful.sandbox) as client:
        ready = await client.enter()
    for number in range(missed):
        forgetful.guild.add_channel(f"missed-{number}")
    async with wire(forgetful.sandbox) as client:
        await client.resume(ready, 2)
        first = await client.read()
    assert (first["t"] == "CHANNEL_CREATE") is possible
    assert (first == INVALID) is not possible


async def test_a_client_that_does_not_read_loses_its_connection_and_no_event(forgetful: Town) -> None:
    async with wire(forgetful.sandbox) as client:
        await client.enter()
        # More at once than a session keeps, before the writer had its turn.
        for number in range(5):
            forgetful.guild.add_channel(f"new-{number}")
        assert await client.closed_with() == 4000


async def test_a_session_moves_to_the_connection_that_resumes_it(town: Town) -> None:
    async with wire(town.sandbox) as old, wire(town.sandbox) as new:
        ready = await old.enter()
        await new.resume(ready, 2)
        assert (await new.read())["t"] == "RESUMED"
        for number in range(3):
            town.guild.add_channel(f"new-{number}")
        assert [(await new.read())["d"]["name"] for _ in range(3)] == ["new-0", "new-1", "new-2"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(old.socket.receive(), 0.05)


async def test_a_mute_gateway_says_nothing_and_replays_later(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        town.sandbox.mute_gateway()
        await client.send(1, None)
        town.guild.add_channel("unheard")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.socket.receive(), 0.05)
    town.sandbox.mute_gateway(False)
    async with wire(town.sandbox) as client:
        await client.resume(ready, 2)
        assert [(await client.read())["t"] for _ in range(2)] == ["CHANNEL_CREATE", "RESUMED"]


async def test_a_client_is_asked_to_reconnect(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.enter()
        await town.sandbox.ask_to_reconnect()
        assert await client.read() == {"op": 7, "d": None, "s": None, "t": None}


async def test_a_session_may_be_called_invalid_and_be_resumed_all_the_same(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        await town.sandbox.invalidate_sessions(resumable=True)
        assert await client.read() == INVALID | {"d": True}
    async with wire(town.sandbox) as client:
        await client.resume(ready, 2)
        assert (await client.read())["t"] == "RESUMED"


async def test_an_invalid_session_is_over_and_another_may_begin_at_once(town: Town) -> None:
    async with wire(town.sandbox) as client:
        ready = await client.enter()
        await town.sandbox.invalidate_sessions()
        assert await client.read() == INVALID
        assert not town.sandbox.gateway.online
        await client.resume(ready, 2)
        assert await client.read() == INVALID
        again = await client.enter()
        assert again["session_id"] != ready["session_id"]
        town.guild.add_channel("new")
        assert (await client.read())["t"] == "CHANNEL_CREATE"
