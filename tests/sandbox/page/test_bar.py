"""The bar that is not Discord: what its owner shows, what the bot asked for, and the end of its log."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox import DriverError
from bot.sandbox.panel import PanelAction, PanelAnswer, PanelEntry, Tone
from tests.browser import in_browser, tab_of
from tests.sandbox.page.opened import House, Street, house, opened

pytestmark = in_browser

PHONE = 390


def entry(page: Page, title: str) -> Locator:
    return page.get_by_role("article", name=title, exact=True).and_(page.locator(".entry"))


def requests(page: Page) -> Locator:
    return page.locator(".request-item")


async def refuse(at: House) -> None:
    """Let the bot ask for what Discord refuses, with two wrong fields."""
    body = {"content": "x" * 2001, "embeds": [{"title": "y" * 300}]}
    status, _ = await at.ask("POST", f"/channels/{at.papers.id}/messages", body)
    assert status == 400


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "now"),
        (0.4, "now"),
        (1, "in 1 s"),
        (59, "in 59 s"),
        (60, "in 1 min"),
        (260, "in 4 min 20 s"),
        (3_600, "in 1 h"),
        (3_661, "in 1 h 1 min"),
        (2 * 86_400 + 3 * 3_600 + 59, "in 2 d 3 h"),
        (86_400 + 59 * 60, "in 1 d"),
        (-1, "1 s ago"),
        (-90, "1 min 30 s ago"),
        (400 * 86_400, "in 400 d"),
    ],
)
async def test_the_time_until_something_falls_due(shared_tab: Page, seconds: float, words: str) -> None:
    got = await shared_tab.evaluate(
        """async (seconds) => {
          const {countdown} = await import("/static/js/bar/countdown.js");
          return countdown(new Date(1_700_000_000_000 + seconds * 1000), new Date(1_700_000_000_000));
        }""",
        seconds,
    )
    assert got == words


@pytest.mark.parametrize(
    ("before", "now", "difference"),
    [
        ([], [], {"gone": 0, "come": []}),
        ([], ["a"], {"gone": 0, "come": ["a"]}),
        (["a"], ["a"], {"gone": 0, "come": []}),
        (["a", "b"], ["b", "c"], {"gone": 1, "come": ["c"]}),
        (["a", "b"], ["c", "d"], {"gone": 2, "come": ["c", "d"]}),
        (["a", "a"], ["a", "a", "a"], {"gone": 0, "come": ["a"]}),
        (["a", "b"], [], {"gone": 2, "come": []}),
        (["a", "b"], ["a"], {"gone": 2, "come": ["a"]}),
    ],
)
async def test_what_became_of_the_lines_of_a_log(
    shared_tab: Page, before: list[str], now: list[str], difference: dict[str, Any]
) -> None:
    got = await shared_tab.evaluate(
        """async ([before, now]) => {
          const {difference} = await import("/static/js/bar/log.js");
          return difference(before, now);
        }""",
        [before, now],
    )
    assert got == difference


async def test_sections_are_shown_word_for_word_in_their_order(street: Street) -> None:
    async with street.house() as at:
        code = "digests.yaml, line 7\n\n  channel: <b>general</b>\n           ^^^^^^^"
        at.sandbox.panel.put("settings", "Settings", [PanelEntry("file", "digests.yaml", tone=Tone.BAD, code=code)])
        at.sandbox.panel.put("digests", "Digests", [PanelEntry("a", "First", "one"), PanelEntry("b", "Second", "two")])
        async with street.opened(at) as page:
            await expect(page.locator(".bar-sections h3")).to_have_text(["Settings", "Digests"])
            assert await entry(page, "digests.yaml").locator("pre").text_content() == code
            await expect(entry(page, "digests.yaml")).to_have_class(re.compile("tone-bad"))
            await expect(page.locator(".entry h4")).to_have_text(["digests.yaml", "First", "Second"])
            at.sandbox.panel.remove("settings")
            at.sandbox.panel.put("digests", "Digests", [PanelEntry("b", "Second", "two")])
            await expect(page.locator(".bar-sections h3")).to_have_text(["Digests"])
            await expect(page.locator(".entry h4")).to_have_text(["Second"])


@pytest.mark.parametrize("from_end", [False, True])
async def test_what_is_shown_word_for_word_is_wrapped_and_a_log_is_at_its_end(street: Street, from_end: bool) -> None:
    async with street.house() as at:
        code = "\n".join(f"line {number}: {'a long word ' * 20}" for number in range(40))
        at.sandbox.panel.put("bot", "Bot", [PanelEntry("bot", "Paperboy", code=code, from_end=from_end)])
        async with street.opened(at) as page:
            shown = entry(page, "Paperboy").locator("pre")
            assert await shown.text_content() == code
            assert await shown.evaluate(
                "(pre) => pre.scrollWidth <= pre.clientWidth && pre.scrollHeight > pre.clientHeight"
            )
            # The first or the last line, by the text's own place within its frame.
            script = """(pre) => {
              const text = document.createRange(), frame = pre.getBoundingClientRect();
              text.selectNodeContents(pre);
              const {top, bottom} = text.getBoundingClientRect();
              return [top >= frame.top, bottom <= frame.bottom];
            }"""
            assert await shown.evaluate(script) == [not from_end, from_end]


async def test_what_changed_flashes_once_and_what_did_not_stays_the_same(street: Street) -> None:
    async with street.house() as at:
        first, second = PanelEntry("a", "First", "one"), PanelEntry("b", "Second", "two")
        at.sandbox.panel.put("digests", "Digests", [first, second])
        async with street.opened(at) as page:
            await expect(page.locator(".flash")).to_have_count(0)
            kept = await entry(page, "First").element_handle()
            at.sandbox.panel.put("digests", "Digests", [first, PanelEntry("b", "Second", "other")])
            await expect(entry(page, "Second")).to_contain_text("other")
            await expect(page.locator(".flash")).to_have_count(1)
            assert kept is not None
            assert await kept.evaluate("(element) => element.isConnected")


async def test_an_entry_counts_down_and_tells_the_date(street: Street) -> None:
    async with street.house() as at:
        due = datetime(2030, 6, 3, 9, 0, tzinfo=UTC)
        at.sandbox.panel.put("digests", "Digests", [PanelEntry("a", "First", due=due, channel_id=at.papers.id)])
        async with street.opened(at, member=at.ada) as page:
            time = entry(page, "First").locator("time")
            await expect(time).to_have_attribute("datetime", due.isoformat())
            await expect(time).to_have_attribute("title", re.compile(r"^Monday, June 3.*11:00.*GMT\+2$"))
            await expect(time).to_have_text(re.compile(r"^in \d+ d( \d+ h)?$"))
            await entry(page, "First").get_by_role("button", name="papers").click()
            await expect(page.locator("h1")).to_have_text("papers")


async def test_dates_are_english_as_the_page_is(shared_tab: Page) -> None:
    date = await shared_tab.evaluate("""async () => {
      const {localDate} = await import("/static/js/bar/countdown.js");
      Object.defineProperty(navigator, "language", {value: "de-DE", configurable: true});
      const date = localDate(new Date("2030-06-03T09:00:00Z"));
      delete navigator.language;
      return date;
    }""")
    assert date.startswith("Monday 3 June at 11:00")


async def test_a_countdown_goes_on(shared_tab: Page) -> None:
    shown = await shared_tab.evaluate("""async () => {
      const {tick} = await import("/static/js/bar/entry.js");
      document.body.innerText = "";
      const time = document.createElement("time");
      time.dataset.due = "2030-06-03T09:00:00+00:00";
      document.body.append(time);
      return ["08:59:00", "08:59:59", "09:00:30"].map((at) => {
        tick(document.body, new Date(`2030-06-03T${at}Z`));
        return time.textContent;
      });
    }""")
    assert shown == ["in 1 min", "in 1 s", "30 s ago"]


async def test_a_button_is_busy_until_its_answer_is_there_and_leads_to_a_channel(street: Street) -> None:
    async with street.house() as at:
        pressed, finish = [], asyncio.Event()

        async def deliver() -> PanelAnswer:
            pressed.append(1)
            await finish.wait()
            at.sandbox.panel.put("digests", "Digests", [PanelEntry("a", "First", "delivered", actions=[action])])
            return PanelAnswer("Ten papers were delivered.", at.papers.id)

        action = PanelAction("go", "Deliver it now", deliver)
        at.sandbox.panel.put("digests", "Digests", [PanelEntry("a", "First", "waiting", actions=[action])])
        async with street.opened(at, member=at.ada) as page:
            button = entry(page, "First").get_by_role("button", name="Deliver it now")
            await button.click()
            await expect(button).to_have_attribute("aria-busy", "true")
            await expect(button).to_be_focused()
            await page.keyboard.press("Enter")
            finish.set()
            await expect(entry(page, "First").get_by_role("status")).to_have_text("Ten papers were delivered.")
            await expect(page.locator("h1")).to_have_text("papers")
            await expect(button).not_to_have_attribute("aria-busy", "true")
            await expect(entry(page, "First")).to_contain_text("delivered")
            assert pressed == [1], "a busy button does nothing"


async def test_a_button_that_fails_says_why(street: Street) -> None:
    async with street.house() as at:

        async def fail() -> PanelAnswer:
            raise DriverError("The bot is offline")

        at.sandbox.panel.put("x", "X", [PanelEntry("a", "First", actions=[PanelAction("go", "Try", fail)])])
        async with street.opened(at) as page:
            await entry(page, "First").get_by_role("button", name="Try").click()
            told = entry(page, "First").locator(".entry-told")
            await expect(told).to_contain_text("The bot is offline")
            await expect(told).to_have_class(re.compile("tone-bad"))
            # Why it failed may no longer be so.
            at.sandbox.panel.put("x", "X", [PanelEntry("a", "First", "all is well")])
            await expect(entry(page, "First")).to_contain_text("all is well")
            await expect(told).to_be_empty()


async def test_an_answer_looks_as_good_as_it_is_and_goes_with_its_entry(street: Street) -> None:
    async with street.house() as at:

        async def deliver() -> PanelAnswer:
            return PanelAnswer("It is there already.", tone=Tone.ODD)

        first = PanelEntry("a", "First", actions=[PanelAction("go", "Deliver it now", deliver)])
        at.sandbox.panel.put("x", "X", [first])
        async with street.opened(at) as page:
            await entry(page, "First").get_by_role("button", name="Deliver it now").click()
            told = entry(page, "First").locator(".entry-told")
            await expect(told).to_have_text("It is there already.")
            await expect(told).to_have_class(re.compile("tone-odd"))
            at.sandbox.panel.put("x", "X", [])
            await expect(entry(page, "First")).to_have_count(0)
            at.sandbox.panel.put("x", "X", [first])
            await expect(told).to_be_empty()


async def test_requests_are_listed_newest_first_and_refused_ones_with_every_wrong_field(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await expect(page.get_by_text("The bot has not asked for anything yet.")).to_be_visible()
        await at.post(at.papers, "A paper")
        await refuse(at)
        await expect(requests(page)).to_have_count(2)
        newest, oldest = requests(page).first, requests(page).last
        await expect(newest).to_have_class(re.compile("tone-bad"))
        await expect(newest.locator(".request-told")).to_have_text("Invalid Form Body (50035)")
        await expect(newest.locator(".request-field")).to_have_text([re.compile("^content: "), re.compile("title: ")])
        await expect(oldest.locator(".request-head > *")).to_have_text(["POST", "/channels/…/messages", "200"])
        await expect(oldest).to_have_class(re.compile("tone-plain"))
        await expect(page.locator(".bar-count")).to_have_text("1 refused")


async def test_only_what_went_wrong_can_be_shown(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await at.post(at.papers, "A paper")
        only = page.get_by_label("only problems")
        await only.check()
        await expect(page.get_by_text("Nothing went wrong.")).to_be_visible()
        await refuse(at)
        await expect(requests(page)).to_have_count(1)
        await only.uncheck()
        await expect(requests(page)).to_have_count(2)


async def test_the_number_of_refusals_leads_past_many_digests_to_them(street: Street) -> None:
    async with street.house() as at:
        at.sandbox.panel.put("digests", "Digests", [PanelEntry(str(one), f"Digest {one}") for one in range(30)])
        async with street.opened(at) as page:
            await refuse(at)
            await at.post(at.papers, "A paper")
            await expect(requests(page)).to_have_count(2)
            await page.get_by_role("button", name="1 refused").click()
            await expect(requests(page)).to_have_count(1)
            await expect(requests(page).get_by_role("button")).to_be_focused()
            await expect(requests(page)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("request_", "tone"),
    [
        ({"outcome": "taken", "warnings": []}, "plain"),
        ({"outcome": "open", "warnings": []}, "plain"),
        ({"outcome": "taken", "warnings": ["Too many digits"]}, "odd"),
        ({"outcome": "limited", "warnings": []}, "odd"),
        ({"outcome": "refused", "warnings": []}, "bad"),
        ({"outcome": "broken", "warnings": ["Too many digits"]}, "bad"),
    ],
)
async def test_how_a_request_catches_the_eye(shared_tab: Page, request_: dict[str, Any], tone: str) -> None:
    script = """async (request) => (await import("/static/js/bar/requests.js")).toneOf(request)"""
    assert await shared_tab.evaluate(script, request_) == tone


async def test_a_request_is_shown_in_full_and_its_markup_stays_text(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await at.post(at.papers, '<img src=x onerror="alert(1)">')
        await requests(page).first.get_by_role("button").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_role("heading", level=2)).to_have_text(f"POST /channels/{at.papers.id}/messages")
        await expect(dialog.locator("pre").first).to_contain_text('"content": "<img src=x onerror=')
        await expect(dialog.locator("pre").last).to_contain_text('"username": "paperboy"')
        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(requests(page).first.get_by_role("button")).to_be_focused()


async def test_arrows_walk_through_the_requests(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        for number in range(3):
            await at.post(at.papers, f"Paper {number}")
        await expect(requests(page)).to_have_count(3)
        await expect(page.locator(".request[tabindex='0']")).to_have_count(1)
        await requests(page).first.get_by_role("button").focus()
        await page.keyboard.press("End")
        await expect(requests(page).last.get_by_role("button")).to_be_focused()
        await at.post(at.papers, "Paper 4")
        await expect(requests(page)).to_have_count(4)
        await expect(requests(page).last.get_by_role("button")).to_be_focused()


async def test_a_closed_bar_counts_what_is_refused_meanwhile(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await refuse(at)
        await expect(page.locator(".bar-count")).to_have_text("1 refused")
        await page.get_by_role("button", name="Close the bar").click()
        toggle = page.locator(".bar-toggle")
        await expect(toggle).to_be_focused()
        await expect(page.locator(".bar")).to_be_hidden()
        await expect(toggle).to_have_accessible_name("Sandbox")
        await refuse(at)
        await expect(toggle).to_have_accessible_name("Sandbox, 1 request was refused")
        await toggle.click()
        await expect(page.locator(".bar")).to_be_focused()
        await expect(toggle).to_have_accessible_name("Sandbox")


async def test_a_closed_bar_counts_anew_for_a_sandbox_that_began_anew(shared_tab: Page) -> None:
    names = await shared_tab.evaluate("""async () => {
      const {createBar} = await import("/static/js/bar/bar.js");
      const {createStore} = await import("/static/js/store.js");
      const store = createStore();
      const refuse = (at) => {
        const fields = {method: "GET", path: "/x", route: "/x", status: 404, told: "", warnings: []};
        store.apply({set: {"request:1": {n: 1, at, outcome: "refused", ...fields}}, gone: []});
        return bar.button.getAttribute("aria-label");
      };
      store.apply({set: {app: {name: "Paperboy", online: true}}, gone: []});
      const storage = {getItem: () => null, setItem: () => {}};
      const bar = createBar({store, now: () => new Date()}, {choice: () => "system"}, storage);
      const open = refuse("2026-01-01T00:00:00Z");
      bar.button.click();
      return [open, bar.button.getAttribute("aria-label"), refuse("2026-01-02T00:00:00Z")];
    }""")
    assert names == ["Sandbox", "Sandbox", "Sandbox, 1 request was refused"]


async def test_a_closed_bar_tells_that_something_is_wrong(browser: Browser) -> None:
    async with house() as at, opened(browser, at, width=PHONE) as page:
        toggle = page.locator(".bar-toggle")
        await expect(toggle).to_have_accessible_name("Sandbox")
        at.sandbox.panel.put("settings", "Settings", [PanelEntry("file", "digests.yaml", tone=Tone.BAD)])
        await expect(toggle).to_have_accessible_name("Sandbox, something is wrong")
        await expect(toggle.locator(".bar-unseen")).to_have_text("!")
        await refuse(at)
        await expect(toggle).to_have_accessible_name("Sandbox, 1 request was refused, something is wrong")
        at.sandbox.panel.put("settings", "Settings", [PanelEntry("file", "digests.yaml", tone=Tone.GOOD)])
        await expect(toggle).to_have_accessible_name("Sandbox, 1 request was refused")


async def test_a_window_that_becomes_narrow_is_not_covered_by_the_bar(browser: Browser) -> None:
    async with house() as at, opened(browser, at) as page:
        await expect(page.locator(".bar")).to_be_visible()
        await page.set_viewport_size({"width": 640, "height": 400})
        await expect(page.locator(".bar")).to_be_hidden()
        await page.set_viewport_size({"width": 1280, "height": 800})
        await expect(page.locator(".bar")).to_be_visible()


async def test_whether_the_bar_is_open_is_remembered(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await page.locator(".bar-toggle").click()
        await expect(page.locator(".bar")).to_be_hidden()
        await page.reload()
        await expect(page.locator(".bar-toggle")).to_have_attribute("aria-expanded", "false")
        await expect(page.locator(".bar")).to_be_hidden()


async def test_on_a_phone_the_bar_is_a_sheet_that_escape_closes(browser: Browser) -> None:
    async with house() as at, opened(browser, at, width=PHONE) as page:
        bar = page.locator(".bar")
        await expect(bar).to_be_hidden()
        await page.locator(".bar-toggle").click()
        await expect(bar).to_be_in_viewport()
        box = await bar.bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, PHONE)
        await page.keyboard.press("Escape")
        await expect(bar).to_be_hidden()
        await expect(page.locator(".bar-toggle")).to_be_focused()


async def test_on_a_phone_the_sheet_gives_way_to_the_channel_that_a_press_leads_to(browser: Browser) -> None:
    async with house() as at, opened(browser, at, width=PHONE, member=at.ada) as page:

        async def deliver() -> PanelAnswer:
            return PanelAnswer("Ten papers were delivered.", at.papers.id)

        action = PanelAction("go", "Deliver it now", deliver)
        at.sandbox.panel.put("digests", "Digests", [PanelEntry("a", "First", actions=[action])])
        await page.locator(".bar-toggle").click()
        await entry(page, "First").get_by_role("button", name="Deliver it now").click()
        await expect(page.locator(".bar")).to_be_hidden()
        await expect(page.locator("h1")).to_have_text("papers")


async def test_the_log_follows_unless_somebody_reads_further_up(browser: Browser) -> None:
    async with house() as at:
        at.sandbox.panel.log(*(f"line {number}" for number in range(299)))
        async with opened(browser, at) as page:
            lines = page.locator(".log-lines")
            await expect(lines).to_be_hidden()
            await page.locator(".log summary").click()
            await expect(lines.get_by_text("line 298")).to_be_in_viewport()
            at.sandbox.panel.log("12:00 ERROR bot.delivery It broke", "the end")
            await expect(lines.get_by_text("the end")).to_be_in_viewport()
            await expect(lines.locator("span").first).to_have_text("line 1\n")
            await expect(lines.locator(".log-bad")).to_have_text("12:00 ERROR bot.delivery It broke\n")
            await lines.evaluate("(element) => (element.scrollTop = 0)")
            at.sandbox.panel.log("one more")
            await expect(lines.get_by_text("one more")).to_have_count(1)
            await expect(lines.get_by_text("one more")).not_to_be_in_viewport()


async def test_the_bar_says_whether_the_bot_is_there(street: Street) -> None:
    async with street.house() as at, street.opened(at) as page:
        await expect(page.locator(".bar-status")).to_have_text("Paperboy is offline")


async def test_a_running_countdown_is_kept_current(browser: Browser) -> None:
    async with house() as at, tab_of(browser) as page:
        opened_at = datetime.now(UTC)
        due = opened_at + timedelta(seconds=1000)
        at.sandbox.panel.put("digests", "Digests", [PanelEntry("a", "First", due=due)])
        await page.clock.install(time=opened_at)
        await page.goto(at.sandbox.page_url)
        time = entry(page, "First").locator("time")
        await expect(time).to_have_text(re.compile(r"^in 16 min"))
        await page.clock.pause_at(due - timedelta(seconds=90))
        await expect(time).to_have_text("in 1 min 30 s")
        await page.clock.run_for(90_000)
        await expect(time).to_have_text("now")
