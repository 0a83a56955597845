"""The bot's process: started, heard, stopped, and known to have ended."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.playground.lines import LineSplitter
from bot.sandbox import DriverError, Sandbox

__all__ = ["ARRIVING", "BotProcess", "Ending", "arrival", "bot_program"]

ARRIVING = 30.0
"""Seconds that a bot may take to connect, on a slow machine with a cold disk."""
LOG_END = 20
"""Lines of the log that are shown of a bot that failed."""

_STOPPING = 3.0
"""Seconds that a bot gets which was told to stop; it promises less. The command as a whole must be gone within five."""
_LAST_WORDS = 1.0
"""Seconds to wait for the end of the log after the process has ended: something that it started may hold the pipe."""


def bot_program(folder: Path) -> tuple[str, ...]:
    """Return the command that runs the bot, with the interpreter that runs this.

    :param folder: removed after the bot, should this process be gone by then
    """
    return (sys.executable, "-m", "bot.playground.leash", str(folder))


@dataclass(frozen=True, slots=True)
class Ending:
    """How a process ended: its exit code, negative for a signal, and whether it was told to."""

    code: int
    asked: bool

    def __str__(self) -> str:
        """Say it, to go behind "The bot"."""
        if self.code >= 0:
            return f"ended with exit code {self.code}"
        numbers = {one.value: one.name for one in signal.Signals}
        return f"was ended by the signal {numbers.get(-self.code, -self.code)}"


class BotProcess:
    """A bot that can be started again and again, in ``folder`` and with the environment ``environ`` and no other.

    ``hear`` is told each line of its log.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        folder: Path,
        hear: Callable[[str], None],
        program: Callable[[Path], Sequence[str]] = bot_program,
    ) -> None:
        self._environ = environ
        self._folder = folder
        self._hear = hear
        self._program = program
        self._child: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._asked = False
        self._log: deque[str] = deque(maxlen=LOG_END)

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._child is not None and self._child.returncode is None

    @property
    def pid(self) -> int | None:
        """The process's number, of the last one if it has ended."""
        return self._child.pid if self._child is not None else None

    @property
    def log_end(self) -> str:
        """The last lines of the log of this process, or of the last one."""
        return "\n".join(self._log)

    async def start(self) -> None:
        """Start a process where there is none."""
        if self.running:
            return
        self._asked = False
        self._log.clear()
        self._child = await asyncio.create_subprocess_exec(
            *self._program(self._folder),
            cwd=self._folder,
            env=self._environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reading = asyncio.create_task(self._read(self._child), name="reading the bot's log")

    async def ended(self) -> Ending:
        """Wait until the process has ended and its log is read; at once where that is so."""
        if self._child is None or self._reading is None:
            return Ending(0, asked=True)
        code = await self._child.wait()
        await asyncio.wait({self._reading}, timeout=_LAST_WORDS)
        return Ending(code, self._asked)

    async def stop(self) -> None:
        """Tell the process to stop, and wait for it; one that does not is killed."""
        if self._child is not None and self._child.returncode is None:
            self._asked = True
            self._child.terminate()
            try:
                async with asyncio.timeout(_STOPPING):
                    await self._child.wait()
            except TimeoutError:
                self._child.kill()
        await self.ended()
        if self._reading is not None:
            self._reading.cancel()

    async def _read(self, child: asyncio.subprocess.Process) -> None:
        lines = LineSplitter()
        while child.stdout is not None and (data := await child.stdout.read(65_536)):
            self._take(lines.feed(data))
        self._take(lines.close())

    def _take(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._log.append(line)
            self._hear(line)


async def arrival(discord_: Sandbox, bot: BotProcess, *, within: float) -> None:
    """Wait until the bot is online with its commands; DriverError if it ends before that, or takes longer (seconds)."""

    async def there() -> None:
        await discord_.wait_until(lambda: discord_.gateway.online, "The bot is not online", within=within)
        await discord_.wait_until(
            lambda: discord_.world.commands.synced, "The bot has not registered its commands", within=within
        )

    arrived, ended = asyncio.create_task(there()), asyncio.create_task(bot.ended())
    try:
        await asyncio.wait({arrived, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not arrived.done():
            raise DriverError(f"The bot {ended.result()}")
        await arrived
    finally:
        for task in (arrived, ended):
            task.cancel()
