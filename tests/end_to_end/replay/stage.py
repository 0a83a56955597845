"""A bot that lives through the story: real rooms, driven by its clock from moment to moment instead of by timers."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.app.paperboy import JoinedRooms, join_rooms
from bot.dataset import FetchPolicy
from bot.digests.reports import RunRecord
from bot.discord_app.connection.login import stay_connected
from bot.sandbox import Channel, Message, Sandbox
from bot.settings.loader import load_settings
from tests.dataset.loopback import Server, serve
from tests.end_to_end.house import House
from tests.end_to_end.replay.curator import ONE_PAGE
from tests.end_to_end.replay.listing import Listing
from tests.end_to_end.replay.story import BEGIN, WEATHER, revisions

__all__ = ["DIGESTS", "Post", "Stage", "open_stage"]

DIGESTS = {"waits": "forum", "skips": "text", "archives": "announcement"}
"""A digest for each way of having nothing new, each with a kind of channel."""

_SETTINGS = """\
digests:
  - {{name: waits, channels: ["{waits}"], nothing_new: wait, wait_until: 60h}}
  - {{name: skips, channels: ["{skips}"], nothing_new: skip, backlog: 3}}
  - {{name: archives, channels: ["{archives}"], nothing_new: archive}}
dataset:
  sources:
    - {{name: living, kind: weekly pages, url: "{url}", allow_private: true}}
  arxiv: {{complete: false}}
"""
_TELLING = (
    ("POST", "/channels/*/messages"),
    ("POST", "/channels/*/threads"),
    ("PATCH", "/channels/*/messages/*"),
    ("PATCH", "/channels/*"),
)
_SPAN = re.compile(r"^\*\*(.+?)\*\* · ", re.MULTILINE)
_PAPER = re.compile(r"^\*\*\d+\\\. \[(.+?)\]\((.+?)\)\*\*$", re.MULTILINE)


@dataclass(frozen=True)
class Post:
    """What a member reads of an edition: the week's days, and titles with their addresses."""

    span: str
    papers: tuple[tuple[str, str], ...]
    archive: bool


@dataclass
class Stage:
    """``now`` is in the house; :meth:`to` goes on, :meth:`restart` makes everything but database and cache anew."""

    house: House
    listing: Listing
    server: Server
    channels: dict[str, Channel]
    posted_at: dict[int, datetime] = field(default_factory=dict)
    _rooms: JoinedRooms | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def rooms(self) -> JoinedRooms:
        assert self._rooms is not None
        return self._rooms

    def follow(self, path: str) -> None:
        """Write the settings, with the list's address; they count from the next restart on."""
        ids = {name: channel.id for name, channel in self.channels.items()}
        self.house.set_up(_SETTINGS.format(url=self.server.url(path), **ids))

    async def restart(self, *, lose_cache: bool = False) -> None:
        """Start another bot in place of this one, which begins with a pass over what is due, as it does."""
        await self.stop()
        if lose_cache:
            shutil.rmtree(self.house.environment.data / "cache", ignore_errors=True)
        environment, house = self.house.environment, self.house
        loaded = load_settings(environment.config)
        threads = ThreadPoolExecutor(thread_name_prefix="a life")
        asyncio.get_running_loop().set_default_executor(threads)
        # What a thread has begun goes on after its task is gone, and a process that is dead does nothing more.
        self._running.callback(threads.shutdown)
        policy = FetchPolicy(clock=lambda: house.now, sleep=_no_time)
        self._rooms = await self._running.enter_async_context(
            join_rooms(environment, loaded, clock=lambda: house.now, policy=policy)
        )
        connection = asyncio.create_task(stay_connected(self.rooms.client, environment.require_token()))
        self._running.push_async_callback(_ended, connection)
        self._running.push_async_callback(self.rooms.client.close)
        await self.rooms.client.ready.wait()
        await self.settle()

    async def stop(self) -> None:
        await self._running.aclose()
        self._rooms = None

    async def to(self, moment: datetime, *, ask: bool = False) -> None:
        """Let it be that moment; with ``ask`` it is one of those at which the sources are asked for no special reason."""
        self.house.now = moment
        for channel in self.channels.values():
            # Discord knows a nonce for minutes, and its clock is another than the story's.
            channel.nonces.clear()
        if ask:
            await self.rooms.freshness.ask()
        await self.settle()

    async def die(self, moment: datetime, *, ask: bool = False, after: bool = False) -> None:
        """Let it be that moment, and kill the bot in the midst of whatever it first tells Discord, or after that was done.

        Another one takes over at once.
        """
        faults = self.house.world.faults
        held = [faults.hang(*call, after=after) for call in _TELLING]
        working = asyncio.create_task(self.to(moment, ask=ask))
        telling = asyncio.create_task(
            self.house.world.wait_until(lambda: any(one.met for one in held), "Nothing was told")
        )
        await asyncio.wait({working, telling}, return_when=asyncio.FIRST_COMPLETED)
        await _ended(telling)
        if working.done():
            faults.clear()
            await working
            return
        await _ended(working)
        await self.stop()
        faults.clear()
        self.house.expire_leases()
        await self.restart()

    async def settle(self) -> None:
        """Have done what the scheduler has done until nothing is due any more."""
        desk = self.rooms.client.services.desk
        for _ in range(10):
            await desk.run_due()
            wake = desk.next_wake()
            if wake is None or wake > self.house.now:
                break
        else:
            raise AssertionError("there is always something due")
        for message in (message for name in self.channels for message in self.messages(name)):
            self.posted_at.setdefault(message.id, self.house.now)

    async def runs(self) -> dict[str, RunRecord | None]:
        """Return what is known of each digest's last due time."""
        statuses = await self.rooms.client.services.desk.status()
        return {status.digest: status.channels[0].last_run for status in statuses}

    def messages(self, digest: str) -> list[Message]:
        """Return what the bot has said in the channel of a digest, as Discord has it; of a forum, in all of its posts."""
        channel = self.channels[digest]
        places = [channel, *channel.threads]
        return sorted((one for place in places for one in self.house.posted(place)), key=lambda message: message.id)

    def posts(self, digest: str) -> list[Post]:
        return [read(message) for message in self.messages(digest)]


def read(message: Message) -> Post:
    """Read an edition as a member does."""
    text = message.text()
    span = _SPAN.search(text)
    assert span is not None, text
    return Post(span[1], tuple(_PAPER.findall(text)), "From the archive" in text)


async def _no_time(seconds: float) -> None:
    """Wait as long as nobody notices."""


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})


@asynccontextmanager
async def open_stage(folder: Path, database: str = "") -> AsyncIterator[Stage]:
    """Open a server of Discord's and one with the list; nothing runs yet."""
    async with Sandbox(rate_limits=False) as world:
        guild = world.add_guild("Reading group")
        channels = {name: guild.add_channel(name, kind) for name, kind in DIGESTS.items()}
        admin, reader = guild.add_member("Ada", permissions=["manage_guild"]), guild.add_member("Ben")
        house = House(world, guild, channels["waits"], admin, reader, folder, BEGIN, database=database, offline=False)
        listing = Listing(revisions(), WEATHER, lambda: house.now)
        async with serve(listing) as server:
            stage = Stage(house, listing, server, channels)
            stage.follow(ONE_PAGE)
            try:
                yield stage
            finally:
                await stage.stop()
