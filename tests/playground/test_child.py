"""Real processes, small ones in place of the bot."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.playground import child
from bot.playground.child import BotProcess, Ending, arrival
from bot.sandbox import DriverError, Sandbox

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are not the same on Windows")

Start = Callable[[str], BotProcess]


class Log:
    """What was heard, and waiting for it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._more = asyncio.Event()

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        self._more.set()

    async def until(self, line: str) -> None:
        async with asyncio.timeout(20):
            while line not in self.lines:
                self._more.clear()
                await self._more.wait()


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
async def bot_that(tmp_path: Path, log: Log) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        def make(source: str) -> BotProcess:
            made = BotProcess(os.environ, tmp_path, log, lambda _folder: (sys.executable, "-c", source))
            stack.push_async_callback(made.stop)
            return made

        yield make


async def test_what_it_writes_is_heard_line_by_line(bot_that: Start, log: Log) -> None:
    bot = bot_that("import sys; print('out', flush=True); print('err', file=sys.stderr)")
    assert not bot.running
    await bot.start()
    assert await bot.ended() == Ending(0, asked=False)
    assert log.lines == ["out", "err"]
    assert bot.log_end == "out\nerr"


async def test_it_runs_in_its_folder_with_its_environment_and_no_other(tmp_path: Path, log: Log) -> None:
    source = "import os; print(os.getcwd()); print(os.environ.get('MINE'), os.environ.get('HOME'))"
    bot = BotProcess({"MINE": "yes"}, tmp_path, log, lambda _folder: (sys.executable, "-c", source))
    await bot.start()
    await bot.ended()
    assert log.lines == [str(tmp_path), "yes None"]


@pytest.mark.parametrize("code", [0, 1, 3])
async def test_an_end_of_its_own_tells_the_exit_code(bot_that: Start, code: int) -> None:
    bot = bot_that(f"raise SystemExit({code})")
    await bot.start()
    ending = await bot.ended()
    assert (ending, str(ending)) == (Ending(code, asked=False), f"ended with exit code {code}")
    assert not bot.running


@posix
async def test_a_kill_from_outside_tells_the_signal(bot_that: Start, log: Log) -> None:
    bot = bot_that("import time; print('up', flush=True); time.sleep(60)")
    await bot.start()
    await log.until("up")
    assert bot.pid is not None
    os.kill(bot.pid, signal.SIGKILL)
    assert str(await bot.ended()) == "was ended by the signal SIGKILL"


def test_a_signal_without_a_name_is_a_number() -> None:
    assert str(Ending(-255, asked=False)) == "was ended by the signal 255"


async def test_only_the_end_of_the_log_is_kept(bot_that: Start, log: Log) -> None:
    bot = bot_that("for number in range(50): print(number)")
    await bot.start()
    await bot.ended()
    assert len(log.lines) == 50
    assert bot.log_end.splitlines() == [str(number) for number in range(30, 50)]


async def test_a_second_start_is_another_process_with_a_log_of_its_own(bot_that: Start, log: Log) -> None:
    bot = bot_that("import os; print(os.getpid())")
    for _ in range(2):
        await bot.start()
        await bot.ended()
    assert len(set(log.lines)) == 2
    assert bot.log_end == log.lines[-1] == str(bot.pid)


async def test_a_start_of_one_that_runs_is_none(bot_that: Start, log: Log) -> None:
    bot = bot_that("import time; print('up', flush=True); time.sleep(60)")
    await bot.start()
    first = bot.pid
    await bot.start()
    assert bot.pid == first
    await log.until("up")
    await bot.stop()
    assert log.lines == ["up"]


@posix
async def test_a_stop_is_asked_for_and_waited_for(bot_that: Start, log: Log) -> None:
    source = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('closing'), sys.exit(0)))\n"
        "print('up', flush=True)\ntime.sleep(60)"
    )
    bot = bot_that(source)
    await bot.start()
    await log.until("up")
    await bot.stop()
    assert await bot.ended() == Ending(0, asked=True)
    assert log.lines == ["up", "closing"]


@posix
async def test_one_that_does_not_stop_is_killed(bot_that: Start, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_STOPPING", 0.1)
    source = (
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"
    )
    bot = bot_that(source)
    await bot.start()
    await log.until("up")
    await bot.stop()
    assert await bot.ended() == Ending(-signal.SIGKILL, asked=True)


async def test_stopping_what_never_ran_or_ended_is_nothing(bot_that: Start) -> None:
    bot = bot_that("raise SystemExit(3)")
    await bot.stop()
    assert await bot.ended() == Ending(0, asked=True)
    await bot.start()
    await bot.ended()
    await bot.stop()
    assert await bot.ended() == Ending(3, asked=False)


class TestArrival:
    async def test_one_that_ends_at_once_has_not_arrived(self, bot_that: Start) -> None:
        bot = bot_that("raise SystemExit(3)")
        async with Sandbox() as discord_:
            await bot.start()
            with pytest.raises(DriverError, match="The bot ended with exit code 3"):
                await arrival(discord_, bot, within=30)

    async def test_one_that_never_connects_has_not_arrived(self, bot_that: Start) -> None:
        bot = bot_that("import time; time.sleep(60)")
        async with Sandbox() as discord_:
            await bot.start()
            with pytest.raises(DriverError, match="The bot is not online"):
                await arrival(discord_, bot, within=0.1)
