"""The harness of the page's tests: what no user would see fails a test all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import in_browser, static_site, tab_of

pytestmark = in_browser

ELSEWHERE = "http://203.0.113.9/"
"""An address for documentation, https://www.rfc-editor.org/rfc/rfc5737."""


@asynccontextmanager
async def at_the_page(browser: Browser, *expected: str) -> AsyncIterator[Page]:
    async with static_site() as url, tab_of(browser, expected=expected) as page:
        await page.goto(url)
        yield page


async def ask_for_a_picture(browser: Browser, address: str, *expected: str) -> None:
    script = """(address) => new Promise((resolve) => {
      const picture = document.createElement("img");
      picture.onerror = resolve;
      picture.src = address;
    })"""
    async with at_the_page(browser, *expected) as page:
        await page.evaluate(script, address)


async def open_a_window(browser: Browser, address: str) -> None:
    async with at_the_page(browser) as page, page.context.expect_event("requestfailed"):
        await page.evaluate("(address) => { window.open(address); }", address)


async def say(browser: Browser, *expected: str) -> None:
    async with at_the_page(browser, *expected) as page:
        await page.evaluate("console.error('broken')")


async def fail(browser: Browser) -> None:
    async with at_the_page(browser) as page:
        await page.evaluate("() => { setTimeout(() => { document.title = 'now'; throw new Error('broken'); }); }")
        await expect(page).to_have_title("now")


@pytest.mark.parametrize("address", [ELSEWHERE, "http://[2001:db8::9]/", "https://example.org/a.png"])
async def test_a_request_for_another_machine_fails_the_test(browser: Browser, address: str) -> None:
    with pytest.raises(AssertionError, match="a request for another machine"):
        await ask_for_a_picture(browser, address, "console error")


async def test_a_window_at_another_machine_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="a request for another machine"):
        await open_a_window(browser, ELSEWHERE)


async def test_what_is_missing_here_is_an_error_of_the_console_alone(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="404"):
        await ask_for_a_picture(browser, "/static/nothing.png")
    await ask_for_a_picture(browser, "/static/nothing.png", "404")


async def test_an_error_in_the_console_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="console error: broken"):
        await say(browser)
    await say(browser, "broken")


async def test_an_error_that_nobody_caught_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="uncaught: broken"):
        await fail(browser)
