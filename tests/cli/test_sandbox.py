"""``sandbox`` as it is typed: a process of its own, which leaves nothing behind and looks at nothing that is real."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.command_line import VARIABLES, CommandLine
from tests.playground.page_client import PageClient, open_page

ROOT = Path(__file__).parents[2]
SETTINGS = 'digests:\n  - {name: weekly, channels: ["123456789012345678"]}\n'

PROC = Path("/proc")

SIGNALS = (
    [signal.SIGTERM, *(pytest.param(other, marks=pytest.mark.slow) for other in (signal.SIGINT, signal.SIGHUP))]
    if sys.platform != "win32"
    else []
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are not the same on Windows")


@dataclass
class Machine:
    """A folder to start the command in, a folder for what is temporary, and an environment with nothing of Paperboy's."""

    folder: Path
    temporary: Path
    environ: dict[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def sandbox(self, *words: str) -> AsyncIterator[Running]:
        """Run the command until it has said its last word; it is killed if the block does not end it."""
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "sandbox", "--no-open", *words),
            cwd=self.folder,
            env={**self.environ, "TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        running = Running(child)
        try:
            await running.hear()
            yield running
        finally:
            if child.returncode is None:
                child.kill()
            await child.communicate()

    def processes(self) -> set[int]:
        """Return who runs in a temporary folder of this machine: bots, and what is asked about digests."""
        found = set()
        for one in PROC.iterdir() if PROC.exists() else ():
            try:
                place = (one / "cwd").readlink()
            except OSError:
                continue
            if place.is_relative_to(self.temporary):
                found.add(int(one.name))
        return found

    async def until_nobody_runs(self) -> None:
        async with asyncio.timeout(10):
            while self.processes():  # noqa: ASYNC110 - the end of somebody else's child sets no event
                await asyncio.sleep(0.02)


@dataclass
class Running:
    """The command's process, and what it has said."""

    child: asyncio.subprocess.Process
    out: str = ""
    err: str = ""

    async def hear(self) -> None:
        """Listen until all is said that it says at its start."""
        assert self.child.stdout is not None
        while (line := await self.child.stdout.readline()) and "Ctrl-C" not in self.out:
            self.out += line.decode()
            if "Ctrl-C" in self.out:
                break

    @property
    def address(self) -> str:
        return next(word for word in self.out.split() if word.startswith("http://"))

    async def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal, and expect the end within the five seconds that are promised."""
        self.child.send_signal(number)
        async with asyncio.timeout(5):
            out, err = await self.child.communicate()
        self.out += out.decode()
        self.err += err.decode()


async def online(page: PageClient) -> None:
    await page.until(lambda: page.text("bot") == "Online.")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder, temporary = tmp_path / "folder", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    return Machine(folder, temporary, {name: value for name, value in os.environ.items() if name not in VARIABLES})


@posix
class TestItsEnd:
    @pytest.mark.parametrize("number", SIGNALS)
    async def test_a_signal_ends_everything_in_order(self, machine: Machine, number: signal.Signals) -> None:
        async with machine.sandbox("--port", "0") as running, open_page(running.address) as page:
            await online(page)
            # With the page open, as it is when somebody presses Ctrl-C.
            await running.end(number)
        assert (running.child.returncode, running.err) == (0, "")
        assert "Traceback" not in running.out
        assert list(machine.temporary.iterdir()) == []
        assert machine.processes() == set()

    @pytest.mark.slow
    @pytest.mark.skipif(not PROC.exists(), reason="no way here to see who runs where")
    async def test_even_killed_on_the_spot_it_leaves_no_bot_and_no_file(self, machine: Machine) -> None:
        async with machine.sandbox("--port", "0") as running:
            async with open_page(running.address) as page:
                await online(page)
            assert machine.processes()
            running.child.kill()
            await machine.until_nobody_runs()
        assert list(machine.temporary.iterdir()) == []


class TestNothingRealIsTouched:
    """With everything set that a real installation has, be it in the environment or in the file ``.env``."""

    @pytest.mark.parametrize(
        ("form", "place"),
        [
            ("good", "the environment"),
            *(
                pytest.param(*other, marks=pytest.mark.slow)
                for other in [
                    ("malformed", "the environment"),
                    ("good", "the file .env"),
                    ("malformed", "the file .env"),
                ]
            ),
        ],
    )
    async def test_neither_looked_at_nor_written(self, machine: Machine, place: str, form: str) -> None:
        asked: list[None] = []

        async def refuse(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.append(None)
            writer.close()

        server = await asyncio.start_server(refuse, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            self.set_up(machine, place, self.good(machine, port) if form == "good" else self.malformed())
            before = contents(machine.folder)
            async with machine.sandbox("--port", "0") as running:
                async with open_page(running.address) as page:
                    await online(page)
                    assert [one["name"] for one in page.all("channel:") if one["id"] == "123456789012345678"]
                    done = await page.press("digests", "weekly:123456789012345678", "deliver")
                    assert done["told"].startswith("Posted.")
                    log = "\n".join(page.known["log"]["lines"])
                await running.end(signal.SIGTERM if sys.platform != "win32" else signal.SIGINT)
        assert asked == []
        assert contents(machine.folder) == before
        assert "real" not in running.out + running.err + log

    def good(self, machine: Machine, port: int) -> dict[str, str]:
        return {
            "DISCORD_TOKEN": "the.real-token.of-somebody",
            "DISCORD_API_URL": f"http://127.0.0.1:{port}/api/v10",
            "DATABASE_URL": f"postgres://real:hunter22@127.0.0.1:{port}/real",
            "PAPERBOY_DATA": str(machine.folder / "data"),
            "DYNO": "worker.1",
        }

    def malformed(self) -> dict[str, str]:
        return {
            "DISCORD_TOKEN": "Bot the.real-token",
            "DISCORD_API_URL": "gopher://real",
            "DATABASE_URL": "mysql://real",
            "PAPERBOY_DATA": "/dev/null/real",
            "DYNO": "worker.1",
        }

    def set_up(self, machine: Machine, place: str, variables: dict[str, str]) -> None:
        """Make a real installation: a database with something in it, settings of its own, and these variables."""
        (machine.folder / "data").mkdir()
        (machine.folder / "data" / "paperboy.db").write_bytes(b"what was delivered")
        (machine.folder / "mine.yaml").write_text(SETTINGS, encoding="utf-8")
        variables = {**variables, "PAPERBOY_CONFIG": "mine.yaml"}
        if place == "the environment":
            machine.environ |= variables
        lines = variables.items() if place == "the file .env" else ()
        (machine.folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in lines), encoding="utf-8")

    async def test_a_dotenv_that_cannot_be_read_is_said_and_left_alone(self, machine: Machine) -> None:
        (machine.folder / ".env").write_text("DISCORD_TOKEN the.real-token\n", encoding="utf-8")
        async with machine.sandbox("--port", "0") as running:
            await running.end(signal.SIGTERM if sys.platform != "win32" else signal.SIGINT)
        assert "Nothing is read from .env: line 1 is not of the form NAME=value." in running.out
        assert "real-token" not in running.out + running.err


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file with the time of its last change and its bytes."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}


class TestItsStart:
    async def test_a_taken_port_is_said_and_the_next_free_one_used(self, machine: Machine) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            async with machine.sandbox("--port", str(port)) as running:
                assert f"Port {port} is taken; the page is on the next free one." in running.out
                async with open_page(running.address) as page:
                    assert page.known["me"]["name"] == "Ada"
        assert running.address != f"http://127.0.0.1:{port}/"

    async def test_what_to_do_is_said_in_three_lines_below_the_address(self, machine: Machine) -> None:
        shutil.copytree(ROOT / "config", machine.folder / "config")
        async with machine.sandbox("--port", "0") as running:
            said = running.out.splitlines()
        assert said[0] == "config/paperboy.yaml sets no digest, so a default file is used until it does."
        assert said[1] == (
            "The source living-list is not asked here, so that all starts at once. The option --online asks."
        )
        assert said[2].startswith("Paperboy's sandbox: http://127.0.0.1:")
        assert len([line for line in said if line.startswith("  ")]) == 3
        assert "token and database are not touched" in said[-1]


class TestItsOptions:
    def test_a_channel_cannot_be_of_two_kinds(self, person: CommandLine) -> None:
        said = person.type("sandbox", "--forum", "123456789012345678", "--announcement", "123456789012345678")
        assert (said.code, said.out) == (2, "")
        assert "123456789012345678 cannot be both" in " ".join(said.err.replace("│", "").split())

    @pytest.mark.parametrize("option", ["--forum", "--announcement"])
    @pytest.mark.parametrize("typed", ["abc", "42", "#papers", "1" * 21])
    def test_what_is_no_channel_id_is_told_with_what_one_looks_like(
        self, person: CommandLine, option: str, typed: str
    ) -> None:
        said = person.type("sandbox", option, typed)
        words = " ".join(said.err.replace("│", "").split())
        assert (said.code, said.out) == (2, "")
        assert f"Invalid value for '{option}': '{typed}' is no channel id. One has 15 to 20 digits" in words
        assert "Copy Channel ID" in words

    @pytest.mark.parametrize("words", [["--port", "8421"], ["--port", "8420"], ["--open"], ["--no-open"]])
    def test_the_tour_refuses_what_only_a_page_has(self, person: CommandLine, words: list[str]) -> None:
        said = person.type("sandbox", "--tour", *words)
        assert (said.code, said.out) == (2, "")
        assert words[0] in said.err
        assert "the tour shows no page" in said.err

    @pytest.mark.parametrize("port", ["-1", "65536", "http"])
    def test_a_port_that_is_none(self, person: CommandLine, port: str) -> None:
        said = person.type("sandbox", "--port", port)
        assert said.code == 2
        assert "--port" in said.err

    def test_the_tour_tells_of_settings_that_cannot_be_used(self, person: CommandLine) -> None:
        person.set_up("nonsense: 1\n")
        said = person.type("sandbox", "--tour")
        assert (said.code, said.out) == (1, "")
        assert "paperboy.yaml:1:1" in said.err
