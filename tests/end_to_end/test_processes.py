"""The real process: told to stop, killed, started by a Procfile, started wrongly."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys

import pytest

from tests.end_to_end.house import ROOT, House

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are not the same on Windows")

STOPPING = 5.0
"""Seconds within which SIGTERM has to be obeyed."""


async def ended(child: asyncio.subprocess.Process) -> str:
    """Wait until a process has ended by itself, and return what it logged."""
    async with asyncio.timeout(STOPPING):
        _, log = await child.communicate()
    return log.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
async def test_a_signal_stops_it_within_five_seconds(house: House, number: signal.Signals) -> None:
    async with house.process() as child:
        await house.world.wait_for_ready(within=30)
        child.send_signal(number)
        log = await ended(child)
    assert child.returncode == 0
    assert "Traceback" not in log
    assert house.world.token not in log


async def test_a_database_that_does_not_answer_cannot_hold_up_a_stop(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        house.database = f"postgres://paper:hunter22@127.0.0.1:{server.getsockname()[1]}/news"
        async with house.process() as child:
            async with asyncio.timeout(30):
                asked, _ = await asyncio.get_running_loop().sock_accept(server)
            with asked:
                child.send_signal(signal.SIGTERM)
                log = await ended(child)
    assert child.returncode == 1
    assert "the next start settles what was open" in log
    assert "hunter22" not in log


async def test_an_end_that_nobody_foresaw_is_in_the_log_with_its_traceback(house: House) -> None:
    async with house.process() as child:
        await house.world.wait_for_ready(within=30)
        await house.world.drop_gateway(4014)
        log = await ended(child)
    assert child.returncode == 1
    assert "CRITICAL bot.log: Ended by an unexpected PrivilegedIntentsRequired: " in log
    assert log.count("Traceback") >= 1
    assert house.world.token not in log


async def test_a_stop_amid_a_send_is_settled_by_the_next_start(house: House) -> None:
    house.set_up_digest()
    async with house.process() as child:
        await house.world.wait_for_ready(within=30)
        held = house.world.faults.hang("POST", f"/channels/{house.papers.id}/messages", after=True)
        asked = asyncio.create_task(house.admin.slash(house.papers, "digest post"))
        await house.wait_for_posts()
        child.send_signal(signal.SIGTERM)
        await ended(child)
        held.release()
        asked.cancel()
    assert child.returncode == 0
    house.expire_leases()
    async with house.process():
        await house.world.wait_for_ready(within=30)
        while "Last posted" not in (await house.admin.slash(house.papers, "digest status")).text():
            pass
    assert len(house.posted()) == 1


async def test_the_procfile_releases_and_works(house: House) -> None:
    honcho = [sys.executable, "-m", "honcho", "-f", str(ROOT / "Procfile"), "start"]
    async with house.process(*honcho, "release") as release:
        async with asyncio.timeout(30):
            await release.communicate()
    assert (house.folder / "paperboy.db").exists()
    async with house.process(*honcho, "worker") as worker:
        await house.world.wait_for_ready(within=30)
        await house.reader.slash(house.papers, "help")
        worker.send_signal(signal.SIGTERM)
        async with asyncio.timeout(2 * STOPPING):
            await worker.communicate()
    assert not house.world.gateway.online


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DISCORD_TOKEN", "", "Reset Token"),
        ("DISCORD_TOKEN", "not.the.token", "is not accepted"),
        pytest.param("DATABASE_URL", "mysql://x", "postgres://", marks=pytest.mark.slow),
        ("DISCORD_API_URL", "http://127.0.0.1:9/api/v10", "cannot be reached"),
        pytest.param("PAPERBOY_CONFIG", "/nowhere/paperboy.yaml", "/nowhere/paperboy.yaml", marks=pytest.mark.slow),
    ],
)
async def test_a_wrong_start_is_one_readable_error(house: House, variable: str, value: str, said: str) -> None:
    house.environ[variable] = value
    async with house.process() as child:
        async with asyncio.timeout(30):
            _, log = await child.communicate()
    assert child.returncode == 1
    assert said in log.decode()
    assert "Traceback" not in log.decode()


async def test_sqlite_on_a_throw_away_disk_is_refused(house: House) -> None:
    house.environ["DYNO"] = "worker.1"
    async with house.process() as child:
        async with asyncio.timeout(30):
            _, log = await child.communicate()
    assert child.returncode == 1
    assert "Postgres" in log.decode()


async def test_wrong_settings_are_refused_with_every_place(house: House) -> None:
    house.set_up("digests:\n  - name: weekly\n    chanels: []\n    timezone: Mars/Olympus\nreplys: {}\n")
    async with house.process() as child:
        async with asyncio.timeout(30):
            _, log = await child.communicate()
    text = log.decode()
    assert child.returncode == 1
    assert all(f"paperboy.yaml:{line}:" in text for line in (3, 4, 5))
    assert "did you mean `channels`" in text.lower()
