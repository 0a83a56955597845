"""The frame: what is listed, what is open, who looks, and how one gets about by keyboard and on a phone."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox.permissions import Permission
from tests.browser import in_browser
from tests.sandbox.page.opened import Street, house, opened

pytestmark = in_browser


def row(page: Page, name: str) -> Locator:
    """A line of the list of channels."""
    return page.locator(".row").filter(has=page.locator(".name", has_text=re.compile(f"^{re.escape(name)}$")))


async def listed(page: Page) -> list[str]:
    return await page.locator(".channel-list .name").all_inner_texts()


async def test_the_list_has_what_the_viewer_sees_with_threads_under_their_channel(street: Street) -> None:
    async with street.house() as at:
        at.papers.add_thread("Attention")
        old = at.papers.add_thread("Old one")
        old.archive()
        async with street.opened(at, member=at.ada) as page:
            assert await listed(page) == ["general", "papers", "Attention", "rooms", "secret"]
            await expect(row(page, "papers")).to_have_accessible_name("papers, Announcement channel")
            await expect(row(page, "rooms")).to_have_accessible_name("rooms, Forum")
            await expect(page.locator(".server-name")).to_have_text("Reading group")
        async with street.opened(at, member=at.ada, channel=old) as page:
            await expect(row(page, "Old one")).to_have_accessible_name("Old one, Thread, archived")


async def test_a_channel_that_is_opened_is_in_the_address_and_survives_a_reload(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await expect(page.locator("h1")).to_have_text("general")
        await row(page, "papers").click()
        await expect(page.locator("h1")).to_have_text("papers")
        await expect(page.locator(".head-topic")).to_have_text("One digest a week")
        await expect(page).to_have_title("#papers · Paperboy sandbox")
        assert page.url == at.link(at.ada, at.papers)
        await page.reload()
        await expect(page.locator("h1")).to_have_text("papers")
        await page.go_back()
        await expect(page.locator("h1")).to_have_text("general")
        await expect(row(page, "general")).to_have_attribute("aria-current", "page")


async def test_the_open_channel_is_in_sight_however_long_the_list_is(street: Street) -> None:
    async with street.house() as at:
        last = [at.guild.add_channel(f"room-{number}") for number in range(40)][-1]
        async with street.opened(at, member=at.ada, channel=last) as page:
            await expect(row(page, "room-39")).to_be_in_viewport()
            await page.keyboard.press("Alt+ArrowDown")
            await expect(row(page, "general")).to_be_in_viewport()
            await page.locator(".channels").evaluate("(list) => (list.scrollTop = list.scrollHeight)")
            await at.post(at.papers, "A paper")
            await expect(page.locator(".row-item.unread")).to_have_count(1)
            await expect(row(page, "room-39")).to_be_in_viewport()


async def test_what_is_new_elsewhere_is_bold_and_pings_are_counted(street: Street) -> None:
    async with street.house() as at, street.opened(at, member=at.ada) as page:
        await at.post(at.papers, "A paper")
        await expect(row(page, "papers")).to_have_accessible_name("papers, Announcement channel, unread")
        await at.post(at.papers, at.ada.mention)
        await expect(row(page, "papers").locator(".badge")).to_have_text("1")
        await expect(page).to_have_title("(1) #general · Paperboy sandbox")
        await expect(page.locator(".rail .badge")).to_have_text("1")
        await row(page, "papers").click()
        await expect(page).to_have_title("#papers · Paperboy sandbox")
        await expect(row(page, "papers")).to_have_accessible_name("papers, Announcement channel")
        await expect(page.locator(".badge")).to_have_count(0)


async def test_what_is_open_and_what_one_wrote_oneself_is_read(street: Street) -> None:
    async with street.house() as at, street.opened(at, member=at.ada) as page:
        at.ada.say(at.papers, "Mine")
        await at.post(at.general, f"{at.ada.mention} hello")
        await expect(page.get_by_text("hello")).to_be_visible()
        await expect(page.locator(".unread")).to_have_count(0)
        await expect(page).to_have_title("#general · Paperboy sandbox")


async def test_one_becomes_somebody_else_who_sees_less_and_has_read_less(browser: Browser) -> None:
    async with house() as at, opened(browser, at, member=at.ada, channel=at.secret) as page:
        await at.post(at.papers, at.ben.mention)
        await row(page, "papers").click()
        await row(page, "secret").click()
        await page.get_by_role("button", name="You are Ada, Admin. Be somebody else").click()
        await expect(page.get_by_role("menuitemradio", name="Ada")).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="You are Ben, Member")).to_be_visible()
        assert await listed(page) == ["general", "papers", "rooms"]
        await expect(page.locator("h1")).to_have_text("general")
        await expect(page).to_have_title("(1) #general · Paperboy sandbox")
        await page.go_back()
        await expect(page.get_by_role("button", name="You are Ada, Admin")).to_be_visible()
        await expect(page.locator("h1")).to_have_text("secret")


async def test_an_address_that_means_nothing_here_is_mended(browser: Browser) -> None:
    async with house() as at, opened(browser, at) as page:
        await page.goto(f"{at.sandbox.page_url}#/123/456")
        await page.reload()
        await expect(page.locator("h1")).to_have_text("general")
        await expect(page).to_have_url(at.link(at.ada, at.general))


async def test_a_channel_that_goes_while_it_is_open_leads_to_another(street: Street) -> None:
    async with street.house() as at, street.opened(at, member=at.ada, channel=at.papers) as page:
        await expect(page.locator("h1")).to_have_text("papers")
        at.sandbox.remove_channel(at.papers)
        await expect(page.locator("h1")).to_have_text("general")
        assert await listed(page) == ["general", "rooms", "secret"]


async def test_where_nothing_may_be_seen_the_page_says_so(street: Street) -> None:
    async with street.house() as at:
        at.sandbox.remove_channel(at.sandbox.dm(at.ben))
        at.guild.set_role(at.guild.everyone, Permission(0))
        async with street.opened(at, member=at.ben) as page:
            await expect(page.get_by_text("There is no channel that Ben may see.")).to_be_visible()
            at.guild.set_role(at.guild.everyone, Permission.VIEW_CHANNEL)
            await expect(page.locator("h1")).to_have_text("general")


async def test_the_rail_leads_to_the_messages_with_the_bot_and_back(street: Street) -> None:
    async with street.house() as at, street.opened(at, member=at.ada, channel=at.papers) as page:
        await page.get_by_role("button", name="Direct Messages").click()
        await expect(page.locator("h1")).to_have_text("Paperboy")
        await expect(row(page, "Paperboy")).to_have_accessible_name("Paperboy, Direct message, offline")
        await page.get_by_role("button", name="Reading group").click()
        await expect(page.locator("h1")).to_have_text("papers")


async def test_a_server_without_channels_can_be_looked_at(street: Street) -> None:
    async with street.house() as at:
        at.sandbox.add_guild("Empty").add_member(at.ada.user)
        async with street.opened(at, member=at.ada) as page:
            await page.get_by_role("button", name="Empty").click()
            await expect(page.locator(".server-name")).to_have_text("Empty")
            assert await listed(page) == []
            await expect(page.locator("h1")).to_have_text("general")


async def test_a_thread_says_where_it_hangs_and_that_it_is_closed(street: Street) -> None:
    async with street.house() as at:
        thread = at.papers.add_thread("Attention")
        async with street.opened(at, member=at.ada, channel=thread) as page:
            await expect(page.locator(".head-state")).to_have_count(0)
            thread.archive(locked=True)
            await expect(page.locator(".head-state")).to_have_text(["Locked", "Archived"])
            await page.locator(".head").get_by_role("link", name="papers").click()
            await expect(page.locator("h1")).to_have_text("papers")


async def test_a_forum_shows_its_posts_and_no_input(street: Street) -> None:
    async with street.house() as at:
        at.forum.add_thread("Vision")
        async with street.opened(at, member=at.ada, channel=at.forum) as page:
            await expect(page.locator("main").get_by_text("Vision")).to_be_visible()
            await expect(page.get_by_text("A post for each week")).to_have_count(1)
            await expect(page.locator(".foot > *")).to_have_count(0)
            await row(page, "Vision").click()
            await expect(page.locator(".foot > *")).to_have_count(1)


async def test_a_link_to_a_message_leads_there_within_the_page(street: Street) -> None:
    async with street.house() as at:
        message = at.ada.say(at.papers, "The one that is meant")
        for place in (at.papers, at.secret):
            at.ada.say(
                at.general, f"[to {place.name}](https://discord.com/channels/{at.guild.id}/{place.id}/{message.id})"
            )
        async with street.opened(at, member=at.ben, channel=at.general) as page:
            await page.get_by_role("link", name="to secret").click()
            await expect(page.get_by_text("Ben does not have access to this link.")).to_be_visible()
            await page.get_by_role("link", name="to papers").click()
            await expect(page.locator("h1")).to_have_text("papers")
            await expect(page.locator(":focus")).to_contain_text("The one that is meant")
            await expect(page).to_have_url(at.link(at.ben, at.papers))


async def test_the_quick_switcher_finds_a_channel_by_a_few_letters(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await page.keyboard.press("Control+k")
        field = page.get_by_role("combobox", name="Name of a channel")
        await expect(field).to_be_focused()
        await field.fill("ppr")
        await expect(page.get_by_role("option")).to_have_text(["papersReading group", "PaperboyDirect message"])
        await field.fill("zzz")
        await expect(page.get_by_text("No channel of yours is called like that.")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(field).to_be_hidden()
        await page.keyboard.press("Control+k")
        await expect(field).to_have_value("")
        await field.fill("o")
        await page.keyboard.press("ArrowDown")
        chosen = page.locator("[role=option][aria-selected=true]")
        await expect(field).to_have_attribute("aria-activedescendant", await chosen.get_attribute("id") or "")
        name = await chosen.locator(".switcher-name").inner_text()
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).to_have_text(name)


async def test_alt_and_arrows_walk_through_the_channels(street: Street) -> None:
    async with street.house() as at, street.opened(at, member=at.ada) as page:
        heading = page.locator("h1")
        for keys, name in (("Alt+ArrowDown", "papers"), ("Alt+ArrowUp", "general"), ("Alt+ArrowUp", "secret")):
            await page.keyboard.press(keys)
            await expect(heading).to_have_text(name)
        await at.post(at.papers, "A paper")
        await expect(page.locator(".row-item.unread")).to_have_count(1)
        await page.keyboard.press("Alt+Shift+ArrowDown")
        await expect(heading).to_have_text("papers")


async def test_the_list_is_one_stop_for_tab_and_arrows_move_within(street: Street) -> None:
    async with street.house() as at, street.opened(at, member=at.ada, channel=at.papers) as page:
        await expect(page.locator(".row[tabindex='0']")).to_have_text("papers")
        await row(page, "papers").focus()
        await page.keyboard.press("ArrowDown")
        await expect(row(page, "rooms")).to_be_focused()
        await at.post(at.general, "Something that draws the list anew")
        await expect(page.locator(".row-item.unread")).to_have_count(1)
        await expect(row(page, "rooms")).to_be_focused()
        await page.keyboard.press("Home")
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).to_have_text("general")
        await expect(row(page, "general")).to_be_focused()


async def test_skip_links_lead_past_the_lists(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await page.keyboard.press("Tab")
        skip = page.get_by_role("button", name="Skip to the messages")
        await expect(skip).to_be_focused()
        await expect(skip).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await expect(page.locator("#messages")).to_be_focused()


async def test_on_a_phone_the_list_slides_over_the_conversation(browser: Browser) -> None:
    async with house() as at, opened(browser, at, member=at.ada, width=390, height=844) as page:
        await expect(row(page, "papers")).to_be_hidden()
        opener = page.locator(".head-button")
        await opener.click()
        await expect(row(page, "general")).to_be_focused()
        await expect(page.locator("main")).to_have_attribute("inert", "")
        await page.keyboard.press("Escape")
        await expect(row(page, "papers")).to_be_hidden()
        await expect(opener).to_be_focused()
        await opener.click()
        await row(page, "papers").click()
        await expect(page.locator("h1")).to_have_text("papers")
        await expect(row(page, "papers")).to_be_hidden()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390


# The parts learn of the window's new size with the next frame.
OUTSIDE = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [...document.querySelectorAll(".head *, .you *, .bar-toggle")].filter((one) => {
    const {left, right, width} = one.getBoundingClientRect();
    return width > 0 && getComputedStyle(one).clipPath === "none" && !one.closest("[inert]")
      && (left < 0 || right > innerWidth + 1);
  }).map((one) => one.outerHTML);
}"""


async def test_nothing_sticks_out_of_the_window(browser: Browser) -> None:
    async with house() as at:
        thread = at.papers.add_thread("A thread with a name that is as long as a name of a thread may well become")
        async with opened(browser, at, member=at.ada, channel=thread) as page:
            out = []
            for width in (1280, 1000, 701, 390, 320):
                await page.set_viewport_size({"width": width, "height": 800})
                out += [(width, one) for one in await page.evaluate(OUTSIDE)]
            assert out == []


async def test_a_lost_sandbox_is_told_and_a_new_one_found(browser: Browser) -> None:
    async with AsyncExitStack() as first:
        at = await first.enter_async_context(house())
        async with opened(browser, at, member=at.ada, channel=at.papers, expected=("net::ERR",)) as page:
            strip = page.locator(".strip")
            await expect(strip).to_be_empty()
            await first.aclose()
            await expect(strip).to_have_text("Connection to the sandbox lost, trying again…")
            async with house(at.sandbox.port) as anew:
                await expect(strip).to_be_empty()
                await expect(page.locator("h1")).to_have_text("general")
                await expect(page).to_have_url(anew.link(anew.ada, anew.general))
