"""What one message shows."""

from __future__ import annotations

import json
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser import in_browser
from tests.sandbox.page.messagelist import ADA, BO, PAPERS, Listed, channel, message

pytestmark = in_browser


async def shown(fresh_document: Page, *messages: dict[str, Any], **more: Any) -> tuple[Listed, Locator]:
    """Open a channel with these messages; the last of them is returned."""
    page = Listed(fresh_document)
    await page.mount()
    await page.say(*messages)
    await page.put(more)
    await page.show()
    return page, fresh_document.locator(".message").last


async def test_author_time_and_words(fresh_document: Page) -> None:
    _, row = await shown(fresh_document, message(1, "Hello", at="2026-03-27T10:03:00+01:00"))
    await expect(row.locator(".message-author")).to_have_text("Paperboy")
    await expect(row.locator(".app-badge")).to_have_text("APP")
    await expect(row.locator("time")).to_have_text("Today at 10:03 AM")
    await expect(row.locator("time")).to_have_attribute("title", "Friday, March 27, 2026 at 10:03 AM")
    await expect(row.locator(".message-content")).to_have_text("Hello")
    await expect(row.get_by_role("article")).to_have_accessible_name("Paperboy, Friday, March 27, 2026 at 10:03 AM")
    await expect(row.get_by_role("article")).to_have_accessible_description("Hello")


async def test_each_line_runs_in_the_direction_of_its_letters(fresh_document: Page) -> None:
    _, row = await shown(fresh_document, message(1, "Hello.\nשלום.\n> שלום.\n- שלום."))
    ends = await row.locator(".message-content").evaluate("""(content) => {
      const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
      const left = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect().left;
      };
      const ends = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        for (const {index, 0: line} of node.data.matchAll(/[^\\n]+/g)) {
          const [first, last] = [left(node, index), left(node, index + line.length - 1)];
          ends.push(first < last ? "right" : "left");
        }
      }
      return ends;
    }""")
    assert ends == ["right", "left", "left", "left"]


async def test_a_person_has_no_badge_and_is_called_by_the_known_name(fresh_document: Page) -> None:
    _, row = await shown(fresh_document, message(1, "Hello", author=ADA))
    await expect(row.locator(".message-author")).to_have_text("Ada")
    await expect(row.locator(".app-badge")).to_have_count(0)


async def test_an_account_that_is_gone_keeps_its_name(fresh_document: Page) -> None:
    account = {"id": "123456789012345678", "username": "eve", "global_name": "Eve", "bot": False}
    _, row = await shown(fresh_document, message(1, "Hello") | {"author": account})
    await expect(row.locator(".message-author")).to_have_text("Eve")


async def test_nothing_that_was_written_becomes_markup(fresh_document: Page) -> None:
    evil = '<img src=x onerror="window.evil = 1">'
    account = {"id": "123456789012345678", "username": evil, "global_name": evil, "bot": False}
    thread = channel("700000000000000001", evil, "thread", parent=PAPERS, starter="400000000000000001")
    _, row = await shown(
        fresh_document,
        message(1, evil, pings=[evil], invoked={"user": "123456789012345678", "command": evil}) | {"author": account},
        **{f"channel:{thread['id']}": thread},
    )
    await expect(row.locator("img")).to_have_count(0)
    await expect(row.locator(".message-content")).to_contain_text(evil)
    await expect(row.locator(".thread-name")).to_have_text(evil)


async def test_an_answer_tells_who_used_which_command(fresh_document: Page) -> None:
    _, row = await shown(fresh_document, message(1, "x", type=20, invoked={"user": ADA, "command": "digest preview"}))
    await expect(row.locator(".used-line")).to_have_text("AAda used /digest preview")


async def test_an_answer_that_is_not_there_yet(fresh_document: Page) -> None:
    _, row = await shown(fresh_document, message(1, type=20, thinking=True, flags=128))
    await expect(row.locator(".under-way")).to_have_text("Paperboy is thinking...")
    await expect(row.locator(".dots i")).to_have_count(3)


async def test_an_edited_message_says_so_and_when(fresh_document: Page) -> None:
    _, row = await shown(fresh_document, message(1, "Hello", edited_timestamp="2026-03-27T10:04:00+01:00"))
    await expect(row.locator(".message-content")).to_have_text("Hello(edited)")
    await expect(row.locator(".edited")).to_have_attribute("title", "Friday, March 27, 2026 at 10:04 AM")


async def test_a_layout_shows_its_components_alone(fresh_document: Page) -> None:
    layout = [{"type": 10, "id": 1, "content": "In a layout"}]
    edited = "2026-03-27T10:04:00+01:00"
    _, row = await shown(fresh_document, message(1, flags=1 << 15, components=layout, edited_timestamp=edited))
    await expect(row.locator(".message-body")).to_contain_text("In a layout")
    await expect(row.locator(".message-content")).to_have_count(0)
    await expect(row.locator(".edited")).to_have_count(1)


async def test_embeds_are_shown_unless_they_are_suppressed(fresh_document: Page) -> None:
    page, row = await shown(fresh_document, message(1, "x", embeds=[{"type": "rich", "title": "A paper"}]))
    await expect(row).to_contain_text("A paper")
    await page.say(message(1, "x", embeds=[{"type": "rich", "title": "A paper"}], flags=4))
    await expect(row).not_to_contain_text("A paper")


async def test_signs_of_flags(fresh_document: Page) -> None:
    page, row = await shown(fresh_document, message(1, "x", flags=1 | 4096))
    await expect(row.locator(".published")).to_be_visible()
    await expect(row.get_by_role("img", name="@silent")).to_be_visible()
    await page.say(message(1, "x"))
    await expect(row.locator(".published, .message-sign")).to_have_count(0)


async def test_pings_are_told_by_the_sandbox_and_mine_are_marked(fresh_document: Page) -> None:
    page, row = await shown(fresh_document, message(1, "@everyone", pings=["@everyone", "@readers"], pings_me=True))
    await expect(row.locator(".sandbox-note")).to_have_text("sandbox: would notify @everyone, @readers")
    await expect(row).to_have_class("message pinged")
    await page.say(message(1, "@Bo", pings=["@Bo"]))
    await expect(row).to_have_class("message")


async def test_a_reply_shows_what_it_answers_and_leads_there(fresh_document: Page) -> None:
    asked = message(1, "What **is** new?", author=ADA)
    reply = message(2, "This", type=19, message_reference={"message_id": asked["id"]})
    page, row = await shown(fresh_document, asked, reply)
    await expect(row.locator(".reply-line")).to_contain_text("What is new?")
    await row.get_by_role("button", name="Jump to what Ada said").click()
    await expect(fresh_document.get_by_role("article").first).to_be_focused()
    await page.put({}, f"message:{asked['id']}")
    await expect(row.locator(".reply-line")).to_have_text("Original message was deleted")


async def test_an_ephemeral_message_can_be_dismissed_for_this_tab(fresh_document: Page) -> None:
    page, row = await shown(fresh_document, message(1, "Before"), message(2, "Secret", ephemeral=True, flags=64))
    await expect(row).to_contain_text("Only you can see this • Dismiss message")
    await row.get_by_role("button", name="Dismiss message").click()
    await expect(fresh_document.get_by_text("Secret")).to_have_count(0)
    await page.say(message(2, "Secret, edited", ephemeral=True, flags=64))
    await fresh_document.reload()
    page, _ = await shown(fresh_document, message(1, "Before"), message(2, "Secret", ephemeral=True, flags=64))
    await expect(fresh_document.get_by_text("Before")).to_be_visible()
    await expect(fresh_document.get_by_text("Secret")).to_have_count(0)
    assert await page.told("act") == []


async def test_discords_own_lines(fresh_document: Page) -> None:
    kinds: list[tuple[int, str, str]] = [
        (6, "", "Bo pinned a message to this channel."),
        (7, "", "Bo joined the server."),
        (18, "Week 13", "Bo started a thread: Week 13."),
        (99, "Odd", "Bo: Odd"),
    ]
    told = [message(number, words, author=BO, type=number) for number, words, _ in kinds]
    await shown(fresh_document, *told)
    rows = fresh_document.locator(".system-words")
    await expect(rows).to_contain_text([words for _, _, words in kinds])
    await expect(fresh_document.locator(".message-author")).to_have_count(0)


async def test_a_thread_hangs_below_its_message(fresh_document: Page) -> None:
    starter = message(1, "This week")
    thread = channel(starter["id"], "Week 13", "thread", parent=PAPERS, starter=starter["id"])
    page, row = await shown(fresh_document, starter, **{f"channel:{thread['id']}": thread})
    await expect(row.locator(".thread-marker")).to_contain_text("No messages")
    at = "2026-03-27T13:25:00+01:00"
    await page.say(message(2, "I *like* it", author=ADA, channel_id=thread["id"], at=at))
    await expect(row.locator(".thread-marker")).to_contain_text("1 message")
    await expect(row.locator(".thread-last")).to_contain_text("I like it")
    await expect(row.locator(".thread-last time")).to_have_text("5m ago")
    await row.locator(".thread-marker").click()
    assert await page.told("go") == [thread["id"]]
    await page.put_all("channel", thread | {"archived": True})
    await expect(row.locator(".thread-state")).to_have_text("Archived")


async def test_tools_copy_and_show_json(fresh_document: Page) -> None:
    origin = fresh_document.url.rstrip("/")
    await fresh_document.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    one = message(1, "Hello", embeds=[{"type": "rich", "title": "A paper"}])
    page, row = await shown(fresh_document, one)
    tools = row.get_by_role("group", name="Message tools")
    await expect(tools).not_to_be_visible()
    await row.hover()
    read = "navigator.clipboard.readText()"
    await tools.get_by_role("button", name="Copy text").click()
    await expect_toasts(page, 1)
    assert await fresh_document.evaluate(read) == "Hello\nA paper"
    await tools.get_by_role("button", name="Copy ID").click()
    await expect_toasts(page, 2)
    assert await fresh_document.evaluate(read) == one["id"]
    await tools.get_by_role("button", name="View raw JSON").click()
    dialog = fresh_document.get_by_role("dialog", name="Message as JSON")
    assert json.loads(await dialog.locator("pre").inner_text()) == one
    await fresh_document.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def expect_toasts(page: Listed, count: int) -> None:
    await page.tab.wait_for_function("(count) => window.page.ctx.told.toast.length === count", arg=count)
