"""Requests beyond the limits are answered 429, and every answer says how many are left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.errors import RateLimitError
from bot.sandbox.rest.ratelimits import RateLimits
from bot.sandbox.rest.ratetable import Limit, RateTable
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Api, Clock, Got, Town, build

MESSAGES = "/channels/{channel_id}/messages"
PREFIX = "X-RateLimit-"


@pytest.fixture
async def counted() -> AsyncIterator[Town]:
    """A world at a standing clock that counts requests."""
    clock = Clock()
    async with Sandbox(clock=clock) as sandbox:
        yield build(sandbox, clock)


@pytest.fixture
async def api(counted: Town) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(counted.sandbox, session)


def limits(got: Got) -> dict[str, str]:
    return {name.removeprefix(PREFIX): value for name, value in got.headers.items() if name.startswith(PREFIX)}


async def say(api: Api, town: Town, times: int = 1) -> list[Got]:
    return [await api.post(f"/channels/{town.general.id}/messages", {"content": "x"}) for _ in range(times)]


async def test_answers_tell_how_many_are_left_and_until_when(counted: Town, api: Api) -> None:
    (first,) = await say(api, counted)
    counted.clock.turn(seconds=1.25)
    (second,) = await say(api, counted)
    bucket = limits(first)["Bucket"]
    reset = f"{counted.clock.now.timestamp() + 3.75:.3f}"
    assert limits(first) == {"Limit": "5", "Remaining": "4", "Reset": reset, "Reset-After": "5.000", "Bucket": bucket}
    assert limits(second) == {"Limit": "5", "Remaining": "3", "Reset": reset, "Reset-After": "3.750", "Bucket": bucket}


async def test_one_too_many_is_answered_429_and_takes_no_effect(counted: Town, api: Api) -> None:
    assert [one.status for one in await say(api, counted, 5)] == [200] * 5
    counted.clock.turn(seconds=0.8)
    (got,) = await say(api, counted)
    assert (got.status, got.body["message"]) == (429, "You are being rate limited.")
    assert (got.body["retry_after"], got.body["global"]) == (4.2, False)
    assert (got.headers["Retry-After"], got.headers["Via"]) == ("5", "1.1 sandbox")
    assert (limits(got)["Scope"], limits(got)["Remaining"]) == ("user", "0")
    assert len(counted.sandbox.messages(counted.general)) == 5


async def test_after_the_time_told_the_next_is_taken(counted: Town, api: Api) -> None:
    got = (await say(api, counted, 6))[-1]
    counted.clock.turn(seconds=got.body["retry_after"])
    (again,) = await say(api, counted)
    assert (again.status, limits(again)["Remaining"]) == (200, "4")


async def test_channels_are_counted_apart_and_methods_too(counted: Town, api: Api) -> None:
    await say(api, counted, 5)
    other = await api.post(f"/channels/{counted.news.id}/messages", {"content": "x"})
    assert (other.status, limits(other)["Remaining"]) == (200, "4")
    read = await api.get(f"/channels/{counted.general.id}/messages")
    assert (read.status, limits(read)["Bucket"] == limits(other)["Bucket"]) == (200, False)


async def test_refused_requests_are_counted_and_say_so(counted: Town, api: Api) -> None:
    got = await api.post(f"/channels/{counted.general.id}/messages", {"content": ""})
    assert (got.code, limits(got)["Remaining"]) == ((400, 50006), "4")


async def test_without_a_token_nothing_is_counted(counted: Town, api: Api) -> None:
    path = f"/channels/{counted.general.id}/messages"
    got = [await api.ask("POST", path, {"content": "x"}, token="none") for _ in range(6)]
    assert ({one.status for one in got}, limits(got[0])) == ({401}, {})


async def test_fifty_requests_a_second_over_all_routes(counted: Town, api: Api) -> None:
    for _ in range(30):
        assert (await api.get("/users/@me")).status == 200
    counted.clock.turn(seconds=0.5)
    for _ in range(20):
        assert (await api.get(f"/guilds/{counted.guild.id}")).status == 200
    got = await api.get("/gateway/bot")
    assert (got.status, got.body["global"], got.body["retry_after"]) == (429, True, 0.5)
    assert limits(got) == {"Scope": "global", "Global": "true"}
    counted.clock.turn(seconds=0.5)
    assert (await api.get("/gateway/bot")).status == 200


@pytest.mark.parametrize("field", ["name", "topic"])
async def test_names_and_topics_have_a_limit_that_no_header_tells(counted: Town, api: Api, field: str) -> None:
    counted.guild.set_bot_permissions(manage_channels=True)
    path = f"/channels/{counted.general.id}"
    for text in ("one", "two"):
        assert (await api.patch(path, {field: text})).status == 200
    counted.clock.turn(minutes=1)
    got = await api.patch(path, {field: "three"})
    assert (got.status, got.body["retry_after"], limits(got)["Scope"]) == (429, 540.0, "shared")
    assert int(limits(got)["Remaining"]) > 0
    assert (await api.patch(f"/channels/{counted.news.id}", {field: "x"})).status == 200
    counted.clock.turn(minutes=9)
    assert (await api.patch(path, {field: "three"})).status == 200


async def test_limits_can_be_switched_off() -> None:
    clock = Clock()
    async with Sandbox(clock=clock, rate_limits=False) as sandbox, aiohttp.ClientSession() as session:
        got = await say(Api(sandbox, session), build(sandbox, clock), 60)
        assert ({one.status for one in got}, limits(got[0])) == ({200}, {})


async def test_discord_py_waits_by_the_headers_and_meets_no_429(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    async with Sandbox(rate_limits=RateTable().stretched(0.01)) as sandbox:
        town = build(sandbox, clock)
        with caplog.at_level(logging.WARNING, "discord.http"):
            async with connected(sandbox) as bot:
                channel = bot.text_channel(town.general.id)
                for number in range(12):
                    await channel.send(str(number))
        sent = sandbox.sent("POST", MESSAGES)
    assert [record.status for record in sent] == [200] * 12
    # Five at once, then a wait, and so twice.
    assert sent[5].at - sent[0].at >= timedelta(milliseconds=50)
    assert sent[10].at - sent[5].at >= timedelta(milliseconds=50)
    assert "rate limited" not in caplog.text


async def test_discord_py_waits_between_followups_too() -> None:
    async with Sandbox(rate_limits=RateTable().stretched(0.01)) as sandbox:
        town = build(sandbox, Clock())
        async with connected(sandbox) as bot:
            await town.ada.slash(town.general, "echo", text="hello")
            (token,) = sandbox.world.interactions
            webhook = discord.Webhook.partial(sandbox.application_id, token, client=bot)
            for number in range(11):
                await webhook.send(str(number))
        sent = sandbox.sent("POST", "/webhooks/{webhook_id}/{token}")
    assert [record.status for record in sent] == [200] * 11
    assert sent[10].at - sent[0].at >= timedelta(milliseconds=40)


async def test_discord_py_comes_again_after_a_limit_that_no_header_tells() -> None:
    clock = Clock()
    async with Sandbox(rate_limits=RateTable().stretched(0.0001)) as sandbox:
        town = build(sandbox, clock)
        town.guild.set_bot_permissions(manage_channels=True)
        async with connected(sandbox) as bot:
            channel = bot.text_channel(town.general.id)
            for number in range(3):
                await channel.edit(topic=str(number))
        statuses = [record.status for record in sandbox.sent("PATCH", "/channels/{channel_id}")]
    assert statuses.count(200) == 3
    assert town.general.topic == "2"


async def test_discord_py_waits_for_the_limit_over_all_routes_too() -> None:
    table = replace(RateTable(), everywhere=Limit(8, timedelta(seconds=0.2)))
    async with Sandbox(rate_limits=table) as sandbox:
        town = build(sandbox, Clock())
        async with connected(sandbox) as bot:
            guild = bot.get_guild(town.guild.id)
            assert guild is not None
            await asyncio.gather(*(guild.fetch_member(one.id) for one in (town.ada, town.chief) for _ in range(6)))
        got = sandbox.sent("GET", "/guilds/{guild_id}/members/{user_id}")
    assert [record.status for record in got].count(200) == 12
    over = [record.answer for record in got if record.status == 429]
    assert over
    assert all(answer["global"] for answer in over)


def test_windows_that_are_over_are_forgotten() -> None:
    clock = Clock()
    counting = RateLimits(RateTable(everywhere=Limit(10**6, timedelta(seconds=1))), clock)
    for number in range(3000):
        counting.take("POST", "/webhooks/{webhook_id}/{token}", {"webhook_id": "1", "token": str(number)}, {})
        clock.turn(milliseconds=10)
    assert len(counting._windows) <= 1201


def test_a_clock_that_is_set_back_blocks_nobody() -> None:
    clock = Clock()
    counting = RateLimits(RateTable(), clock)
    for _ in range(5):
        counting.take("POST", MESSAGES, {"channel_id": "1"}, {})
    with pytest.raises(RateLimitError):
        counting.take("POST", MESSAGES, {"channel_id": "1"}, {})
    clock.turn(days=-1)
    assert counting.take("POST", MESSAGES, {"channel_id": "1"}, {})["X-RateLimit-Remaining"] == "4"
