"""The list in the whole page, filled by a real bot: what it answers, edits, deletes and says to one person alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser import in_browser
from tests.sandbox.page.opened import House, house, opened
from tests.sandbox.sample_bot import SampleBot, connected

pytestmark = in_browser


@pytest_asyncio.fixture(loop_scope="session")
async def at() -> AsyncIterator[House]:
    async with house() as built:
        yield built


@pytest_asyncio.fixture(loop_scope="session")
async def bot(at: House) -> AsyncIterator[SampleBot]:
    async with connected(at.sandbox) as client:
        yield client


async def use(page: Page, command: str) -> None:
    """Type a command that needs no options, choose it and send it."""
    await page.locator(".composer-text").fill(f"/{command}")
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")


async def test_a_card_is_edited_in_place_under_the_pressed_button(browser: Browser, at: House, bot: SampleBot) -> None:
    async with opened(browser, at, member=at.ben, channel=at.general) as page:
        await use(page, "count")
        row = page.locator(".message")
        await expect(row.locator(".used-line")).to_contain_text("Ben used /count")
        await row.get_by_role("button", name="Pressed 0").focus()
        for count in (1, 2):
            await page.keyboard.press("Enter")
            await expect(row.get_by_role("button", name=f"Pressed {count}")).to_be_focused()
        await expect(row.locator(".edited")).to_have_text("(edited)")
        await expect(row).to_have_count(1)


async def test_a_command_that_is_not_answered_fails_in_discords_words(
    browser: Browser, at: House, bot: SampleBot
) -> None:
    at.sandbox.world.answer_within = timedelta(seconds=0.3)
    async with opened(browser, at, member=at.ben, channel=at.general) as page:
        await use(page, "silence")
        row = page.locator(".pending")
        await expect(row).to_contain_text("Ben used /silence")
        await expect(row.locator(".message-error")).to_contain_text("The application did not respond")
        await row.get_by_role("button", name="Dismiss message").click()
        await expect(page.locator(".message")).to_have_count(0)


async def test_an_answer_for_one_person_is_seen_by_that_person_alone(
    browser: Browser, at: House, bot: SampleBot
) -> None:
    async with (
        opened(browser, at, member=at.ben, channel=at.general) as mine,
        opened(browser, at, member=at.ada, channel=at.general) as other,
    ):
        await use(mine, "think")
        await expect(mine.locator(".message.ephemeral")).to_contain_text("Only you can see this")
        await bot.text_channel(at.general.id).send("For everybody")
        await expect(other.locator(".message")).to_have_count(1)
        await expect(other.locator(".message")).to_contain_text("For everybody")
        await expect(mine.locator(".message")).to_have_count(2)


async def test_what_the_bot_edits_and_deletes_follows_at_once(browser: Browser, at: House, bot: SampleBot) -> None:
    async with opened(browser, at, member=at.ben, channel=at.general) as page:
        sent = await bot.text_channel(at.general.id).send("First", silent=True)
        row = page.locator(".message")
        await expect(row.locator(".message-content")).to_have_text("First")
        await expect(row.get_by_role("img", name="@silent")).to_be_visible()
        await sent.edit(content="Second")
        await expect(row.locator(".message-content")).to_have_text("Second(edited)")
        await sent.delete()
        await expect(row).to_have_count(0)


async def test_pings_are_told_and_marked_for_those_they_reach(browser: Browser, at: House, bot: SampleBot) -> None:
    async with opened(browser, at, member=at.ben, channel=at.general) as page:
        everybody = discord.AllowedMentions.all()
        await bot.text_channel(at.general.id).send(f"Hello <@{at.ben.id}>", allowed_mentions=everybody)
        row = page.locator(".message.pinged")
        await expect(row.locator(".sandbox-note")).to_have_text("sandbox: would notify @Ben")


async def test_a_thread_is_opened_from_its_message_and_shows_it(browser: Browser, at: House, bot: SampleBot) -> None:
    async with opened(browser, at, member=at.ben, channel=at.general) as page:
        sent = await bot.text_channel(at.general.id).send("This week")
        thread = await sent.create_thread(name="Week 13")
        await thread.send("The first paper")
        marker = page.locator(".thread-marker")
        await expect(marker).to_contain_text("1 message")
        await expect(marker).to_contain_text("The first paper")
        await marker.click()
        await expect(page.locator(".thread-starter")).to_contain_text("This week")
        await expect(page.locator(".message-rows .message")).to_contain_text("The first paper")


async def test_posts_appear_in_the_forum_and_open(browser: Browser, at: House, bot: SampleBot) -> None:
    async with opened(browser, at, member=at.ben, channel=at.forum) as page:
        await expect(page.get_by_text("There are no posts here yet.")).to_be_visible()
        forum = bot.get_channel(at.forum.id)
        assert isinstance(forum, discord.ForumChannel)
        await forum.create_thread(name="Week 13", content="Ten papers", applied_tags=[forum.available_tags[0]])
        card = page.locator(".post")
        await expect(card).to_contain_text("Ten papers")
        await expect(card.locator(".tag")).to_have_text("weekly")
        await card.click()
        await expect(page.get_by_role("log")).to_contain_text("Ten papers")
