"""The README's first command as a person has it: the real command, the real bot, a real browser."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser import in_browser, tab_of
from tests.end_to_end.sandbox_command import CHANNEL, DIGEST, Command, running

OTHER = "123456789012349999"
_PATIENCE = 15_000
"""Milliseconds for what a process of its own has to do first, on a machine that is busy."""

pytestmark = [
    in_browser,
    pytest.mark.skipif(sys.platform == "win32", reason="a process there is not told to end"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Command]:
    """The command for those who only ask the bot, and change neither settings nor what was delivered."""
    folder = tmp_path_factory.mktemp("shared")
    async with running(folder, DIGEST.format(name="weekly", channel=CHANNEL)) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def command(tmp_path: Path) -> AsyncIterator[Command]:
    async with running(tmp_path, DIGEST.format(name="weekly", channel=CHANNEL)) as started:
        yield started


@asynccontextmanager
async def visit(browser: Browser, command: Command) -> AsyncIterator[Page]:
    """Open the page, and wait until the bot is online with its commands."""
    async with tab_of(browser) as tab:
        await tab.goto(command.address)
        await expect(bar(tab)).to_contain_text("Paperboy is online", timeout=_PATIENCE)
        await expect(entry(tab, "weekly")).to_contain_text("Next: the week to 26 March 2023", timeout=_PATIENCE)
        yield tab


def bar(tab: Page) -> Locator:
    return tab.get_by_role("complementary", name=re.compile("sandbox", re.IGNORECASE))


def entry(tab: Page, name: str) -> Locator:
    return bar(tab).get_by_role("article", name=name).first


def messages(tab: Page) -> Locator:
    return tab.locator(".message")


async def type_command(tab: Page, *keys: str) -> None:
    """Type into the open channel's input; single words such as Enter are keys."""
    await tab.get_by_role("textbox", name=re.compile("Message #")).focus()
    for key in keys:
        await (tab.keyboard.press(key) if key in ("Enter", "Tab") else tab.keyboard.type(key))


async def test_a_member_asks_for_a_week_and_opens_a_paper(browser: Browser, shared: Command) -> None:
    async with visit(browser, shared) as tab:
        # The command, then its option, as nothing of it is required.
        await type_command(tab, "/week", "Enter", "Tab")
        await expect(tab.get_by_role("option").first).to_contain_text("26 March 2023")
        await tab.keyboard.press("Enter")
        await tab.keyboard.press("Enter")
        answer = messages(tab).last
        await expect(answer).to_contain_text("Sparks of Artificial General Intelligence", timeout=_PATIENCE)
        await expect(answer).to_contain_text("Ada used /week")
        await answer.get_by_role("button", name="Abstract").first.click()
        card = messages(tab).last
        await expect(card).to_contain_text("Only you can see this")
        await expect(card).to_contain_text("early version of GPT-4")


async def test_a_title_is_suggested_while_it_is_typed_with_a_slip(browser: Browser, shared: Command) -> None:
    async with visit(browser, shared) as tab:
        await type_command(tab, "/paper", "Enter", "toolfromer")
        await expect(tab.get_by_role("option").first).to_contain_text("Toolformer: Language Models")
        await tab.keyboard.press("Enter")
        await tab.keyboard.press("Enter")
        await expect(messages(tab).last).to_contain_text("arXiv 2302.04761", timeout=_PATIENCE)


@pytest.mark.slow
async def test_an_admin_delivers_a_digest_and_its_buttons_outlive_the_bot(browser: Browser, command: Command) -> None:
    async with visit(browser, command) as tab:
        await entry(tab, "weekly").get_by_role("button", name="Deliver it now").click()
        digest = messages(tab).last
        await expect(tab.get_by_role("heading", level=1)).to_contain_text("papers-5678", timeout=_PATIENCE)
        await expect(digest).to_contain_text("20–26 March 2023", timeout=_PATIENCE)
        await expect(entry(tab, "weekly")).to_contain_text("posted", timeout=_PATIENCE)
        await bar(tab).get_by_role("button", name="Restart the bot").click()
        await expect(bar(tab)).to_contain_text("Paperboy is offline", timeout=_PATIENCE)
        await expect(bar(tab)).to_contain_text("Paperboy is online", timeout=_PATIENCE)
        await digest.get_by_role("button", name="Abstract").first.click()
        await expect(messages(tab).last).to_contain_text("Only you can see this", timeout=_PATIENCE)


async def test_a_member_is_not_offered_what_is_for_admins(browser: Browser, shared: Command) -> None:
    async with visit(browser, shared) as tab:
        await type_command(tab, "/digest")
        await expect(tab.get_by_role("option").first).to_contain_text("/digest")
        await tab.keyboard.press("Escape")
        await tab.get_by_role("button", name=re.compile("You are Ada")).click()
        await tab.get_by_role("menuitemradio", name=re.compile("Ben")).click()
        await expect(tab.get_by_role("button", name=re.compile("You are Ben"))).to_be_visible()
        await type_command(tab, "/")
        await expect(tab.get_by_role("option").filter(has_text="/week")).to_be_visible()
        await expect(tab.get_by_role("option").filter(has_text="/digest")).to_have_count(0)


@pytest.mark.slow
async def test_an_edit_of_the_settings_is_seen_to_be_applied(browser: Browser, command: Command) -> None:
    async with visit(browser, command) as tab:
        text = DIGEST.format(name="weekly", channel=CHANNEL)
        command.set_up(text.replace("nothing_new", "nothing_old"))
        # The very words of the terminal, with line and column.
        told = "paperboy.yaml:4:5: `digests[0].nothing_old`: there is no such setting. Did you mean `nothing_new`?"
        settings = bar(tab).get_by_role("region", name="Settings")
        await expect(settings).to_contain_text(told, timeout=_PATIENCE)
        command.set_up(text + DIGEST.format(name="other", channel=OTHER).removeprefix("digests:\n"))
        await expect(settings).not_to_contain_text(told, timeout=_PATIENCE)
        await expect(entry(tab, "other")).to_contain_text("Next: the week to 26 March 2023", timeout=_PATIENCE)
        await expect(tab.get_by_role("link", name=re.compile("papers-9999")).first).to_be_visible()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no way here to see whose child the bot is")
async def test_a_bot_that_is_killed_is_told_of_and_started_again(browser: Browser, command: Command) -> None:
    async with visit(browser, command) as tab:
        child = _child_of(command.process.pid)
        os.kill(child, signal.SIGKILL)
        await expect(bar(tab)).to_contain_text("Paperboy is offline", timeout=_PATIENCE)
        await type_command(tab, "/help", "Enter", "Enter")
        await expect(messages(tab).last).to_contain_text("offline", timeout=_PATIENCE)
        await bar(tab).get_by_role("button", name="Start it again").click()
        await expect(bar(tab)).to_contain_text("Paperboy is online", timeout=_PATIENCE)


def _child_of(parent: int) -> int:
    """Return the process id of the bot below the command, whatever stands between the two."""
    found = parent
    while children := Path(f"/proc/{found}/task/{found}/children").read_text(encoding="ascii").split():
        found = int(children[0])
    assert found != parent
    return found
