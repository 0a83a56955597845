"""Components and forms on the whole page, at a real bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from playwright.async_api import Browser, FilePayload, Page, expect

from bot.sandbox import Sandbox
from tests.browser import in_browser, tab_of
from tests.sandbox.formbot import FormBot
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Clock, Town, build

pytestmark = in_browser


@asynccontextmanager
async def at_a_bot(browser: Browser, client: Any = None, **within: float) -> AsyncIterator[tuple[Town, Page]]:
    """Open ``#general`` as Ada, with a bot that runs."""
    async with Sandbox(answer_within=timedelta(**within or {"seconds": 3})) as sandbox:
        town = build(sandbox, Clock())
        async with connected(sandbox, client), tab_of(browser) as tab:
            await sandbox.wait_for_commands()
            await tab.goto(f"{sandbox.page_url}#/{town.ada.id}/{town.general.id}")
            yield town, tab


async def test_a_pressed_button_changes_its_message_and_keeps_the_focus(browser: Browser) -> None:
    async with at_a_bot(browser) as (town, tab):
        await town.ada.slash(town.general, "count")
        await tab.get_by_role("button", name="Pressed 0").press("Enter")
        pressed = tab.get_by_role("button", name="Pressed 1")
        await expect(pressed).to_be_focused()
        await expect(tab.get_by_text("It is 1")).to_be_visible()
        await tab.keyboard.press("Enter")
        await expect(tab.get_by_role("button", name="Pressed 2")).to_be_focused()


async def test_choices_reach_the_bot(browser: Browser) -> None:
    async with at_a_bot(browser) as (town, tab):
        await town.ada.slash(town.general, "fruit", name="fig")
        await tab.locator(".select-box").click()
        await tab.get_by_role("option", name="Cherry").click()
        await tab.get_by_role("option", name="Apple").click()
        await tab.keyboard.press("Escape")
        await expect(tab.get_by_text("You chose apple, cherry")).to_be_visible()


async def test_a_form_of_everything_reaches_the_bot(browser: Browser) -> None:
    notes: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Hello"}
    async with at_a_bot(browser, FormBot()) as (town, tab):
        await town.ada.slash(town.general, "offer")
        await tab.get_by_role("button", name="Fill in").click()
        form = tab.get_by_role("dialog", name="Everything")
        await form.get_by_label("loud").check()
        await form.get_by_label("b", exact=True).check()
        await form.get_by_label("Sure?").check()
        await form.locator(".select-box").click()
        await tab.get_by_role("option", name="Chief").click()
        await form.get_by_label("Proof").set_input_files(notes)
        await tab.keyboard.press("Control+Enter")
        await expect(tab.get_by_text("loud ['b'] True Chief notes.txt 5")).to_be_visible()
        await expect(form).to_have_count(0)


async def test_silence_is_told_as_discord_tells_it(browser: Browser) -> None:
    async with at_a_bot(browser, FormBot(), seconds=0.3) as (town, tab):
        await town.ada.slash(town.general, "offer")
        await tab.get_by_role("button", name="Silence").click()
        await expect(tab.get_by_text("This interaction failed")).to_be_visible()
        await expect(tab.get_by_role("button", name="Silence")).not_to_have_attribute("aria-busy", "true")
