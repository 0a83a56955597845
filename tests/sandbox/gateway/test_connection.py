"""One connection: hello, heartbeats, identify, dispatches, and every code that it can end with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import Sandbox, StartLimit
from bot.sandbox.gateway.rules import GatewayRules
from tests.sandbox.gateway.client import GUILDS, Wire, dialled, wire
from tests.sandbox.town import Clock, Town, build

MEMBERS, PRESENCES, MESSAGES, CONTENT = 1 << 1, 1 << 8, 1 << 9, 1 << 15


async def test_a_client_gets_ready_and_its_servers(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready, guild = await client.read(), await client.read()
    assert (ready["t"], ready["s"], guild["t"], guild["s"]) == ("READY", 1, "GUILD_CREATE", 2)
    assert ready["d"]["user"]["id"] == str(town.sandbox.bot_user.id)
    assert ready["d"]["guilds"] == [{"id": str(town.guild.id), "unavailable": True}]
    assert "shard" not in ready["d"]
    assert [one["name"] for one in guild["d"]["channels"]] == ["general", "news", "papers"]
    assert [one["user"]["id"] for one in guild["d"]["members"]] == [str(town.sandbox.bot_user.id)]


async def test_without_the_intent_of_servers_none_follows(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify(MESSAGES)
        assert (await client.read())["d"]["guilds"] == [{"id": str(town.guild.id), "unavailable": True}]
        town.guild.add_channel("unheard")
        town.ada.say(town.general, "heard")
        assert (await client.read())["t"] == "MESSAGE_CREATE"


async def test_heartbeats_are_acknowledged_before_and_after_identify(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.send(1, None)
        assert await client.read() == {"op": 11, "d": None, "s": None, "t": None}
        await client.enter()
        await client.send(1, 2)
        assert (await client.read())["op"] == 11


async def test_an_acknowledgement_takes_its_time_and_holds_up_nothing() -> None:
    late = GatewayRules(acknowledged_after=timedelta(seconds=0.2))
    async with Sandbox(gateway=late) as sandbox, wire(sandbox) as client:
        town = build(sandbox, Clock())
        await client.send(1, None)
        await client.enter()
        town.guild.add_channel("meanwhile")
        assert [(await client.read())["t"], (await client.read())["op"]] == ["CHANNEL_CREATE", 11]
        # Those who leave are waited for no more.
        await client.send(1, None)


async def test_a_heartbeat_may_be_asked_for(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.enter()
        await town.sandbox.gateway.ask_for_heartbeats()
        assert (await client.read())["op"] == 1


@pytest.mark.parametrize("query", ["compress=zlib-stream", "compress=zstd-stream", ""])
async def test_frames_are_compressed_when_asked_for(town: Town, query: str) -> None:
    async with wire(town.sandbox, f"v=10&encoding=json&{query}") as client:
        await client.enter(compress=True)
        for number in range(3):
            town.guild.add_channel(f"new-{number}")
        assert [(await client.read())["d"]["name"] for _ in range(3)] == ["new-0", "new-1", "new-2"]


async def unbeaten(client: Wire) -> None:
    """Wait without a heartbeat."""


async def a_frame_too_many(client: Wire) -> None:
    for _ in range(121):
        await client.send(1, None)


def sent(op: int, data: object) -> Callable[[Wire], Awaitable[None]]:
    async def act(client: Wire) -> None:
        await client.send(op, data)

    return act


def raw(text: str) -> Callable[[Wire], Awaitable[None]]:
    async def act(client: Wire) -> None:
        await client.socket.send_str(text)

    return act


def identified(**fields: Any) -> Callable[[Wire], Awaitable[None]]:
    async def act(client: Wire) -> None:
        await client.identify(**fields)

    return act


def once_inside(op: int, data: object) -> Callable[[Wire], Awaitable[None]]:
    async def act(client: Wire) -> None:
        await client.identify()
        await client.send(op, data)

    return act


def resumed(seq: object) -> Callable[[Wire], Awaitable[None]]:
    async def act(client: Wire) -> None:
        await client.resume({"session_id": "session-1"}, seq)

    return act


WAYS_OUT: list[tuple[Callable[[Wire], Awaitable[None]], int]] = [
    (sent(99, None), 4001),
    (sent(0, None), 4001),
    (sent(10, None), 4001),
    (raw("{"), 4002),
    (raw("x" * 4097), 4002),
    (sent(2, "token"), 4002),
    (sent(6, "token"), 4002),
    (sent(1, "now"), 4002),
    (once_inside(3, None), 4002),
    (once_inside(8, {}), 4002),
    (once_inside(31, {}), 4002),
    (sent(3, {}), 4003),
    (sent(4, {}), 4003),
    (sent(8, {}), 4003),
    (identified(token="wrong"), 4004),
    (sent(6, {"token": "wrong", "session_id": "session-1", "seq": 1}), 4004),
    (once_inside(2, {"token": "any"}), 4005),
    (once_inside(6, {"token": "any"}), 4005),
    (resumed(99), 4007),
    (resumed(-1), 4007),
    (resumed("1"), 4007),
    (a_frame_too_many, 4008),
    (unbeaten, 4009),
    (identified(shard=[1, 1]), 4010),
    (identified(shard=[0, 2]), 4011),
    (identified(intents=1 << 40), 4013),
    (identified(intents=MEMBERS), 4014),
    (identified(intents=CONTENT), 4014),
]


@pytest.fixture
async def crowded() -> AsyncIterator[Sandbox]:
    """A sandbox of little patience, with three servers where a shard may have two, and a session to resume."""
    rules = GatewayRules(
        heartbeat_interval=timedelta(seconds=0.2),
        heartbeat_grace=timedelta(seconds=0.1),
        starts=StartLimit(every=timedelta(0)),
        servers_per_shard=2,
    )
    async with Sandbox(clock=Clock(), gateway=rules) as sandbox:
        async with wire(sandbox) as client:
            await client.identify()
            assert (await client.read())["d"]["session_id"] == "session-1"
        for number in range(1, 4):
            sandbox.add_guild(f"Server {number}", id=number << 23)
        yield sandbox


@pytest.mark.parametrize(("act", "code"), WAYS_OUT)
async def test_each_fault_has_its_code(crowded: Sandbox, act: Callable[[Wire], Awaitable[None]], code: int) -> None:
    if act.__qualname__.startswith("once_inside"):
        crowded.add_guild("One more", id=1 << 22)
        await _with_room(crowded)
    async with wire(crowded) as client:
        await act(client)
        assert await client.closed_with() == code


async def _with_room(sandbox: Sandbox) -> None:
    """Take the servers away that leave no room on the only shard."""
    for guild in list(sandbox.world.guilds.values())[:2]:
        guild.remove_bot()


@pytest.mark.parametrize(("query", "code"), [("v=9", 4012), ("", 4012), ("v=ten", 4012), ("v=10&encoding=etf", 4002)])
async def test_the_address_names_version_and_encoding(town: Town, query: str, code: int) -> None:
    async with dialled(town.sandbox, query) as client:
        assert await client.closed_with() == code


async def test_who_beats_in_time_stays() -> None:
    rules = GatewayRules(heartbeat_interval=timedelta(seconds=0.1), heartbeat_grace=timedelta(seconds=0.2))
    async with Sandbox(gateway=rules) as sandbox, wire(sandbox) as client:
        await client.identify()
        assert (await client.read())["t"] == "READY"
        loop = asyncio.get_running_loop()
        end = loop.time() + 0.5
        while loop.time() < end:
            await client.send(1, 1)
            assert (await client.read())["op"] == 11
            await asyncio.sleep(0.05)
        assert await client.closed_with() == 4009


async def test_a_privileged_intent_may_be_granted() -> None:
    async with Sandbox(privileged_intents=CONTENT) as sandbox, wire(sandbox) as client:
        await client.identify(CONTENT)
        assert (await client.read())["t"] == "READY"


async def test_changes_are_dispatched(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.enter()
        added = town.guild.add_channel("new")
        assert [(await client.read())["t"]] == ["CHANNEL_CREATE"]
        town.guild.set_bot_permissions(manage_messages=True)
        assert (await client.read())["t"] == "GUILD_ROLE_UPDATE"
        added.set_bot_permissions(send_messages=False)
        changed = await client.read()
        assert (changed["t"], changed["d"]["permission_overwrites"][0]["deny"]) == ("CHANNEL_UPDATE", str(1 << 11))
        added.add_thread("chat")
        assert (await client.read())["t"] == "THREAD_CREATE"
        town.sandbox.remove_channel(added)
        assert [(await client.read())["t"] for _ in range(2)] == ["THREAD_DELETE", "CHANNEL_DELETE"]
        town.guild.remove_bot()
        assert (await client.read())["t"] == "GUILD_DELETE"
        town.guild.add_channel("unheard")
        town.guild.install_bot()
        assert (await client.read())["t"] == "GUILD_CREATE"


async def test_messages_need_their_intent_and_foreign_words_another(town: Town) -> None:
    async with wire(town.sandbox) as quiet, wire(town.sandbox) as curious:
        await quiet.enter(GUILDS)
        await curious.enter(GUILDS | MESSAGES)
        town.ada.say(town.general, "secret")
        town.ada.say(town.general, f"for you {town.sandbox.bot_user.mention}")
        town.guild.add_channel("new")
        heard = [await curious.read() for _ in range(3)]
        assert [(one["t"], one["d"].get("content")) for one in heard[:2]] == [
            ("MESSAGE_CREATE", ""),
            ("MESSAGE_CREATE", f"for you {town.sandbox.bot_user.mention}"),
        ]
        assert (await quiet.read())["t"] == "CHANNEL_CREATE"


async def test_a_shard_hears_of_its_servers_only(town: Town) -> None:
    count = 2
    home = (town.guild.id >> 22) % count
    async with wire(town.sandbox) as near, wire(town.sandbox) as far:
        await near.identify(shard=[home, count])
        await far.identify(shard=[1 - home, count])
        assert (await near.read())["d"]["shard"] == [home, count]
        assert (await far.read())["d"]["guilds"] == []
        assert (await near.read())["t"] == "GUILD_CREATE"


async def test_members_are_asked_for() -> None:
    async with Sandbox(privileged_intents=MEMBERS) as sandbox, wire(sandbox) as client:
        town = build(sandbox, Clock())
        await client.enter(GUILDS | MEMBERS)
        await client.send(8, {"guild_id": str(town.guild.id), "query": "", "limit": 0, "nonce": "all"})
        chunk = (await client.read())["d"]
        assert [one["user"]["username"] for one in chunk["members"]] == ["owner", "paperboy", "ada", "chief"]
        assert chunk["nonce"] == "all"


async def test_a_presence_is_stated_and_kept() -> None:
    async with Sandbox(privileged_intents=PRESENCES) as sandbox, wire(sandbox) as client:
        build(sandbox, Clock())
        await client.enter(
            GUILDS | PRESENCES, presence={"status": "dnd", "activities": [], "since": None, "afk": False}
        )
        assert (await client.read())["d"]["status"] == "dnd"
        await client.send(3, {"status": "idle", "activities": [{"name": "chess", "type": 0}], "since": 5, "afk": True})
        changed = (await client.read())["d"]
        assert (changed["status"], changed["activities"]) == ("idle", [{"name": "chess", "type": 0}])
        assert sandbox.bot_user.presence.status == "idle"
        await client.send(4, {"guild_id": None, "channel_id": None})
        await client.send(1, None)
        assert (await client.read())["op"] == 11


async def test_a_frozen_connection_says_nothing_and_another_does(town: Town) -> None:
    async with wire(town.sandbox) as lost:
        ready = await lost.enter()
        town.sandbox.freeze_gateway()
        await lost.send(1, None)
        town.guild.add_channel("unheard")
        async with wire(town.sandbox) as client:
            await client.resume(ready, 2)
            assert [(await client.read())["t"] for _ in range(2)] == ["CHANNEL_CREATE", "RESUMED"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(lost.socket.receive(), 0.05)
