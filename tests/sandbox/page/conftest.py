"""Fixtures of the page's tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.sandbox import Sandbox
from tests.browser import static_site, tab_of
from tests.sandbox.page.bench import Bench
from tests.sandbox.page.drawing import Drawing, drawing_in
from tests.sandbox.page.opened import Street


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared_tab(browser: Browser) -> AsyncIterator[Page]:
    """One tab at an empty document for all tests of a file, since opening one takes longer than most of them."""
    async with tab_of(browser) as page, static_site() as url:
        await page.goto(url)
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def fresh_document(shared_tab: Page) -> Page:
    """The shared tab, at an empty document that knows of nothing that happened before."""
    await shared_tab.evaluate("sessionStorage.clear(); localStorage.clear()")
    await shared_tab.reload()
    return shared_tab


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def street(browser: Browser) -> AsyncIterator[Street]:
    """One sandbox and one tab with the whole page for the tests of a file."""
    async with Sandbox() as sandbox, aiohttp.ClientSession() as session, tab_of(browser) as page:
        await page.goto(sandbox.page_url)
        yield Street(sandbox, session, page)


@pytest_asyncio.fixture(loop_scope="session")
async def drawing(shared_tab: Page) -> Drawing:
    """Where parts of a message are drawn, with nothing in it."""
    return await drawing_in(shared_tab)


@pytest_asyncio.fixture(loop_scope="session")
async def bench(shared_tab: Page) -> Bench:
    """Components and forms, where nothing was used yet."""
    return await Bench(shared_tab).start()
