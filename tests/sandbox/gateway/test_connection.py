"""The gateway's protocol: hello, heartbeats, identify, resume, intents, shards, close codes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.gateway.client import GUILDS, wire
from tests.sandbox.town import Town

MESSAGES, CONTENT, MEMBERS = 1 << 9, 1 << 15, 1 << 1


async def test_a_client_gets_ready_and_its_servers(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready, guild = await client.read(), await client.read()
    assert (ready["t"], ready["s"], guild["t"], guild["s"]) == ("READY", 1, "GUILD_CREATE", 2)
    assert ready["d"]["user"]["id"] == str(town.sandbox.bot_user.id)
    assert ready["d"]["guilds"] == [{"id": str(town.guild.id), "unavailable": True}]
    assert [one["name"] for one in guild["d"]["channels"]] == ["general", "news", "papers"]
    assert [one["user"]["id"] for one in guild["d"]["members"]] == [str(town.sandbox.bot_user.id)]


async def test_heartbeats_are_acknowledged_before_and_after_identify(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.send(1, None)
        assert (await client.read())["op"] == 11


async def test_frames_are_compressed_when_asked_for(town: Town) -> None:
    async with wire(town.sandbox, "v=10&encoding=json&compress=zlib-stream") as client:
        await client.identify()
        assert (await client.read())["t"] == "READY"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [1, 1]}, 4010),
        ({"shard": 1}, 4010),
        ({"shard": ["0", "1"]}, 4010),
        ({"intents": "all"}, 4013),
        ({"intents": MEMBERS}, 4014),
        ({"intents": CONTENT}, 4014),
    ],
)
async def test_a_wrong_identify_ends_the_connection(town: Town, fields: dict[str, Any], code: int) -> None:
    async with wire(town.sandbox) as client:
        await client.identify(**fields)
        assert await client.closed_with() == code


async def test_wrong_frames_end_the_connection(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.socket.send_str("{")
        assert await client.closed_with() == 4002
    async with wire(town.sandbox) as client:
        await client.send(99, None)
        assert await client.closed_with() == 4001
    async with wire(town.sandbox) as client:
        await client.send(3, {})
        assert await client.closed_with() == 4003
    async with wire(town.sandbox) as client:
        await client.send(1, "x" * 5000)
        assert await client.closed_with() == 4002
    for op in (2, 6):
        async with wire(town.sandbox) as client:
            await client.send(op, "token")
            assert await client.closed_with() == 4002
    async with wire(town.sandbox) as client:
        await client.identify()
        await client.identify()
        assert await client.closed_with() == 4005


async def test_a_privileged_intent_may_be_granted() -> None:
    async with Sandbox(privileged_intents=CONTENT) as sandbox, wire(sandbox) as client:
        await client.identify(CONTENT)
        assert (await client.read())["t"] == "READY"


async def test_changes_are_dispatched(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        await client.read(), await client.read()
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
        await quiet.identify(GUILDS)
        await curious.identify(GUILDS | MESSAGES)
        for client in (quiet, curious):
            await client.read(), await client.read()
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


async def test_a_lost_connection_is_resumed_with_what_was_missed(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready, guild = await client.read(), await client.read()
        await town.sandbox.drop_gateway()
        assert await client.closed_with() == 4000
    town.guild.add_channel("missed")
    async with wire(town.sandbox) as client:
        resume = {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": guild["s"]}
        await client.send(6, resume)
        frames = [await client.read() for _ in range(2)]
    assert [(one["t"], one["s"]) for one in frames] == [("CHANNEL_CREATE", 3), ("RESUMED", 4)]
    assert (town.sandbox.gateway.identifies, town.sandbox.gateway.resumes) == (1, 1)


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


async def test_an_unknown_session_is_invalid(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready = await client.read()
        await town.sandbox.drop_gateway(resumable=False)
    async with wire(town.sandbox) as client:
        await client.send(6, {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": 1})
        assert await client.read() == {"op": 9, "d": False, "s": None, "t": None}
        await client.identify()
        assert (await client.read())["t"] == "READY"


async def test_after_a_goodbye_there_is_nothing_to_resume(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready = await client.read()
        await client.socket.close(code=1000)
    await town.sandbox.wait_until(lambda: not town.sandbox.gateway.connections, "it is still there")
    async with wire(town.sandbox) as client:
        await client.send(6, {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": 1})
        assert (await client.read())["op"] == 9


async def test_a_session_moves_to_the_connection_that_resumes_it(town: Town) -> None:
    async with wire(town.sandbox) as old, wire(town.sandbox) as new:
        await old.identify()
        ready, guild = await old.read(), await old.read()
        await new.send(6, {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": guild["s"]})
        assert (await new.read())["t"] == "RESUMED"
        for number in range(3):
            town.guild.add_channel(f"new-{number}")
        assert [(await new.read())["d"]["name"] for _ in range(3)] == ["new-0", "new-1", "new-2"]


async def test_a_number_that_was_never_sent_is_refused(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready = await client.read()
    async with wire(town.sandbox) as client:
        await client.send(6, {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": 99})
        assert await client.closed_with() == 4007
    async with wire(town.sandbox) as client:
        await client.send(6, {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": "1"})
        assert await client.closed_with() == 4007


async def test_a_mute_gateway_says_nothing_and_replays_later(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        ready, guild = await client.read(), await client.read()
        town.sandbox.mute_gateway()
        await client.send(1, None)
        town.guild.add_channel("unheard")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.socket.receive(), 0.05)
    town.sandbox.mute_gateway(False)
    async with wire(town.sandbox) as client:
        await client.send(6, {"token": town.sandbox.token, "session_id": ready["d"]["session_id"], "seq": guild["s"]})
        assert [(await client.read())["t"] for _ in range(2)] == ["CHANNEL_CREATE", "RESUMED"]


async def test_a_client_is_asked_to_reconnect(town: Town) -> None:
    async with wire(town.sandbox) as client:
        await client.identify()
        await client.read(), await client.read()
        await town.sandbox.gateway.ask_to_reconnect()
        assert (await client.read())["op"] == 7
