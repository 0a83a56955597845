from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest

from bot.discord_app.client import rest_client
from bot.discord_app.connection.endpoint import point_at
from bot.discord_app.connection.login import log_in, stay_connected
from bot.errors import EnvironmentVariableError, StoreError
from bot.sandbox.server import Sandbox

ME = ("GET", "/users/@me")


class Naps:
    """Sleeps no time at all; ``meanwhile`` is what happens in each nap."""

    def __init__(self, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
        self.seconds: list[float] = []
        self._meanwhile = meanwhile

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if self._meanwhile is not None:
            await self._meanwhile()


@pytest.fixture
async def world() -> AsyncIterator[Sandbox]:
    async with Sandbox() as opened, point_at(opened.api_url, opened.token):
        yield opened


async def stay_until_online(world: Sandbox, client: discord.Client, naps: Naps) -> None:
    """Connect, wait until the gateway knows the bot, and close the client again."""
    staying = asyncio.create_task(stay_connected(client, world.token, sleep=naps), name="stay connected")
    online = asyncio.create_task(world.wait_for_ready(), name="online")
    try:
        await asyncio.wait({staying, online}, return_when=asyncio.FIRST_COMPLETED)
        if staying.done():
            online.cancel()
            await staying
        await online
    finally:
        await client.close()
    await staying


async def test_connects_without_a_wait_and_ends_when_the_client_is_closed(world: Sandbox) -> None:
    naps = Naps()
    await stay_until_online(world, rest_client(), naps)
    assert naps.seconds == []


@pytest.mark.parametrize("failures", [1, 9])
async def test_tries_again_until_discord_can_be_reached(
    world: Sandbox, caplog: pytest.LogCaptureFixture, failures: int
) -> None:
    world.faults.answer(*ME, status=503, times=failures)
    naps = Naps()
    await stay_until_online(world, rest_client(), naps)
    assert naps.seconds == [5, 10, 20, 40, 80, 160, 300, 300, 300][:failures]
    warnings = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert len(warnings) == failures
    assert "trying again in 5 s" in warnings[0]
    assert world.token not in caplog.text


@pytest.mark.parametrize("route", ["/users/@me", "/oauth2/applications/@me"])
async def test_a_lost_connection_is_outlived(world: Sandbox, route: str) -> None:
    world.faults.drop("GET", route, times=2)  # aiohttp asks once more by itself
    naps = Naps()
    await stay_until_online(world, rest_client(), naps)
    assert naps.seconds == [5]


async def test_a_page_of_markup_in_place_of_an_answer_is_not_logged_whole(
    world: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.answer(*ME, status=503, message="<html>\n" + "<p>Unavailable</p>\n" * 99)
    await stay_until_online(world, rest_client(), Naps())
    [warning] = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert "503" in warning
    assert len(warning) < 300
    assert "\n" not in warning


async def test_a_long_wait_that_discord_asks_for_is_outlived(world: Sandbox) -> None:
    world.faults.rate_limit(*ME, retry_after=600)
    naps = Naps()
    await stay_until_online(world, rest_client(), naps)
    assert naps.seconds == [5]


async def test_a_wait_for_discord_ends_when_the_bot_is_told_to_stop(world: Sandbox) -> None:
    world.faults.answer(*ME, status=503, times=99)
    client = rest_client()
    staying = asyncio.create_task(stay_connected(client, world.token), name="stay connected")
    await world.wait_for_request("GET", "/users/@me")
    await client.close()
    staying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await staying


async def test_a_closed_client_is_not_connected_again(world: Sandbox) -> None:
    world.faults.answer(*ME, status=503)
    client = rest_client()
    naps = Naps(client.close)
    await stay_connected(client, world.token, sleep=naps)
    assert naps.seconds == [5]
    assert not world.gateway.online


@pytest.mark.parametrize("log_in_with", [log_in, stay_connected])
async def test_a_token_that_discord_does_not_take_is_no_reason_to_wait(
    world: Sandbox, log_in_with: Callable[..., object]
) -> None:
    async with rest_client() as client:
        with pytest.raises(EnvironmentVariableError, match="Reset Token") as refused:
            await log_in_with(client, "not.the.token")  # type: ignore[misc]
    assert refused.value.variable == "DISCORD_TOKEN"
    assert "not.the.token" not in str(refused.value)


async def test_a_token_that_is_reset_while_the_bot_runs_ends_it_with_the_reason(world: Sandbox) -> None:
    client = rest_client()
    staying = asyncio.create_task(stay_connected(client, world.token), name="stay connected")
    await world.wait_for_ready()
    await world.drop_gateway(4004)
    with pytest.raises(EnvironmentVariableError, match="DISCORD_TOKEN"):
        await staying
    await client.close()


async def test_other_ends_of_the_gateway_keep_their_code(world: Sandbox) -> None:
    client = rest_client()
    staying = asyncio.create_task(stay_connected(client, world.token), name="stay connected")
    await world.wait_for_ready()
    await world.drop_gateway(4012)
    with pytest.raises(discord.ConnectionClosed) as ended:
        await staying
    assert ended.value.code == 4012
    await client.close()


async def test_a_fault_of_our_own_is_not_taken_for_discords(world: Sandbox) -> None:
    class Broken(discord.Client):
        async def setup_hook(self) -> None:
            raise StoreError("the database is gone")

    naps = Naps()
    async with Broken(intents=discord.Intents.none()) as client:
        with pytest.raises(StoreError):
            await stay_connected(client, world.token, sleep=naps)
    assert naps.seconds == []
