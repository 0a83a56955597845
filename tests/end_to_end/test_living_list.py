"""A bot that follows a list over HTTP: what members and admins see while the list grows, is corrected, and fails."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests.dataset.arxiv_api.fake_arxiv import FakeArxiv, running
from tests.dataset.loopback import Request, Server, answer, serve
from tests.end_to_end.house import MONDAY, House, open_house

BUTTON = "look-for-papers"
LATER = timedelta(minutes=2)
OFF = "  arxiv: {complete: false}\n"


@dataclass
class List:
    """A page of weekly sections, and the server it is on."""

    server: Server
    sections: list[str] = field(default_factory=list)
    down: bool = False
    hanging: asyncio.Event | None = None

    def add(self, days: str, *titles: str) -> None:
        rows = [
            f"| {place}) **{title}** - We study {title.lower()}. | [Paper](https://arxiv.org/abs/2304.{_number(title)}) |"
            for place, title in enumerate(titles, 1)
        ]
        head = f"## Top AI Papers of the Week ({days})"
        self.sections.insert(0, "\n".join([head, "| **Paper** | **Links** |", "| --- | --- |", *rows, ""]))

    async def answer(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        if self.hanging is not None:
            await self.hanging.wait()
        if self.down or not request.path.endswith("/2023.md"):
            return answer(status="404 Not Found")
        return answer("# AI Papers of the Week — 2023\n\n" + "\n".join(self.sections))


def _number(title: str) -> str:
    return f"{sum(title.encode()):05}"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        opened.offline = False
        yield opened


@pytest.fixture
async def papers() -> AsyncIterator[List]:
    async with serve(lambda _request, _writer: answer()) as server:
        served = List(server)
        server.handler = served.answer
        served.add("Mar 27 - April 2", "Alpha", "Beta")
        yield served


def follow(house: House, papers: List, arxiv: str = OFF) -> None:
    """Let a digest follow the list."""
    house.set_up_digest(nothing_new="skip")
    url = papers.server.url("/{year}.md")
    source = f"    - {{name: living, kind: weekly pages, url: {url!r}, allow_private: true}}\n"
    house.set_up(house.config.read_text(encoding="utf-8") + "dataset:\n  sources:\n" + source + arxiv)


async def until_asked(papers: List) -> None:
    async with asyncio.timeout(20):
        while not papers.server.requests:  # noqa: ASYNC110 - a request changes nothing in the world that could be waited for
            await asyncio.sleep(0.01)


async def look(house: House) -> str:
    """Press the button under the status, and return what it answers."""
    house.now += LATER
    status = await house.admin.slash(house.papers, "digest status")
    return (await house.admin.press(status.message, custom_id=BUTTON)).text()


async def test_a_week_that_came_while_the_bot_was_down_is_in_the_digest_that_is_due(house: House, papers: List) -> None:
    follow(house, papers)
    house.now = MONDAY + timedelta(days=6)
    async with house.bot():
        await look(house)
    papers.add("April 3-9", "Gamma", "Delta")
    house.now = MONDAY + timedelta(weeks=2)
    async with house.bot():
        (message,) = await house.wait_for_posts()
    assert "3–9 April 2023" in message.text()
    assert "Gamma" in message.text()


async def test_an_admin_looks_for_papers_and_members_have_them(house: House, papers: List) -> None:
    follow(house, papers)
    async with house.bot():
        await look(house)
        papers.add("April 3-9", "Gamma", "Delta")
        assert "new week to 9 April 2023, 2 papers" in await look(house)
        assert "Gamma" in (await house.reader.slash(house.papers, "week")).text()
        assert "## Nothing new" in await look(house)


async def test_what_was_posted_is_edited_when_the_list_is_corrected(house: House, papers: List) -> None:
    follow(house, papers)
    house.now = MONDAY + timedelta(days=6)
    async with house.bot():
        await look(house)
        house.now = MONDAY + timedelta(weeks=1)
    async with house.bot():
        await house.wait_for_posts()
        papers.sections[0] = papers.sections[0].replace("**Beta**", "**Beta, corrected**")
        assert "Beta, corrected" in await look(house)
        await house.world.wait_until(lambda: "Beta, corrected" in house.posted()[0].text(), "Nothing was edited")
    assert len(house.posted()) == 1


async def test_commands_answer_while_the_list_does_not(house: House, papers: List) -> None:
    follow(house, papers)
    papers.hanging = asyncio.Event()
    async with house.bot():
        await until_asked(papers)
        async with asyncio.timeout(5):
            assert "20–26 March 2023" in (await house.reader.slash(house.papers, "week")).text()


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be asked to end")
async def test_who_tells_the_bot_to_stop_does_not_wait_for_a_list(house: House, papers: List) -> None:
    follow(house, papers)
    papers.hanging = asyncio.Event()
    async with house.process() as child:
        await house.world.wait_for_ready(within=30)
        await until_asked(papers)
        child.terminate()
        async with asyncio.timeout(5):
            _, log = await child.communicate()
    assert (child.returncode, b"Traceback" in log) == (0, False)
    papers.hanging.set()


async def test_a_list_that_is_down_leaves_its_last_papers_also_over_a_restart(house: House, papers: List) -> None:
    follow(house, papers)
    async with house.bot():
        await look(house)
    papers.down = True
    async with house.bot():
        assert "Alpha" in (await house.reader.slash(house.papers, "week")).text()
        await look(house)
        assert "Alpha" in (await house.reader.slash(house.papers, "week")).text()


async def test_arxiv_tells_what_the_list_leaves_out(
    house: House, papers: List, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dataset.arxiv_api.pace._REST", 0.0)
    async with running(FakeArxiv.having(f"2304.{_number('Alpha')}", f"2304.{_number('Beta')}")) as arxiv:
        follow(house, papers, f"  arxiv: {{url: {arxiv.url!r}, allow_private: true}}\n")
        async with house.bot():
            async with asyncio.timeout(20):
                while "Bubeck" not in (await house.reader.slash(house.papers, "paper", paper="Alpha")).text():  # noqa: ASYNC110 - a catalogue sets no event
                    await asyncio.sleep(0.05)
