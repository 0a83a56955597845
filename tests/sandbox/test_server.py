"""The sandbox as a whole: where it listens, how it ends, what can be waited for."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.sandbox import DriverError, Sandbox
from tests.sandbox.gateway.client import wire
from tests.sandbox.town import Api, Town


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "::", "example.org"])  # noqa: S104 - refused is what is tested
def test_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(ValueError, match="not a loopback address"):
        Sandbox(host)


async def test_a_taken_port_is_an_error() -> None:
    async with Sandbox() as first:
        second = Sandbox(port=first.port)
        with pytest.raises(OSError, match="address already in use"):
            await second.start()
        await second.close()


async def test_tokens_differ_and_look_like_nothing_of_discords() -> None:
    assert Sandbox().token != Sandbox().token
    assert Sandbox().token.startswith("sandbox.")


async def test_closing_ends_connections_and_lets_go_what_hangs(town: Town, api: Api) -> None:
    fault = town.sandbox.faults.hang("GET", "/users/@me")
    hanging = asyncio.create_task(api.get("/users/@me"))
    await town.sandbox.wait_until(lambda: fault.met, "it never hung")
    async with wire(town.sandbox) as client:
        await town.sandbox.close()
        assert await client.closed_with() == 1001
    await asyncio.wait([hanging])
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.get("/users/@me")
    hanging.exception()


async def test_messages_requests_and_commands_can_be_waited_for(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    waiting = asyncio.gather(
        town.sandbox.wait_for_message(town.general, 2),
        town.sandbox.wait_for_request("POST", "/channels/{channel_id}/messages", 2),
        town.sandbox.wait_for_commands(),
    )
    for number in range(2):
        await api.post(place, {"content": f"{number}"})
    await api.put(f"/applications/{town.sandbox.application_id}/commands", [])
    messages, requests, _ = await waiting
    assert [one.content for one in messages] == ["0", "1"]
    assert [one.json["content"] for one in requests] == ["0", "1"]


async def test_waiting_has_an_end_that_says_for_what(town: Town) -> None:
    with pytest.raises(DriverError, match="No bot came online"):
        await town.sandbox.wait_for_ready(within=0.01)
    with pytest.raises(DriverError, match="There are not 1 messages in #general"):
        await town.sandbox.wait_for_message(town.general, within=0.01)


async def test_ids_may_be_given_but_not_twice(town: Town) -> None:
    assert town.guild.add_channel("fixed", id=123456789012345678).id == 123456789012345678
    with pytest.raises(ValueError, match="already a channel"):
        town.guild.add_channel("again", id=123456789012345678)
    assert town.sandbox.add_guild("Fixed", id=42).id == 42
