"""The sandbox as a person at its page has it: the real bot as a child process, and real HTTP, without a browser."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.playground.play import Wishes, play
from bot.playground.town import Kinds
from tests.playground.page_client import PageClient, open_page

TEXT, FORUM = 123456789012345678, 123456789012340042
DIGEST = f'digests:\n  - {{name: weekly, channels: ["{TEXT}"], nothing_new: archive}}\n'
WITH_FORUM = DIGEST.replace(f'"{TEXT}"', f'"{TEXT}", "{FORUM}"')


class Terminal:
    """What was said there, and how the sandbox began."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.bots: list[asyncio.subprocess.Process] = []

    @property
    def address(self) -> str:
        return next((line.split()[-1] for line in self.said if "http://" in line), "")

    @property
    def text(self) -> str:
        return "\n".join(self.said)


Open = Callable[..., AbstractAsyncContextManager[PageClient]]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    start = asyncio.create_subprocess_exec

    async def start_and_remember(*words: Any, **options: Any) -> asyncio.subprocess.Process:
        child = await start(*words, **options)
        if "bot.playground.leash" in words:
            made.bots.append(child)
        return child

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start_and_remember)
    return made


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.yaml"


@pytest.fixture
def visit(terminal: Terminal, own: Path) -> Open:
    @asynccontextmanager
    async def open_it(text: str | None = DIGEST, **wishes: Any) -> AsyncIterator[PageClient]:
        if text is not None:
            save(own, text)
        stop = asyncio.Event()
        begun = asyncio.Event()
        running = asyncio.create_task(
            play(Wishes(own, **wishes), stop, say=terminal.said.append, open_page=lambda _: begun.set())
        )
        beginning = asyncio.create_task(begun.wait())
        await asyncio.wait({running, beginning}, return_when=asyncio.FIRST_COMPLETED)
        beginning.cancel()
        try:
            if not running.done():
                async with open_page(terminal.address) as page:
                    yield page
        finally:
            stop.set()
            await running

    return open_it


def save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


async def online(page: PageClient) -> None:
    await page.until(lambda: page.text("bot") == "Online.")


async def deliver(page: PageClient, entry: str = f"weekly:{TEXT}") -> dict[str, Any]:
    return await page.press("digests", entry, "deliver")


def sections(page: PageClient) -> list[str]:
    """Return the headings of the bar from top to bottom."""
    return [one["title"] for one in sorted(page.all("panel:"), key=lambda one: int(one["order"]))]


def bot_messages(page: PageClient, channel: int) -> list[Any]:
    return [one for one in page.messages(str(channel)) if one["author"].get("bot")]


async def test_without_settings_there_is_a_default_with_something_to_deliver(visit: Open, terminal: Terminal) -> None:
    async with visit(None) as page:
        await online(page)
        # What may be wrong is seen without scrolling past a long list of digests.
        assert sections(page) == ["Settings", "Bot", "Digests"]
        config = Path(page.entry("settings")["title"])
        assert "so a default file is used" in page.text("settings")
        assert "so a default file is used" in terminal.text
        assert str(config) in terminal.text
        await page.until(lambda: page.entry("digests")["due"])
        channels = {one["name"]: one["kind"] for one in page.all("channel:")}
        assert channels == {"general": "text", "papers": "text", "paper-forum": "forum", "Paperboy": "dm"}
        text, forum = page.known["panel:digests"]["entries"]
        done = await deliver(page, text["key"])
        assert done == {
            "ok": True,
            "told": "Posted. The week to 26 March 2023 of weekly is in #papers.",
            "tone": "good",
            "channel": text["channel"],
        }
        assert (await deliver(page, forum["key"]))["ok"]
        await page.until(lambda: bot_messages(page, int(text["channel"])))
        post = await page.until(lambda: next((one for one in page.all("channel:") if one["kind"] == "thread"), None))
        assert post["parent"] == forum["channel"]
        await page.until(lambda: "Last: the week to 26 March 2023, posted" in page.text("digests", text["key"]))
    assert not config.parent.exists()
    assert [bot.returncode for bot in terminal.bots] == [0]


@pytest.mark.slow
async def test_the_admins_own_file_takes_over_from_the_default_with_its_first_digest(
    visit: Open, own: Path, terminal: Terminal
) -> None:
    async with visit("digests: []\n") as page:
        await online(page)
        save(own, DIGEST)
        await page.until(lambda: page.entry("settings")["title"] == str(own))
        assert f"{own} sets a digest now, so it is used from here on." in terminal.text
        await page.until(lambda: [one["key"] for one in page.known["panel:digests"]["entries"]] == [f"weekly:{TEXT}"])
        assert (await deliver(page))["told"].startswith("Posted.")
        await page.until(lambda: page.entry("digests")["due"])
        assert len(terminal.bots) == 2
        assert [one["path"] for one in page.all("request:") if one["outcome"] != "taken"] == []
    assert [bot.returncode for bot in terminal.bots] == [0, 0]


@pytest.mark.slow
async def test_a_bot_that_is_killed_shows_and_comes_back_when_asked(visit: Open, terminal: Terminal) -> None:
    async with visit() as page:
        await online(page)
        terminal.bots[0].kill()
        crash = await page.until(lambda: page.entry("bot") if page.entry("bot")["tone"] == "bad" else None)
        ended = "was ended by the signal SIGKILL" if sys.platform != "win32" else "ended with exit code"
        assert ended in crash["text"]
        assert "The database was upgraded" in crash["code"]
        assert ended in terminal.text
        assert await deliver(page) == {"ok": False, "error": "The bot is not running. Start it, then try again."}
        assert [one["label"] for one in crash["actions"]] == ["Start it again"]
        assert (await page.press("bot", "bot", "restart"))["ok"]
        await online(page)
        assert (await deliver(page))["ok"]
    assert len(terminal.bots) == 2


async def test_buttons_outlive_a_restart(visit: Open, terminal: Terminal) -> None:
    async with visit() as page:
        await online(page)
        await deliver(page)
        (message,) = await page.until(lambda: bot_messages(page, TEXT))
        first = page.entry("bot")
        assert [one["label"] for one in first["actions"]] == ["Restart the bot"]
        told = await page.press("bot", "bot", "restart")
        assert "online again" in told["told"]
        abstract = next(one for one in buttons_of(message) if one["label"] == "Abstract")
        done = await page.act(do="press", message=message["id"], custom_id=abstract["custom_id"])
        assert done["ok"]
        answer = await page.until(lambda: next((one for one in bot_messages(page, TEXT) if one["ephemeral"]), None))
        assert answer["id"] != message["id"]
    assert [bot.returncode for bot in terminal.bots] == [0, 0]
    # Nothing that was asked for is told as a crash.
    assert "The bot" not in terminal.text.split("Ctrl-C")[1]


def buttons_of(component: Any) -> list[Any]:
    inner = [*component.get("components", ()), *filter(None, [component.get("accessory")])]
    return [*([component] if component.get("custom_id") else []), *(one for part in inner for one in buttons_of(part))]


async def test_a_new_channel_appears_and_a_mistake_changes_nothing(visit: Open, own: Path, terminal: Terminal) -> None:
    async with visit(kinds=Kinds(forums=frozenset({FORUM}))) as page:
        await online(page)
        assert f"No digest posts to channel {FORUM} so far" in terminal.text
        assert page.channel("papers-0042") is None
        save(own, WITH_FORUM)
        forum = await page.until(lambda: page.channel("papers-0042"))
        assert forum["kind"] == "forum"
        assert f"+{FORUM}" in page.entry("settings", "changes")["code"]
        await page.until(lambda: (page.entry("digests", f"weekly:{FORUM}") or {}).get("due"))
        save(own, WITH_FORUM.replace("nothing_new", "nothing_mew"))
        bad = await page.until(lambda: page.entry("settings") if page.entry("settings")["tone"] == "bad" else None)
        assert bad["code"].startswith(f"{own}:2:")
        assert bad["code"] in terminal.text
        # The very words of the bot's own log.
        await page.until(lambda: any(bad["code"] in line for line in page.known["log"]["lines"]))
        assert (await deliver(page))["ok"]
        save(own, WITH_FORUM)
        await page.until(lambda: page.entry("settings")["tone"] == "good")
        assert (await deliver(page, f"weekly:{FORUM}"))["ok"]
        # Not even the bot's first look at the new channel, whoever read the file first.
        assert [one["path"] for one in page.all("request:") if one["outcome"] != "taken"] == []


@pytest.mark.slow
async def test_settings_that_are_broken_from_the_start_are_waited_for(
    visit: Open, own: Path, terminal: Terminal
) -> None:
    async with visit(DIGEST.replace("channels", "chanels")) as page:
        entry = page.entry("settings")
        assert entry["tone"] == "bad"
        assert "Did you mean `channels`?" in entry["code"]
        assert entry["code"] in terminal.text
        assert terminal.bots == []
        assert page.text("bot").startswith("Not started")
        assert page.entry("digests")["title"] == "Not known yet"
        assert sections(page) == ["Settings", "Bot", "Digests"]
        save(own, DIGEST)
        await online(page)
        assert page.entry("settings")["tone"] == "good"
        assert (await deliver(page))["ok"]


@pytest.mark.slow
async def test_a_digest_that_is_there_already_can_be_posted_again(visit: Open) -> None:
    async with visit(DIGEST.replace("archive", "skip")) as page:
        await online(page)
        entry = f"weekly:{TEXT}"
        await page.until(lambda: page.entry("digests")["due"])
        assert actions_of(page.entry("digests")) == ["Deliver it now"]
        assert (await deliver(page))["tone"] == "good"
        await page.until(lambda: actions_of(page.entry("digests")) == ["Deliver it now", "Post it again"])
        already = await deliver(page)
        assert already["told"].startswith(
            "Already posted. The week to 26 March 2023 of weekly has been in #papers-5678"
        )
        assert already["told"].endswith("In this bar, that is “Post it again”.")
        assert (already["tone"], already["channel"]) == ("odd", str(TEXT))
        assert len(bot_messages(page, TEXT)) == 1
        again = await page.press("digests", entry, "again")
        assert (again["told"], again["tone"]) == (
            "Posted. The week to 26 March 2023 of weekly is in #papers-5678.",
            "good",
        )
        await page.until(lambda: len(bot_messages(page, TEXT)) == 2)


def actions_of(entry: Any) -> list[str]:
    return [one["label"] for one in entry["actions"]]


@pytest.mark.slow
async def test_who_presses_while_the_bot_starts_gets_the_digest_when_it_is_there(visit: Open) -> None:
    async with visit() as page:
        assert page.text("bot") == "Starting …"
        assert (await deliver(page))["told"].startswith("Posted.")
        restarting = asyncio.create_task(page.press("bot", "bot", "restart"))
        await page.until(lambda: page.text("bot") == "Stopping …")
        assert (await deliver(page))["ok"]
        assert (await restarting)["ok"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes there are not told to end")
async def test_it_is_gone_within_five_seconds_even_while_the_bot_starts(visit: Open, terminal: Terminal) -> None:
    async with visit() as page:
        await page.until(lambda: page.text("bot") == "Starting …")
        begun = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - begun < 5
    (bot,) = terminal.bots
    assert bot.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(bot.pid, signal.SIGTERM)
