"""The running bot: every room opened on one exit stack, joined, and closed in reverse.

Closing goes: no new digest run, the open sends with their ledger writes (within a limit), Discord, the settings' watcher
and the refreshing of papers, the HTTP client, the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.app.freshness import Freshness
from bot.app.rooms import StoredNotes, join_desk, open_database, open_freshness, open_ledger, open_shelf, utc_now
from bot.app.sources import PaperSources
from bot.dataset import FetchPolicy
from bot.digests.model import Publisher
from bot.digests.schedule import DigestScheduler
from bot.discord_app.client import PaperboyClient
from bot.discord_app.connection.endpoint import point_at
from bot.discord_app.connection.login import stay_connected
from bot.discord_app.services import Services
from bot.log import configure_logging
from bot.settings.environment import Environment
from bot.settings.loader import Loaded, load_settings
from bot.settings.models import Settings
from bot.settings.watcher import SettingsWatcher

__all__ = ["JoinedRooms", "join_rooms", "run"]

_SENDING = 2.5
"""Seconds that open sends get when the bot is told to stop: it must be gone within five."""

_THREADS = 32
"""Each of the channels that are served side by side may wait for a database that does not answer, and members' searches need
threads too; Python's own number is four more than the machine has cores. A thread is made when it is first needed."""

_log = logging.getLogger(__name__)


async def run(environment: Environment, stop: asyncio.Event, *, clock: Callable[[], datetime] = utc_now) -> None:
    """Run the bot until ``stop`` is set.

    Raises what a person must mend before it can run at all: SettingsError, EnvironmentVariableError (such as a missing or
    refused token) and StoreError. What goes wrong later is logged, shown in ``/digest status``, and outlived.
    """
    token = environment.require_token()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="paperboy"))
    loaded = await asyncio.to_thread(load_settings, environment.config)
    configure_logging(loaded.settings.logging.level, secrets=environment.secrets())
    async with join_rooms(environment, loaded, clock=clock) as rooms, AsyncExitStack() as stack:
        client, scheduler, watcher = rooms.client, rooms.scheduler, rooms.watcher
        _say_what_is_set(watcher, environment)

        async def follow(old: Settings, new: Settings) -> None:
            configure_logging(new.logging.level, secrets=environment.secrets())
            if new.dataset != old.dataset:
                rooms.freshness.ask_now()
            if new.digests != old.digests:
                scheduler.wake()
                await client.follow_settings()

        for work, name in (
            (rooms.freshness.run(), "refreshing the papers"),
            (watcher.run(follow), "following the settings"),
        ):
            helper = await stack.enter_async_context(_background(work, name))
            helper.add_done_callback(_log_death)
        connection = await stack.enter_async_context(_background(stay_connected(client, token), "staying connected"))
        stack.push_async_callback(client.close)
        stack.push_async_callback(scheduler.stop, _SENDING)
        await _first(connection, client.ready, stop)
        if not stop.is_set():
            scheduler.start()
            await _first(connection, stop)
        _log.info("stopping")


@dataclass(frozen=True, slots=True)
class JoinedRooms:
    """A bot with nothing running in it yet: connected to nothing, asking nobody, waiting for nothing."""

    client: PaperboyClient
    scheduler: DigestScheduler
    freshness: Freshness
    watcher: SettingsWatcher


@asynccontextmanager
async def join_rooms(
    environment: Environment, loaded: Loaded, *, clock: Callable[[], datetime], policy: FetchPolicy | None = None
) -> AsyncIterator[JoinedRooms]:
    """Open the database and the papers, join all rooms, and close them in the end; raises as :func:`run` does.

    ``policy`` is how addresses are asked, by default as politely as can be, by the same clock.
    """
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(open_database(environment))
        shelf = await asyncio.to_thread(
            open_shelf, environment, loaded.settings.dataset, policy or FetchPolicy(clock=clock)
        )
        stack.push_async_callback(shelf.aclose)
        watcher = SettingsWatcher(environment.config, loaded, known_categories=lambda: shelf.catalog.categories)
        if environment.discord_api_url is not None:
            await stack.enter_async_context(point_at(environment.discord_api_url, environment.require_token()))

        def wake() -> None:
            # Nothing is asked, so nobody is woken, before there is a scheduler.
            scheduler.wake()

        freshness = open_freshness(shelf, lambda: watcher.current, wake, clock)

        def assemble(publisher: Publisher) -> Services:
            return Services(
                catalog=lambda: shelf.catalog,
                settings=lambda: watcher.current,
                settings_error=lambda: watcher.problem,
                desk=join_desk(open_ledger(engine), publisher, shelf, lambda: watcher.current, clock, freshness),
                sources=shelf.sources,
                papers=PaperSources(shelf, freshness, clock),
                notes=StoredNotes(engine),
            )

        client = PaperboyClient(assemble)
        scheduler = DigestScheduler(client.services.desk, clock=clock)
        yield JoinedRooms(client, scheduler, freshness, watcher)


def _say_what_is_set(watcher: SettingsWatcher, environment: Environment) -> None:
    for warning in watcher.warnings:
        _log.warning("%s", warning.text(environment.config))
    digests = watcher.current.digests
    if not digests:
        _log.info("no digest is set in %s: answering commands only", environment.config)
    for digest in digests:
        channels = len(digest.channels)
        _log.info("digest %s goes to %d %s", digest.name, channels, "channel" if channels == 1 else "channels")


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[asyncio.Task[None]]:
    """Run ``work`` as a task of that name while the context lasts."""
    task = asyncio.create_task(work, name=name)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})


def _log_death(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("%s ended by a mistake; the rest goes on. Start the bot again.", task.get_name(), exc_info=error)


async def _first(connection: asyncio.Task[None], *events: asyncio.Event) -> None:
    """Wait until one of the events is set; what ended the connection is raised here."""
    waits = {asyncio.ensure_future(event.wait()) for event in events}
    try:
        await asyncio.wait({connection, *waits}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    if connection.done():
        connection.result()
