"""What becomes of a running bot when its gateway fails it, and of one that is made of shards."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import GatewayRules, Sandbox, StartLimit
from tests.sandbox.examples.base import Interaction
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Clock, Town, build

# A heartbeat every twentieth of a second; and shards that need not wait for each other.
QUICK = GatewayRules(
    heartbeat_interval=timedelta(seconds=0.05), starts=StartLimit(max_concurrency=2, every=timedelta(seconds=0))
)


@app_commands.command()
async def ping(interaction: Interaction) -> None:
    """Answer."""
    shard = interaction.guild.shard_id if interaction.guild else 0
    await interaction.response.send_message(f"pong from shard {shard}")


class Watched:
    """What both kinds of client have here: one command, no waiting before IDENTIFY, and a count of what they heard."""

    heard: Counter[str]
    said: asyncio.Queue[str]

    def begin(self: Any) -> None:
        self.heard, self.said = Counter(), asyncio.Queue()
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ping)

    async def setup_hook(self: Any) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once, where the library waits five seconds."""

    async def on_socket_event_type(self, event_type: str) -> None:
        self.heard[event_type] += 1

    async def on_message(self, message: discord.Message) -> None:
        self.said.put_nowait(message.content)


_OPTIONS: dict[str, Any] = {"guild_ready_timeout": 0.05, "heartbeat_timeout": 0.3}


class OneShard(Watched, discord.Client):
    """An ordinary client that notices soon when nothing comes any more."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), **_OPTIONS)
        self.begin()


class TwoShards(Watched, discord.AutoShardedClient):
    """A client of two connections."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), shard_count=2, **_OPTIONS)
        self.begin()


@pytest.fixture
async def quick() -> AsyncIterator[Town]:
    """A world with a hurried gateway."""
    async with Sandbox(gateway=QUICK) as sandbox:
        yield build(sandbox, Clock())


def speak(town: Town, *words: str) -> None:
    """Say something to the bot, which it reads without an intent for words."""
    for word in words:
        town.ada.say(town.general, f"{town.sandbox.bot_user.mention} {word}")


async def read(bot: Watched, count: int) -> list[str]:
    """Return the last words of so many messages that the bot heard."""
    return [(await asyncio.wait_for(bot.said.get(), 5)).rpartition(" ")[2] for _ in range(count)]


async def resumed(town: Town, times: int = 1) -> None:
    await town.sandbox.wait_until(lambda: town.sandbox.gateway.resumes >= times, "it did not resume")


async def test_nothing_is_lost_over_dropped_connections(quick: Town) -> None:
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        for number in range(3):
            speak(quick, f"before-{number}")
            await quick.sandbox.drop_gateway()
            speak(quick, f"meanwhile-{number}")
            await resumed(quick, number + 1)
        heard = await read(bot, 6)
        assert heard == [f"{when}-{number}" for number in range(3) for when in ("before", "meanwhile")]
        assert (quick.sandbox.gateway.identifies, bot.heard["READY"]) == (1, 1)


async def test_a_command_that_comes_meanwhile_is_answered_after_the_resume(quick: Town) -> None:
    async with connected(quick.sandbox, OneShard()):
        await quick.sandbox.drop_gateway()
        assert (await quick.ada.slash(quick.general, "ping")).text() == "pong from shard 0"
        assert quick.sandbox.gateway.resumes == 1


async def test_a_bot_that_is_asked_to_reconnect_resumes(quick: Town) -> None:
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        await quick.sandbox.ask_to_reconnect()
        speak(quick, "meanwhile")
        await resumed(quick)
        assert await read(bot, 1) == ["meanwhile"]
        assert bot.heard["READY"] == 1


async def test_a_silent_connection_is_given_up_and_resumed(quick: Town) -> None:
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        quick.sandbox.freeze_gateway()
        speak(quick, "unheard")
        await resumed(quick)
        assert await read(bot, 1) == ["unheard"]
        assert (await quick.ada.slash(quick.general, "ping")).text() == "pong from shard 0"
        assert quick.sandbox.gateway.identifies == 1


@pytest.mark.parametrize(("resumable", "identifies"), [(True, 1), (False, 2)])
async def test_an_invalid_session_is_resumed_or_begun_anew(quick: Town, resumable: bool, identifies: int) -> None:
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        await quick.sandbox.invalidate_sessions(resumable=resumable)
        gateway = quick.sandbox.gateway
        await quick.sandbox.wait_until(lambda: gateway.resumes + gateway.identifies == 2, "it did not come back")
        assert (await quick.ada.slash(quick.general, "ping")).text() == "pong from shard 0"
        assert (gateway.identifies, bot.heard["READY"]) == (identifies, identifies)


@pytest.mark.parametrize(("code", "resumable"), [(4000, False), (4009, True)])
async def test_a_session_that_is_over_is_begun_anew(quick: Town, code: int, resumable: bool) -> None:
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        await quick.sandbox.drop_gateway(code, resumable=resumable)
        await quick.sandbox.wait_until(lambda: quick.sandbox.gateway.identifies == 2, "it did not come back")
        speak(quick, "again")
        assert await read(bot, 1) == ["again"]


async def test_a_bot_beats_when_it_is_asked_to(quick: Town) -> None:
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        await quick.sandbox.gateway.ask_for_heartbeats()
        speak(quick, "still here")
        assert await read(bot, 1) == ["here"]
        assert bot.latency < 5


async def test_the_library_sees_how_soon_its_heartbeats_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds: asyncio.Queue[float] = asyncio.Queue()
    noted, begun = discord.gateway.KeepAliveHandler.ack, asyncio.run_coroutine_threadsafe

    def ack(self: discord.gateway.KeepAliveHandler) -> None:
        noted(self)
        seconds.put_nowait(self.latency)

    def begin(coroutine: Any, loop: asyncio.AbstractEventLoop) -> Any:
        """Let the library's thread come to its turn a little late, as on any busy machine."""
        sending = begun(coroutine, loop)
        result = sending.result

        def late(timeout: float) -> None:
            result(timeout)
            time.sleep(0.005)

        monkeypatch.setattr(sending, "result", late)
        return sending

    monkeypatch.setattr(asyncio, "run_coroutine_threadsafe", begin)
    monkeypatch.setattr(discord.gateway.KeepAliveHandler, "ack", ack)
    async with Sandbox(gateway=GatewayRules(heartbeat_interval=timedelta(seconds=0.5))) as sandbox, connected(sandbox):
        late = sorted([await asyncio.wait_for(seconds.get(), 5) for _ in range(4)])
    # An answer that comes before the library noted when it beat counts from the beat before.
    assert late[2] < 0.4


async def test_two_shards_share_the_servers(quick: Town) -> None:
    # Their ids decide: 22 bits up, an even and an odd one.
    servers = [quick.sandbox.add_guild(f"Server {number}", id=number << 22) for number in (10, 11)]
    places = [(server.add_channel("general"), server.add_member("Ben")) for server in servers]
    bot = TwoShards()
    async with connected(quick.sandbox, bot):
        assert sorted(bot.shards) == [0, 1]
        assert {session.identity.shard for session in quick.sandbox.gateway.sessions.values()} == {(0, 2), (1, 2)}
        for number, (channel, ben) in enumerate(places):
            assert (await ben.slash(channel, "ping")).text() == f"pong from shard {number}"
        direct = await quick.ada.slash(quick.sandbox.dm(quick.ada), "ping")
        assert direct.text() == "pong from shard 0"
        assert (bot.heard["READY"], len(bot.guilds)) == (2, 3)


async def test_shards_resume_each_by_itself(quick: Town) -> None:
    bot = TwoShards()
    async with connected(quick.sandbox, bot):
        await quick.sandbox.drop_gateway()
        speak(quick, "meanwhile")
        await resumed(quick, 2)
        assert await read(bot, 1) == ["meanwhile"]
        assert quick.sandbox.gateway.identifies == 2


async def test_more_shards_at_once_than_may_begin_wait() -> None:
    rules = GatewayRules(starts=StartLimit(max_concurrency=1, every=timedelta(seconds=0.2)))
    async with Sandbox(gateway=rules) as sandbox:
        build(sandbox, Clock())
        bot = TwoShards()
        async with connected(sandbox, bot):
            # The second was told that its session is invalid, and tried again.
            assert bot.heard["READY"] == 2
            assert sandbox.world.starts.payload()["remaining"] < 998


async def test_a_killed_bot_begins_anew_and_hears_what_comes(quick: Town) -> None:
    async with connected(quick.sandbox, OneShard()):
        speak(quick, "first")
    bot = OneShard()
    async with connected(quick.sandbox, bot):
        speak(quick, "second")
        assert await read(bot, 1) == ["second"]
    assert quick.sandbox.gateway.identifies == 2
