"""Reactions below messages: shown, pressed, begun, and heard by a bot."""

from __future__ import annotations

from typing import Any

import discord
from playwright.async_api import Browser, Page, expect

from tests.browser import in_browser
from tests.sandbox.page.messagelist import Listed, message
from tests.sandbox.page.opened import house, opened
from tests.sandbox.sample_bot import SampleBot, connected

pytestmark = in_browser

OWN = {"id": "77", "name": "party"}


def reaction(count: int, **emoji: Any) -> dict[str, Any]:
    return {"count": count, "emoji": {"id": None, **emoji}}


async def reacted(fresh_document: Page, **fields: Any) -> Listed:
    page = Listed(fresh_document)
    await page.mount()
    await page.say(message(1, "Good?", **fields))
    await page.show()
    return page


async def test_a_press_toggles_ones_own_reaction(fresh_document: Page) -> None:
    reactions = [reaction(2, name="👍"), reaction(1, **OWN)]
    page = await reacted(fresh_document, reactions=reactions, reacted=["party:77"])
    thumb = fresh_document.get_by_role("button", name="👍, 2 reactions")
    party = fresh_document.get_by_role("button", name="party, 1 reaction")
    await expect(thumb).to_have_attribute("aria-pressed", "false")
    await expect(party).to_have_attribute("aria-pressed", "true")
    await expect(party).to_contain_text(":party:")
    await thumb.click()
    await party.click()
    asked = [(one["do"], one["emoji"]) for one in await page.told("act")]
    assert asked == [("react", "👍"), ("react", "party:77")]
    # The next version of the button has the focus.
    await page.say(message(1, "Good?", reactions=[reaction(3, name="👍"), reaction(2, **OWN)]))
    await expect(fresh_document.get_by_role("button", name="party, 2 reactions")).to_be_focused()


async def test_what_only_one_account_sees_takes_no_reaction(fresh_document: Page) -> None:
    await reacted(fresh_document, ephemeral=True)
    await fresh_document.locator(".message").hover()
    await expect(fresh_document.get_by_role("button", name="Copy text")).to_be_visible()
    await expect(fresh_document.get_by_role("button", name="Add reaction")).to_have_count(0)


class Listener(SampleBot):
    """Counts as it hears of reactions."""

    def __init__(self) -> None:
        super().__init__()
        self._connection._intents.reactions = True
        self.heard: list[str] = []

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        self.heard.append(f"+{event.emoji}")

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        self.heard.append(f"-{event.emoji}")
        await self.text_channel(event.channel_id).send(" ".join(self.heard))


async def test_a_bot_hears_of_what_a_person_begins_and_takes_back(browser: Browser) -> None:
    async with (
        house() as at,
        connected(at.sandbox, Listener()),
        opened(browser, at, member=at.ben, channel=at.general) as page,
    ):
        at.ben.say(at.general, "Good?")
        await page.locator(".message").hover()
        await page.get_by_role("button", name="Add reaction").click()
        await expect(page.get_by_role("button", name="👍")).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        own = page.get_by_role("button", name="❤️, 1 reaction")
        await expect(own).to_have_attribute("aria-pressed", "true")
        await own.click()
        await expect(page.locator(".message-content").last).to_have_text("+❤️ -❤️")
        await expect(page.locator(".reactions")).to_have_count(0)


async def test_who_may_not_react_is_told_so(browser: Browser) -> None:
    async with house() as at, opened(browser, at, member=at.ben, channel=at.general) as page:
        at.ben.say(at.general, "Good?")
        assert at.general.guild is not None
        at.general.set_overwrite(at.general.guild.everyone, deny=("add_reactions",))
        await page.locator(".message").hover()
        await page.get_by_role("button", name="Add reaction").click()
        await page.get_by_role("button", name="👍").click()
        await expect(page.get_by_text("Ben may not add reactions in #general")).to_be_visible()
