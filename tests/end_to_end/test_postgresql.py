"""The whole bot on a real PostgreSQL, at the kind of address that hosts give."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta

import pytest

from tests.end_to_end.house import MONDAY, House


@pytest.fixture(autouse=True)
def on_postgresql(house: House, postgresql_url: str) -> None:
    scheme, _, rest = postgresql_url.partition("://")
    assert scheme == "postgresql"
    house.database = f"postgres://{rest}"


async def test_a_digest_falls_due_and_a_restart_does_not_repeat_it(house: House) -> None:
    house.set_up_digest()
    house.now = MONDAY - timedelta(hours=1)
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")
    assert house.posted() == []
    house.now = MONDAY
    async with house.bot():
        (message,) = await house.wait_for_posts()
    async with house.bot():
        status = await house.admin.slash(house.papers, "digest status")
        preview = await house.admin.slash(house.papers, "digest preview")
    assert "20–26 March 2023" in message.text()
    assert "week to 26 March 2023" in status.text()
    assert preview.text()
    assert house.posted() == [message]


async def test_two_copies_at_once_post_once(house: House) -> None:
    house.set_up_digest()
    house.now = MONDAY - timedelta(hours=1)
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")
    house.now = MONDAY
    async with house.bot(), house.bot():
        await house.wait_for_posts()
        await house.admin.slash(house.papers, "digest status")
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")
    assert len(house.posted()) == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are not the same on Windows")
async def test_the_process_runs_on_it_and_stops(house: House) -> None:
    async with house.process() as child:
        await house.world.wait_for_ready(within=30)
        await house.reader.slash(house.papers, "help")
        child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            _, log = await child.communicate()
    assert child.returncode == 0
    assert "Traceback" not in log.decode()
