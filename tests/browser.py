"""A real Chromium for tests of the page: one for all of them, a fresh tab for each, which fails what a user would not see.

Tests that use it run on the session's event loop: ``pytestmark = in_browser``. Without Chromium they are skipped, with the
reason.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

__all__ = [
    "CHROMIUM_ARGUMENTS",
    "WITHOUT_CHROMIUM",
    "browser",
    "find_chromium",
    "in_browser",
    "static_site",
    "tab",
    "tab_of",
]

STATIC = Path(__file__).parents[1] / "bot" / "sandbox" / "page" / "static"
# The shell is Chromium without the windows that nobody sees: a tab opens in a third of the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_HARMLESS = ("blob:", "data:", "about:")
_SHEET = re.compile(r'<link rel="stylesheet"[^>]*>')

in_browser = pytest.mark.asyncio(loop_scope="session")
"""What a module of browser tests sets as its ``pytestmark``: all share one browser, hence one event loop."""


CHROMIUM_ARGUMENTS = (
    *("--disable-gpu", "--disable-dev-shm-usage", "--no-sandbox"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]",
)
"""What lets a headless Chromium run in a container too, and finds no other machine, not even by its number."""
WITHOUT_CHROMIUM = "there is no Chromium here: on Debian, `apt-get install chromium`"


def find_chromium() -> str | None:
    """Return the path of the machine's Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium; skips the test where there is none."""
    return find_chromium() or pytest.skip(WITHOUT_CHROMIUM)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for the whole session."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield launched
        await launched.close()


@asynccontextmanager
async def tab_of(
    browser: Browser, *, width: int = 1280, height: int = 800, theme: str = "dark", expected: tuple[str, ...] = ()
) -> AsyncIterator[Page]:
    """Open a tab; when it closes, fail for any error in its console, and for any request for another machine.

    :param width: pixels of the window
    :param theme: what the system prefers, ``dark`` or ``light``
    :param expected: parts of console errors that the test means to cause
    """
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="light" if theme == "light" else "dark",
        locale="en-US",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    problems: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            problems.append(f"console {message.type}: {message.text}")

    def watch(request: Request) -> None:
        # Of those that fail only: no other machine is found, and being told of each of the page's files takes its time.
        host = urlsplit(request.url).hostname
        if not request.url.startswith(_HARMLESS) and host not in ("127.0.0.1", "localhost", "::1"):
            problems.append(f"a request for another machine: {request.url}")

    page = await context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", hear)
    page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    context.on("requestfailed", watch)
    try:
        yield page
    finally:
        await context.close()
    unexpected = [one for one in problems if not any(part in one for part in expected)]
    assert not unexpected, unexpected


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser) -> AsyncIterator[Page]:
    """A fresh tab of a desktop's size, in the dark theme."""
    async with tab_of(browser) as page:
        yield page


@asynccontextmanager
async def static_site() -> AsyncIterator[str]:
    """Serve the page's static files and an empty document with the page's stylesheets in their order; yields its address.

    For tests of single modules: ``await tab.goto(url)``, then ``await tab.evaluate("import('/static/js/dom.js').then(...)")``.
    """
    sheets = "".join(_SHEET.findall((STATIC / "index.html").read_text(encoding="utf-8")))

    async def empty(request: web.Request) -> web.Response:
        text = f'<!doctype html><html lang="en"><head><title>Test</title><link rel="icon" href="data:,">{sheets}</head>'
        return web.Response(text=f"{text}<body></body></html>", content_type="text/html")

    application = web.Application()
    application.router.add_get("/", empty)
    application.router.add_static("/static", STATIC)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def modules(tab: Page) -> AsyncIterator[Page]:
    """A tab at an empty document beside the page's static files."""
    async with static_site() as url:
        await tab.goto(url)
        yield tab
