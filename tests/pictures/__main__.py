"""``python -m tests.pictures``: take the README's pictures of the sandbox's page, as it really is."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser import CHROMIUM_ARGUMENTS, WITHOUT_CHROMIUM, find_chromium, tab_of
from tests.end_to_end.sandbox_command import Command, running

FOLDER = Path(__file__).parent
_SETTINGS = "digests: []\n"
"""As shipped: the page shows the default, as it does to whoever starts it for the first time."""
_PATIENCE = 15_000
"""Milliseconds for what the bot has to do first."""


async def main() -> None:
    """Write ``page-dark.png`` and ``page-phone.png`` beside this file."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit(WITHOUT_CHROMIUM)
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), _SETTINGS) as command, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
            await _desktop(browser, command)
            await _phone(browser, command)
            await browser.close()


async def _desktop(browser: Browser, command: Command) -> None:
    """Take the digest that was just delivered, with the bar that did it."""
    async with tab_of(browser, width=1360, height=900) as tab:
        await tab.goto(command.address)
        await expect(tab.get_by_text("Next: the week to 26 March 2023.").first).to_be_visible(timeout=_PATIENCE)
        await tab.get_by_role("button", name="Deliver it now").first.click()
        await expect(tab.locator(".message").last).to_contain_text("20–26 March 2023", timeout=_PATIENCE)
        await _settled(tab)
        await tab.screenshot(path=FOLDER / "page-dark.png")


async def _phone(browser: Browser, command: Command) -> None:
    """Take a paper's card on a phone, in the light theme."""
    async with tab_of(browser, width=390, height=780, theme="light") as tab:
        await tab.goto(command.address)
        await tab.get_by_role("textbox", name=re.compile("Message #")).fill("/paper paper:toolformer")
        await tab.keyboard.press("Enter")
        card = tab.locator(".message").last
        await expect(card).to_contain_text("arXiv 2302.04761", timeout=_PATIENCE)
        await _settled(tab)
        await card.evaluate("message => message.scrollIntoView()")
        await tab.screenshot(path=FOLDER / "page-phone.png")


async def _settled(tab: Page) -> None:
    """Wait until nothing is under way on the page any longer."""
    await expect(tab.locator(".pending")).to_have_count(0)
    await tab.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


if __name__ == "__main__":
    asyncio.run(main())
