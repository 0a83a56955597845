"""What stands in the list and in which order, and how its times read: pure fresh_document, run in the browser."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, Page

from tests.browser import in_browser, static_site
from tests.sandbox.page.messagelist import ADA, BO, GENERAL, NOW, PAPERS, message

pytestmark = in_browser

PLAN = """async ({messages, readUpTo = null, pending = []}) => {
  const {plan} = await import("/static/js/messages/plan.js");
  return plan(messages, {readUpTo, pending}).map((line) =>
    line.kind === "message" ? (line.compact ? "+" : "") + line.message.content : line.unread ? `${line.key}!` : line.key);
}"""


async def lines(page: Page, *messages: dict[str, Any], **more: Any) -> Any:
    return await page.evaluate(PLAN, {"messages": list(messages), **more})


async def test_each_day_begins_with_its_date(fresh_document: Page) -> None:
    late = message(1, "late", at="2026-03-26T22:30:00+00:00")
    after = message(2, "after", at="2026-03-26T23:30:00+00:00")
    assert await lines(fresh_document, late, after) == ["day:2026-03-26", "late", "day:2026-03-27", "after"]


FOLLOWERS: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"at": "2026-03-27T13:36:59+01:00"}, True),
    ({"at": "2026-03-27T13:37:00+01:00"}, False),
    ({"author": BO}, False),
    ({"ephemeral": True}, False),
    ({"invoked": {"user": ADA, "command": "week"}, "type": 20}, False),
    ({"type": 19, "message_reference": {"message_id": "1"}}, False),
    ({"type": 7}, False),
    ({"flags": 1}, False),
    ({"flags": 4096}, False),
]


async def test_what_joins_the_message_above(fresh_document: Page) -> None:
    for other, joined in FOLLOWERS:
        got = await lines(fresh_document, message(1, "one"), message(2, "two", **other))
        assert got == ["day:2026-03-27", "one", "+two" if joined else "two"], other


async def test_the_line_above_what_is_new(fresh_document: Page) -> None:
    one, two, three = message(1, "one"), message(2, "two"), message(3, "three")
    got = await lines(fresh_document, one, two, three, readUpTo=one["id"])
    assert got == ["day:2026-03-27", "one", "unread", "two", "+three"]
    assert "unread" not in await lines(fresh_document, one, two, readUpTo=two["id"])
    # The last one that was read may be gone by now.
    assert await lines(fresh_document, one, three, readUpTo=two["id"]) == ["day:2026-03-27", "one", "unread", "three"]


async def test_a_new_day_of_new_messages_has_one_line(fresh_document: Page) -> None:
    old = message(1, "old", at="2026-03-20T10:00:00+01:00")
    got = await lines(fresh_document, old, message(2, "new"), readUpTo=old["id"])
    assert got == ["day:2026-03-20", "old", "day:2026-03-27!", "new"]


async def test_commands_under_way_stand_last(fresh_document: Page) -> None:
    sent = [{"id": number, "at": "2026-03-27T08:00:00Z", "error": None} for number in ("7", "8")]
    got = await lines(fresh_document, message(1, "one"), pending=sent)
    assert got == ["day:2026-03-27", "one", "pending:7", "pending:8"]


async def test_failed_commands_stay_where_they_were_sent(fresh_document: Page) -> None:
    early = message(1, "early", at="2026-03-26T10:00:00+01:00")
    later = [message(number, f"later {number}", at=f"2026-03-27T10:0{number}:00+01:00") for number in (2, 4)]
    times = ("2026-03-26T09:30:00.000Z", "2026-03-27T09:03:00.000Z", "2026-03-27T09:05:00.000Z")
    failed = [{"id": str(place), "at": at, "error": "It failed"} for place, at in enumerate(times)]
    got = await lines(fresh_document, early, *later, pending=failed)
    assert got == [
        *("day:2026-03-26", "early", "pending:0"),
        *("day:2026-03-27", "later 2", "pending:1", "later 4", "pending:2"),
    ]


async def test_a_failed_command_may_begin_a_day(fresh_document: Page) -> None:
    early = message(1, "early", at="2026-03-26T10:00:00+01:00")
    failed = [{"id": "7", "at": "2026-03-27T08:00:00.000Z", "error": "It failed"}]
    got = await lines(fresh_document, early, message(2, "new"), pending=failed, readUpTo=early["id"])
    assert got == ["day:2026-03-26", "early", "day:2026-03-27", "pending:7", "unread", "new"]


async def test_messages_of_a_channel_without_those_dismissed(fresh_document: Page) -> None:
    script = """async ({messages, channel, dismissed}) => {
      const {messagesOf} = await import("/static/js/messages/plan.js");
      return messagesOf(messages, channel, new Set(dismissed)).map((one) => one.content);
    }"""
    messages = [message(3, "c"), message(1, "a"), message(2, "b"), message(4, "else", channel_id=GENERAL)]
    given_ = {"messages": messages, "channel": PAPERS, "dismissed": [messages[2]["id"]]}
    assert await fresh_document.evaluate(script, given_) == ["a", "c"]


async def test_ids_sort_as_numbers(fresh_document: Page) -> None:
    script = "async (ids) => ids.sort((await import('/static/js/snowflake.js')).byId)"
    numbers = sorted(10**digits + more for digits in range(1, 21) for more in (-1, 0, 1, 7))
    shuffled = [str(one) for one in (*numbers[::2], *reversed(numbers[1::2]))]
    assert await fresh_document.evaluate(script, shuffled) == [str(one) for one in numbers]


TIMES = [
    ("headTime", "2026-03-27T00:00:00+01:00", "Today at 12:00 AM"),
    ("headTime", "2026-03-27T10:03:00+01:00", "Today at 10:03 AM"),
    ("headTime", "2026-03-26T23:59:59+01:00", "Yesterday at 11:59 PM"),
    ("headTime", "2026-03-25T23:59:59+01:00", "03/25/2026 11:59 PM"),
    ("headTime", "2026-03-29T03:00:00+02:00", "03/29/2026 3:00 AM"),
    ("ago", "2026-03-27T13:29:30+01:00", "just now"),
    ("ago", "2026-03-27T13:25:00+01:00", "5m ago"),
    ("ago", "2026-03-27T10:31:00+01:00", "2h ago"),
    ("ago", "2026-03-15T13:30:00+01:00", "12d ago"),
    ("ago", "2026-02-01T13:30:00+01:00", ">30d ago"),
]


async def test_times(fresh_document: Page) -> None:
    script = """async ([asked, now]) => {
      const times = await import("/static/js/messages/times.js");
      return asked.map(([form, at]) => times[form](new Date(at), new Date(now)));
    }"""
    got = await fresh_document.evaluate(script, [[[form, at] for form, at, _ in TIMES], NOW])
    assert [one.replace("\u202f", " ") for one in got] == [words for _, _, words in TIMES]


async def test_yesterday_is_so_on_the_day_after_the_clocks_went_forward(fresh_document: Page) -> None:
    script = """async () => {
      const {headTime} = await import("/static/js/messages/times.js");
      return headTime(new Date("2026-03-29T00:30:00+01:00"), new Date("2026-03-30T00:10:00+02:00"));
    }"""
    assert (await fresh_document.evaluate(script)).startswith("Yesterday")


async def test_half_past_midnight_has_four_digits_where_days_have_24_hours(browser: Browser) -> None:
    context = await browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    async with static_site() as url:
        page = await context.new_page()
        await page.goto(url)
        script = (
            "async () => (await import('/static/js/messages/times.js')).clockTime(new Date('2026-03-26T23:35:00Z'))"
        )
        assert await page.evaluate(script) == "00:35"
    await context.close()


async def test_systems_that_do_not_speak_english_get_british_dates(fresh_document: Page) -> None:
    script = "async (tag) => (await import('/static/js/locale.js')).pageLocale(tag)"
    assert [await fresh_document.evaluate(script, tag) for tag in ("en-US", "en", "de-DE", "fi")] == [
        "en-US",
        "en",
        "en-GB",
        "en-GB",
    ]


async def test_all_words_of_a_message(fresh_document: Page) -> None:
    script = "async (message) => (await import('/static/js/messages/text.js')).textOf(message)"
    fields = [{"name": "Field", "value": "Value"}]
    embed = {"author": {"name": "Author"}, "title": "Title", "fields": fields, "footer": {"text": "Foot"}}
    poll = {"question": {"text": "Which?"}}
    classic = message(1, "Content", embeds=[embed], poll=poll)
    assert await fresh_document.evaluate(script, classic) == "Content\nAuthor\nTitle\nField\nValue\nFoot\nWhich?"
    assert await fresh_document.evaluate(script, classic | {"flags": 4}) == "Content\nWhich?"
    section = {"type": 9, "components": [{"type": 10, "content": "Inner"}], "accessory": {"type": 2, "label": "Press"}}
    layout = [{"type": 17, "components": [section]}, {"type": 10, "content": "Outer"}]
    assert await fresh_document.evaluate(script, message(1, flags=1 << 15, components=layout)) == "Inner\nOuter"
    assert await fresh_document.evaluate(script, message(1)) == ""
