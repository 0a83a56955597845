"""The list: order, place, what is drawn anew and what is not."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from tests.browser import in_browser
from tests.sandbox.page.messagelist import ADA, BO, BOT, GENERAL, PAPERS, Listed, channel, message, person

pytestmark = in_browser

SCROLLER = ".message-scroller"
AT_END = """() => {
  const list = document.querySelector(".message-scroller");
  return list.scrollHeight - list.scrollTop - list.clientHeight < 2;
}"""
SECRET = message(1, "Secret")["id"]


def many(count: int, start: int = 0) -> list[dict[str, Any]]:
    """Messages of two others in turn, so that each has a head."""
    return [message(start + n, f"Number {start + n}", author=(BO, BOT)[n % 2]) for n in range(count)]


async def opened(fresh_document: Page, *messages: dict[str, Any]) -> Listed:
    page = Listed(fresh_document)
    await page.mount()
    await page.say(*messages)
    await page.show()
    return page


async def scroll(page: Page, top: int) -> None:
    await page.evaluate("([css, top]) => { document.querySelector(css).scrollTop = top; }", [SCROLLER, top])
    await page.wait_for_function(
        "([css, top]) => Math.abs(document.querySelector(css).scrollTop - top) < 2", arg=[SCROLLER, top]
    )
    # The scroll event comes with the next frame.
    await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


async def test_messages_stand_in_the_order_of_their_ids(fresh_document: Page) -> None:
    page = await opened(fresh_document, message(3, "c"), message(1, "a"))
    await page.say(message(2, "b"))
    await expect(fresh_document.locator(".message-content")).to_have_text(["a", "b", "c"])


async def test_the_channel_begins_with_a_welcome(fresh_document: Page) -> None:
    page = await opened(fresh_document)
    await expect(fresh_document.get_by_role("heading", name="Welcome to #papers!")).to_be_visible()
    await expect(
        fresh_document.get_by_text("This is the start of the #papers channel. What is new in the field.")
    ).to_be_visible()
    direct = channel("700000000000000001", "", "dm", server=None, people=[BO])
    await page.put_all("channel", direct)
    await page.show(direct["id"])
    await expect(fresh_document.get_by_text("beginning of your direct message history with Bo.")).to_be_visible()


async def test_a_thread_begins_with_the_message_it_was_opened_from(fresh_document: Page) -> None:
    starter = message(1, "This week")
    tag = {"id": "1", "name": "weekly"}
    thread = channel(starter["id"], "Week 13", "thread", parent=PAPERS, starter=starter["id"], tags=[tag])
    page = await opened(fresh_document, starter)
    await page.put_all("channel", thread)
    await page.say(message(2, "Inside", channel_id=thread["id"]))
    await page.show(thread["id"])
    head = fresh_document.locator(".channel-head")
    await expect(head.get_by_role("heading", name="Week 13")).to_be_visible()
    await expect(head.locator(".thread-starter .message-content")).to_have_text("This week")
    await expect(head.locator(".tag")).to_have_text("weekly")
    await expect(fresh_document.locator(".message-rows .message-content")).to_have_text("Inside")
    await page.say(message(1, "This week, edited"))
    await expect(head.locator(".thread-starter .message-content")).to_have_text("This week, edited")


async def test_only_what_changed_is_drawn_anew(fresh_document: Page) -> None:
    page = await opened(fresh_document, *many(3))
    await fresh_document.evaluate("document.querySelectorAll('.message').forEach((row) => (row.old = true))")
    await page.say(message(1, "Changed", author=BOT))
    await expect(fresh_document.locator(".message-content").nth(1)).to_have_text("Changed")
    kept = await fresh_document.evaluate("[...document.querySelectorAll('.message')].map((row) => row.old === true)")
    assert kept == [True, False, True]


async def test_a_name_that_changes_changes_where_it_stands(fresh_document: Page) -> None:
    page = await opened(
        fresh_document, message(1, f"Hi <@{BO}>", author=ADA), message(2, "Hm", author=BO), message(3, "x")
    )
    await fresh_document.evaluate("document.querySelectorAll('.message').forEach((row) => (row.old = true))")
    await page.put_all("person", person(BO, "Bodo"))
    await expect(fresh_document.locator(".message-author")).to_have_text(["Ada", "Bodo", "Paperboy"])
    await expect(fresh_document.locator(".message-content").first).to_contain_text("@Bodo")
    assert await fresh_document.evaluate("document.querySelectorAll('.message')[2].old") is True


async def test_a_deleted_message_goes_and_the_next_gets_its_head(fresh_document: Page) -> None:
    one, two = message(1, "one"), message(2, "two")
    page = await opened(fresh_document, one, two)
    await expect(fresh_document.locator(".message-author")).to_have_count(1)
    await page.put({}, f"message:{one['id']}")
    await expect(fresh_document.locator(".message-content")).to_have_text("two")
    await expect(fresh_document.locator(".message-author")).to_have_count(1)


async def test_the_focus_stays_with_a_button_that_an_edit_draws_anew(fresh_document: Page) -> None:
    def counted(count: int) -> dict[str, Any]:
        button = {"type": 2, "id": 2, "style": 1, "label": f"Pressed {count}", "custom_id": "count"}
        return message(5, components=[{"type": 1, "id": 1, "components": [button]}])

    page = await opened(fresh_document, message(1, "above"), counted(0))
    await fresh_document.get_by_role("button", name="Pressed 0").focus()
    await page.say(counted(1))
    await expect(fresh_document.get_by_role("button", name="Pressed 1")).to_be_focused()


async def test_the_end_is_followed(fresh_document: Page) -> None:
    page = await opened(fresh_document, *many(60))
    await fresh_document.wait_for_function(AT_END)
    await page.say(*many(3, start=60))
    await expect(fresh_document.get_by_text("Number 62")).to_be_in_viewport()
    await fresh_document.wait_for_function(AT_END)
    await expect(fresh_document.locator(".newer")).to_be_hidden()


async def test_the_end_is_followed_when_the_list_gets_less_room(fresh_document: Page) -> None:
    await opened(fresh_document, *many(60))
    # Both before the event of the first scroll: as when the input appears below.
    await fresh_document.evaluate("document.body.style.height = '300px'")
    await fresh_document.wait_for_function(AT_END)
    await fresh_document.evaluate("document.querySelectorAll('.message').forEach((row) => (row.style.height = '90px'))")
    await fresh_document.wait_for_function(AT_END)


async def test_who_reads_above_keeps_the_place_and_is_told_of_what_is_new(fresh_document: Page) -> None:
    page = await opened(fresh_document, *many(60))
    await fresh_document.wait_for_function(AT_END)
    await scroll(fresh_document, 500)
    row = fresh_document.locator(".message", has_text="Number 20")
    before = await row.bounding_box()
    await page.say(*many(2, start=60))
    await page.say(message(0, "Number 0\nis\nlonger\nnow", author=BO))
    newer = fresh_document.get_by_role("button", name="2 new messages")
    await expect(newer).to_be_visible()
    after = await row.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    await newer.click()
    await fresh_document.wait_for_function(AT_END)
    await expect(newer).to_be_hidden()
    await expect(fresh_document.locator(".divider-unread")).to_be_in_viewport()


async def test_ones_own_message_leads_to_the_end(fresh_document: Page) -> None:
    page = await opened(fresh_document, *many(60))
    await fresh_document.wait_for_function(AT_END)
    await scroll(fresh_document, 500)
    await page.say(message(60, "Mine", author=ADA))
    await fresh_document.wait_for_function(AT_END)
    await expect(fresh_document.locator(".newer, .divider-unread").filter(visible=True)).to_have_count(0)


async def test_what_is_new_is_shown_on_opening_and_escape_takes_it_as_read(fresh_document: Page) -> None:
    page = Listed(fresh_document)
    await page.mount()
    messages = many(60)
    await page.say(*messages)
    await fresh_document.evaluate(
        "([id, read]) => { window.page.ctx.told.read[id] = read; }", [PAPERS, messages[9]["id"]]
    )
    await page.show()
    await expect(fresh_document.locator(".divider-unread")).to_be_in_viewport()
    await expect(fresh_document.get_by_text("Number 10")).to_be_in_viewport()
    await fresh_document.get_by_role("article").last.focus()
    await fresh_document.keyboard.press("Escape")
    await expect(fresh_document.locator(".divider-unread")).to_have_count(0)
    await fresh_document.wait_for_function(AT_END)


async def test_a_thousand_messages_are_drawn_as_they_are_read(fresh_document: Page) -> None:
    page = await opened(fresh_document, *many(1000))
    rows = fresh_document.locator(".message")
    await expect(rows).to_have_count(100)
    await expect(fresh_document.locator(".channel-head")).to_have_count(0)
    row = fresh_document.locator(".message", has_text="Number 905")
    await fresh_document.evaluate("document.querySelector('.message-scroller').scrollTop = 250")
    await expect(rows).not_to_have_count(100)
    await expect(row).to_be_in_viewport()
    await fresh_document.evaluate("for (let n = 0; n < 10; n += 1) document.querySelector('.earlier').click()")
    await expect(rows).to_have_count(1000)
    await expect(fresh_document.locator(".earlier")).to_be_hidden()
    await expect(row).to_be_in_viewport()
    await fresh_document.evaluate("document.querySelectorAll('.message').forEach((row) => (row.old = true))")
    await page.say(message(500, "Changed", author=BO))
    await expect(fresh_document.get_by_text("Changed")).to_have_count(1)
    drawn = "[...document.querySelectorAll('.message')].filter((row) => !row.old).length"
    assert await fresh_document.evaluate(drawn) == 1
    await page.show(GENERAL)
    await expect(rows).to_have_count(0)


async def test_a_jump_draws_what_it_leads_to(fresh_document: Page) -> None:
    messages = many(300)
    reply = message(301, "This", type=19, message_reference={"message_id": messages[4]["id"]})
    await opened(fresh_document, *messages, reply)
    await fresh_document.get_by_role("button", name="Jump to what Bo said").click()
    await expect(fresh_document.get_by_text("Number 4", exact=True).first).to_be_in_viewport()
    await expect(fresh_document.locator(".jumped")).to_have_count(1)


async def test_arrows_go_from_message_to_message(fresh_document: Page) -> None:
    await opened(fresh_document, *many(3))
    articles = fresh_document.get_by_role("article")
    await fresh_document.keyboard.press("Tab")
    await expect(articles.last).to_be_focused()
    await expect(articles.last.get_by_role("group", name="Message tools")).to_be_visible()
    await fresh_document.keyboard.press("ArrowUp")
    await expect(articles.nth(1)).to_be_focused()
    await fresh_document.keyboard.press("Home")
    await expect(articles.first).to_be_focused()
    await fresh_document.keyboard.press("Tab")
    await expect(articles.first.get_by_role("button", name="Add reaction")).to_be_focused()
    await fresh_document.keyboard.press("Shift+Tab")
    await fresh_document.keyboard.press("End")
    await expect(articles.last).to_be_focused()


async def test_the_log_is_read_aloud_as_it_grows(fresh_document: Page) -> None:
    await opened(fresh_document, message(1, "one"))
    log = fresh_document.get_by_role("log", name="Messages in papers")
    await expect(log).to_have_attribute("aria-live", "polite")
    # The times within change by themselves.
    await expect(log).to_have_attribute("aria-relevant", "additions")
    await expect(log.get_by_role("listitem").get_by_role("article")).to_have_count(1)


async def test_times_stay_true_while_the_page_is_open(modules: Page) -> None:
    await modules.clock.install()
    await opened(modules, message(1, "one", at="2026-03-27T13:00:00+01:00"))
    stamp = modules.locator(".message-head time")
    await expect(stamp).to_have_text("Today at 1:00 PM")
    await modules.evaluate("window.page.ctx.clock.now = new Date('2026-03-28T00:00:01+01:00')")
    await modules.clock.run_for(20_000)
    await expect(stamp).to_have_text("Yesterday at 1:00 PM")


async def test_another_viewer_sees_the_channel_anew(fresh_document: Page) -> None:
    page = await opened(fresh_document, message(1, "Mine alone", ephemeral=True), message(2, "Everybody's"))
    me = {"id": BO, "name": "Bo", "admin": True, "others": [ADA]}
    await page.put({"me": me}, f"message:{SECRET}")
    await page.show()
    await expect(fresh_document.locator(".message-content")).to_have_text("Everybody's")
