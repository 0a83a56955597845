"""The real bot on the leash: it works as ever, and nothing of it stays when whoever started it is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground.child import bot_program
from bot.playground.environment import bot_environment
from bot.sandbox import Sandbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process there ends in order by a signal")


@asynccontextmanager
async def leashed(discord_: Sandbox, tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot with a folder that it may remove, ``fresh``, and settings outside of it."""
    config, fresh = tmp_path / "paperboy.yaml", tmp_path / "fresh"
    config.touch()
    fresh.mkdir()
    child = await asyncio.create_subprocess_exec(
        *bot_program(fresh),
        cwd=fresh,
        env=bot_environment(os.environ, discord_, config=config, folder=fresh),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()


def left(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def ended(child: asyncio.subprocess.Process) -> str:
    """Wait for the end within the five seconds that are promised, and return the log."""
    async with asyncio.timeout(5):
        log, _ = await child.communicate()
    return log.decode()


async def test_it_ends_in_order_when_it_is_let_go_and_clears_up(tmp_path: Path) -> None:
    async with Sandbox() as discord_, leashed(discord_, tmp_path) as child:
        discord_.add_guild("Reading group")
        await discord_.wait_for_ready(within=30)
        assert left(tmp_path / "fresh")
        assert child.stdin is not None
        child.stdin.close()
        log = await ended(child)
        assert child.returncode == 0, log
        assert "stopping" in log
        assert "Traceback" not in log
        assert left(tmp_path) == ["paperboy.yaml"]


async def test_let_go_before_the_bot_listens_it_clears_up_too(tmp_path: Path) -> None:
    async with Sandbox() as discord_, leashed(discord_, tmp_path) as child:
        assert child.stdin is not None
        child.stdin.close()
        await ended(child)
        assert child.returncode == -signal.SIGTERM
        assert left(tmp_path) == ["paperboy.yaml"]


async def test_told_to_stop_by_its_starter_it_leaves_the_folder_to_it(tmp_path: Path) -> None:
    async with Sandbox() as discord_, leashed(discord_, tmp_path) as child:
        discord_.add_guild("Reading group")
        await discord_.wait_for_ready(within=30)
        child.terminate()
        async with asyncio.timeout(5):
            assert await child.wait() == 0
        assert (tmp_path / "fresh" / "paperboy.db").exists()
