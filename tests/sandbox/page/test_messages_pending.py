"""Commands under way, and how they look."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from tests.browser import in_browser
from tests.sandbox.page.messagelist import ADA, BO, GENERAL, PAPERS, Listed, message

pytestmark = in_browser

START = """([channel, user, command]) => {
  window.sent = window.page.ctx.pending.start({channel, user, command});
}"""


async def test_a_command_is_told_of_until_it_is_answered(fresh_document: Page) -> None:
    told = await fresh_document.evaluate("""async () => {
      const {createPending} = await import("/static/js/messages/pending.js");
      const pending = createPending(() => new Date(0));
      const told = [];
      const stop = pending.watch((channel) => told.push([channel, pending.list("1").length, pending.list("1")[0]?.error]));
      const first = pending.start({channel: "1", user: "2", command: "week"});
      const second = pending.start({channel: "9", user: "2", command: "week"});
      first.done();
      first.fail("late");
      first.done();
      const third = pending.start({channel: "1", user: "2", command: "week"});
      third.fail("No");
      pending.dismiss(pending.list("1")[0].id);
      third.fail("Again");
      stop();
      pending.start({channel: "1", user: "2", command: "week"});
      return told;
    }""")
    assert told == [["1", 1, None], ["9", 1, None], ["1", 0, None], ["1", 1, None], ["1", 1, "No"], ["1", 0, None]]


async def test_each_version_of_a_command_is_another_object(fresh_document: Page) -> None:
    same = await fresh_document.evaluate("""async () => {
      const {createPending} = await import("/static/js/messages/pending.js");
      const pending = createPending();
      const sent = pending.start({channel: "1", user: "2", command: "week"});
      const before = pending.list("1")[0];
      sent.fail("No");
      return [before.error, pending.list("1")[0] === before];
    }""")
    assert same == [None, False]


async def test_a_command_waits_below_the_messages_and_goes(fresh_document: Page) -> None:
    page = Listed(fresh_document)
    await page.mount()
    await page.show()
    await fresh_document.evaluate(START, [PAPERS, ADA, "digest preview"])
    row = fresh_document.locator(".pending")
    await expect(row).to_contain_text("Ada used /digest preview")
    await expect(row).to_contain_text("Sending command...")
    await fresh_document.evaluate("window.sent.done()")
    await expect(row).to_have_count(0)


async def test_an_answer_takes_the_place_of_its_command_at_once(fresh_document: Page) -> None:
    page = Listed(fresh_document)
    await page.mount()
    answer: dict[str, Any] = {"type": 20, "invoked": {"user": ADA, "command": "week"}}
    await page.say(message(1, "An older answer", **answer))
    await page.show()
    await fresh_document.evaluate(START, [PAPERS, ADA, "week"])
    row = fresh_document.locator(".pending")
    await expect(row).to_have_count(1)
    await page.say(message(2, "Somebody else's", type=20, invoked={"user": BO, "command": "week"}))
    await expect(row).to_have_count(1)
    await page.say(message(3, "The answer", **answer))
    await expect(row).to_have_count(0)
    await fresh_document.evaluate("window.sent.fail('Something went wrong')")
    await expect(row).to_contain_text("Something went wrong")


async def test_a_failure_stays_until_it_is_dismissed(fresh_document: Page) -> None:
    page = Listed(fresh_document)
    await page.mount()
    await page.show()
    await fresh_document.evaluate(START, [PAPERS, ADA, "week"])
    await fresh_document.evaluate("window.sent.fail('The application did not respond')")
    row = fresh_document.locator(".pending")
    await expect(row.locator(".message-error")).to_have_text("The application did not respond")
    await expect(row).to_contain_text("Only you can see this • Dismiss message")
    await row.get_by_role("button", name="Dismiss message").click()
    await expect(row).to_have_count(0)


async def test_a_command_shows_only_in_its_channel(fresh_document: Page) -> None:
    page = Listed(fresh_document)
    await page.mount()
    await page.show()
    await fresh_document.evaluate(START, [GENERAL, ADA, "week"])
    await expect(fresh_document.locator(".pending")).to_have_count(0)
    await page.show(GENERAL)
    await expect(fresh_document.locator(".pending")).to_have_count(1)
