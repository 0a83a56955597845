"""The sandbox with its page: everything is opened on one stack, joined, and closed in reverse."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot.errors import StatusUnknownError
from bot.playground.child import BotProcess
from bot.playground.digest_board import DigestBoard
from bot.playground.environment import bot_environment, fresh_folder
from bot.playground.follower import Follower
from bot.playground.keeper import Keeper
from bot.playground.ports import open_sandbox
from bot.playground.settings_file import SettingsFile, choose_file, unasked
from bot.playground.statuses import Standing, ask
from bot.playground.town import Kinds, Town
from bot.sandbox import DriverError, Sandbox
from bot.settings.models import Settings

__all__ = ["Wishes", "play"]

_log = logging.getLogger(__name__)

Say = Callable[[str], object]


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line and the environment ask for.

    ``remark`` is what there is to say of the environment; ``port`` is where the page is to be, 0 for anywhere; ``online``
    lets the bot ask the sources of papers.
    """

    own_file: Path
    remark: str = ""
    kinds: Kinds = field(default_factory=Kinds)
    port: int = 0
    online: bool = False


async def play(
    wishes: Wishes,
    stop: asyncio.Event,
    *,
    say: Say,
    open_page: Callable[[str], object] | None = None,
    environ: Mapping[str, str] = os.environ,
    clock: Callable[[], datetime] = _utc_now,
) -> None:
    """Run sandbox, page and bot until ``stop`` is set; then neither the bot nor a file of it is left.

    :param say: prints a line for whoever sits at the terminal
    :param open_page: shows the address in a browser; None leaves that to the person
    :raises NoPortError: where there is no port for the page
    """
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(fresh_folder())
        discord_ = await open_sandbox(wishes.port)
        stack.push_async_callback(discord_.close)
        file = await asyncio.to_thread(choose_file, wishes.own_file, folder, online=wishes.online)
        for line in _greeting(wishes, discord_, file):
            say(line)
        await _begin(stack, wishes, discord_, file, _Outside(folder, environ, say, clock))
        if open_page is not None:
            open_page(discord_.page_url)
        await stop.wait()


@dataclass(frozen=True, slots=True)
class _Outside:
    """What the machine gives: a folder, its environment, a terminal, the time."""

    folder: Path
    environ: Mapping[str, str]
    say: Say
    clock: Callable[[], datetime]


async def _begin(
    stack: AsyncExitStack, wishes: Wishes, discord_: Sandbox, file: SettingsFile, outside: _Outside
) -> None:
    """Build the server, start the bot, and follow both while ``stack`` is open."""
    told = partial(bot_environment, outside.environ, discord_, folder=outside.folder, online=wishes.online)
    environ = told(config=file.path)
    town = Town(discord_, wishes.kinds | file.kinds, file.names)
    bot = BotProcess(environ, outside.folder, discord_.panel.log)
    wanted = asyncio.Event()
    keeper = Keeper(discord_, bot, discord_.panel, say=outside.say, news=wanted.set)

    async def look() -> Sequence[Standing]:
        if follower.broken:
            raise StatusUnknownError("They are read anew as soon as the settings file is mended.")
        return await ask(environ, outside.folder)

    board = DigestBoard(
        town, discord_.panel, ask=look, wanted=wanted, until_online=keeper.until_online, clock=outside.clock
    )

    async def on_file(path: Path) -> None:
        # The very mapping with which the bot, and whoever asks about digests, are started.
        environ.update(told(config=path))
        with suppress(DriverError):
            await keeper.turn()

    async def on_settings(settings: Settings) -> None:
        town.follow(settings)
        if not keeper.begun:
            await keeper.start()
        board.follow(settings)

    follower = Follower(
        file, discord_.panel, clock=outside.clock, say=outside.say, on_file=on_file, on_settings=on_settings
    )
    stack.push_async_callback(keeper.stop)
    town.on_post(wanted.set)
    # The sections of the bar stand in this order: what may be wrong first, then the digests, which may be many.
    await follower.begin()
    if follower.settings is None:
        keeper.wait_for_settings()
        board.wait_for_settings()
    await stack.enter_async_context(_background(follower.run(), "following the settings"))
    await stack.enter_async_context(_background(board.run(), "following the digests"))


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run ``work`` while the context lasts; a mistake in it is logged, and the rest goes on."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_log_death)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


def _log_death(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("%s ended by a mistake; the rest goes on. Start the sandbox again.", task.get_name(), exc_info=error)


def _greeting(wishes: Wishes, discord_: Sandbox, file: SettingsFile) -> list[str]:
    lines = [wishes.remark, file.remark]
    if file.loaded is not None:
        lines.append(unasked(file.loaded.settings, online=wishes.online))
    if wishes.port not in {0, discord_.port}:
        lines.append(f"Port {wishes.port} is taken; the page is on the next free one.")
    strangers = wishes.kinds.strangers(file.loaded.settings) if file.loaded else ()
    lines += [f"No digest posts to channel {channel_id} so far, so it is not on the page." for channel_id in strangers]
    return [
        *filter(None, lines),
        f"Paperboy's sandbox: {discord_.page_url}",
        "",
        "  Type / below #general to see the bot's commands, as a member and as an admin.",
        "  Press “Deliver it now” in the bar at the right (button SANDBOX), and a digest is posted.",
        f"  Edit {file.path}: what you save is in force within two seconds.",
        "",
        "Ctrl-C ends it. Your bot's token and database are not touched.",
    ]
