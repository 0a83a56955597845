"""The input on the whole page, at a real bot: what is typed there reaches discord.py, and its answer is seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
from discord import app_commands
from playwright.async_api import Browser, Page, expect

from bot.sandbox import Member, Sandbox
from tests.browser import in_browser, tab_of
from tests.sandbox.sample_bot import Interaction, SampleBot, connected
from tests.sandbox.town import Clock, Town, build

pytestmark = in_browser


@app_commands.command(description="Takes one of everything")
async def take(
    interaction: Interaction,
    file: discord.Attachment,
    whom: discord.Member | discord.Role,
    number: app_commands.Range[float, 0.5, 1.5] = 1,
) -> None:
    size = len(await file.read())
    await interaction.response.send_message(f"{file.filename} {size} {type(whom).__name__} {whom.name} {number}")


@asynccontextmanager
async def open_as(
    browser: Browser, who: str = "Chief", *, client: SampleBot | None = None, answer_within: float = 3
) -> AsyncIterator[tuple[Town, Page]]:
    async with Sandbox(answer_within=timedelta(seconds=answer_within)) as sandbox:
        town = build(sandbox, Clock())
        member: Member = {"Chief": town.chief, "Ada": town.ada}[who]
        async with connected(sandbox, client), tab_of(browser) as tab:
            await sandbox.wait_for_commands()
            await tab.goto(f"{sandbox.page_url}#/{member.id}/{town.general.id}")
            await tab.get_by_role("textbox", name="Message #general").focus()
            yield town, tab


async def test_a_suggestion_of_the_bot_is_taken_and_the_answer_seen(browser: Browser) -> None:
    async with open_as(browser) as (_, tab):
        await tab.keyboard.type("/fru")
        await tab.keyboard.press("Tab")
        await expect(tab.get_by_role("option")).to_have_count(5)
        await tab.keyboard.type("b")
        await expect(tab.get_by_role("option")).to_have_text(["Banana", "Blackberry"])
        await tab.keyboard.press("ArrowDown")
        await tab.keyboard.press("Enter")
        await tab.keyboard.press("Enter")
        await expect(tab.get_by_text("A fine blackberry")).to_be_visible()
        await expect(tab.locator(".pending")).to_have_count(0)


async def test_an_admin_fills_in_a_subcommand_with_names_from_the_lists(browser: Browser) -> None:
    async with open_as(browser) as (_, tab):
        await tab.keyboard.type("/admin move ")
        for typed, name in (("new", "#news"), ("ad", "@Ada"), ("the", "The top")):
            await tab.keyboard.type(typed)
            await expect(tab.get_by_role("option").first).to_contain_text(name)
            await tab.keyboard.press("Enter")
        await tab.keyboard.press("Enter")
        await expect(tab.get_by_text("Ada to news top of Reading group, True")).to_be_visible()


async def test_a_member_is_not_offered_what_admins_are(browser: Browser) -> None:
    async with open_as(browser, "Ada") as (_, tab):
        await tab.keyboard.type("/")
        await expect(tab.get_by_role("option").filter(has_text="/count")).to_be_visible()
        await expect(tab.get_by_role("option").filter(has_text="/admin")).to_have_count(0)


async def test_a_form_is_opened_and_sent(browser: Browser) -> None:
    async with open_as(browser) as (_, tab):
        await tab.keyboard.type("/feedback")
        await tab.keyboard.press("Enter")
        await tab.keyboard.press("Enter")
        await tab.get_by_role("dialog").get_by_role("textbox").fill("Well done")
        await tab.keyboard.press("Control+Enter")
        await expect(tab.get_by_text("Thanks for “Well done”")).to_be_visible()


async def test_silence_is_told(browser: Browser) -> None:
    async with open_as(browser, answer_within=0.3) as (_, tab):
        await tab.keyboard.type("/silence ")
        await tab.keyboard.press("Enter")
        await expect(tab.get_by_text("The application did not respond")).to_be_visible()


async def test_a_file_a_role_and_a_number_reach_the_bot(browser: Browser) -> None:
    client = SampleBot()
    client.tree.add_command(take)
    async with open_as(browser, client=client) as (town, tab):
        town.guild.add_role("Readers")
        await tab.keyboard.type("/take ")
        await tab.locator(".pill input[type=file]").set_input_files(
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Hello"}
        )
        await expect(tab.locator('[data-option="file"]')).to_have_text("notes.txt")
        await tab.locator('[data-option="whom"]').focus()
        await tab.keyboard.type("@read")
        await expect(tab.get_by_role("option")).to_contain_text("@Readers")
        await tab.keyboard.press("Enter")
        await tab.keyboard.type("number:1.5")
        await tab.keyboard.press("Enter")
        await expect(tab.get_by_text("notes.txt 5 Role Readers 1.5")).to_be_visible()


async def test_plain_text_is_seen_in_the_channel(browser: Browser) -> None:
    async with open_as(browser, "Ada") as (town, tab):
        await tab.keyboard.type("Good morning")
        await tab.keyboard.press("Enter")
        await expect(tab.locator(".message").get_by_text("Good morning")).to_be_visible()
        (message,) = town.general.messages.values()
        assert (message.author.name, message.content) == ("Ada", "Good morning")
