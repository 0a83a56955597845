"""The real bot on the leash: it works as ever, and nothing of it stays when whoever started it is gone."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.playground.child import bot_program
from bot.playground.environment import bot_environment
from bot.sandbox import Sandbox


@pytest.mark.skipif(sys.platform == "win32", reason="no process there ends in order by a signal")
async def test_it_ends_in_order_when_it_is_let_go(tmp_path: Path) -> None:
    config = tmp_path / "paperboy.yaml"
    config.touch()
    async with Sandbox() as discord_:
        discord_.add_guild("Reading group")
        child = await asyncio.create_subprocess_exec(
            *bot_program(),
            cwd=tmp_path,
            env=bot_environment(os.environ, discord_, config=config, folder=tmp_path),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        await discord_.wait_for_ready(within=30)
        assert child.stdin is not None
        child.stdin.close()
        async with asyncio.timeout(5):
            log, _ = await child.communicate()
        assert child.returncode == 0, log.decode()
        assert "stopping" in log.decode()
        assert "Traceback" not in log.decode()
