"""The page's input alone, in the browser: typing, choosing, sending, with the keyboard and with the mouse."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FileChooser, Page, Route, expect

from tests.browser import in_browser
from tests.sandbox.page.composing import GENERAL, LOCKED, SEARCH, WEEK, Composing, command, option
from tests.sandbox.page.messagelist import ADA, BO

pytestmark = in_browser

INTEGER, BOOLEAN, USER, ATTACHMENT = 4, 5, 6, 11
NEWS = "202"

_MIDDLE = "(one) => one.getBoundingClientRect().y + one.getBoundingClientRect().height / 2"


@pytest_asyncio.fixture(loop_scope="session")
async def line(shared_tab: Page) -> Composing:
    line = Composing(shared_tab)
    await line.mount()
    await line.text.focus()
    return line


@pytest_asyncio.fixture(loop_scope="session")
async def answering(shared_tab: Page) -> AsyncIterator[Page]:
    """The tab, where a test answers requests itself."""
    yield shared_tab
    await shared_tab.unroute_all()


async def test_plain_text_is_sent_by_enter(line: Composing) -> None:
    await line.type("Hello")
    await line.press("Shift+Enter")
    await line.type("you ")
    await line.press("Enter")
    assert await line.told("act") == [{"do": "say", "channel": GENERAL, "content": "Hello\nyou"}]
    await expect(line.text).to_have_value("")
    await line.press("Enter")
    assert len(await line.told("act")) == 1


async def test_the_field_grows_with_its_text_up_to_half_the_window(line: Composing) -> None:
    heights = []
    for lines in (1, 5, 200):
        await line.text.fill("\n".join("x" * lines))
        box = await line.tab.locator(".composer-field").bounding_box()
        assert box is not None
        heights.append(box["height"])
    assert heights == [56, 56 + 4 * 22, 400 + 34]


async def test_text_that_was_not_taken_comes_back(line: Composing) -> None:
    await line.type("Hello")
    await line.press("Enter")
    await line.refuse("The sandbox does not answer.")
    await expect(line.text).to_have_value("Hello")
    assert await line.told("toast") == [["The sandbox does not answer.", "bad"]]


async def test_a_message_of_2000_characters_is_sent_and_one_more_is_not(line: Composing) -> None:
    counter = line.tab.locator(".composer-counter")
    await line.text.fill("🙂" * 1799)
    await expect(counter).to_be_hidden()
    await line.text.fill("🙂" * 2001)
    await expect(counter).to_have_text("-1 characters left")
    await line.press("Enter")
    assert await line.told("act") == []
    too_long = "Your message is too long: it may have 2,000 characters, and has 1 more."
    assert await line.told("toast") == [[too_long, "bad"]]
    await line.text.fill("🙂" * 2002)
    assert await line.told("takenBack") == []
    await line.text.fill("🙂" * 2000)
    await expect(counter).to_have_text("0 characters left")
    assert await line.told("takenBack") == [too_long]
    await line.press("Enter")
    assert len(await line.told("act")) == 1


async def test_enter_that_ends_a_composed_character_sends_nothing(line: Composing) -> None:
    await line.text.fill("\u3053\u3093")
    composed = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    await line.text.dispatch_event("keydown", composed)
    assert await line.told("act") == []


async def test_a_press_beside_the_words_goes_into_the_line(line: Composing) -> None:
    field = line.tab.locator(".composer-field")
    box = await field.bounding_box()
    assert box is not None
    await line.text.fill("/search graphs")
    await line.field("query").blur()
    await field.click(position={"x": box["width"] - 20, "y": 20})
    await expect(line.tail).to_be_focused()
    await expect(line.popup).to_contain_text("limit")


async def test_a_slash_offers_the_commands(line: Composing) -> None:
    await line.type("/")
    await expect(line.rows).to_have_count(2)
    await expect(line.rows.first).to_contain_text("/search")
    await expect(line.rows.first).to_contain_text("Does search")
    await expect(line.rows.first.locator(".composer-hint")).to_have_text(["query", "limit"])
    await expect(line.text).to_have_attribute("aria-activedescendant", "composer-list-0")
    await line.press("ArrowDown")
    await expect(line.tab.locator('[aria-selected="true"]')).to_contain_text("/week")
    await line.press("ArrowDown", "ArrowUp", "ArrowUp")
    await expect(line.rows.first).to_have_attribute("aria-selected", "true")
    await line.press("Escape")
    await expect(line.popup).to_be_hidden()
    await expect(line.text).to_have_value("/")
    assert await line.text.get_attribute("aria-activedescendant") is None


async def test_a_command_is_chosen_filled_in_and_sent_by_keyboard(line: Composing) -> None:
    await line.type("/sea")
    await line.press("Tab")
    await expect(line.field("query")).to_be_focused()
    await expect(line.popup).to_contain_text("The query")
    await line.type("graph nets")
    await line.press("Tab")
    await expect(line.tail).to_be_focused()
    await line.press("Tab")
    await expect(line.field("limit")).to_be_focused()
    await expect(line.popup).to_contain_text("Between 1 and 10 · Optional")
    await line.type("3")
    await line.press("Enter")
    sent = {"command": "search", "options": {"query": "graph nets", "limit": 3}}
    assert await line.told("act") == [{"do": "slash", "channel": GENERAL} | sent]
    assert await line.pending() == [{"user": ADA, "command": "search", "error": None}]
    await expect(line.text).to_be_focused()
    await line.answer({"modal": None})
    await line.tab.wait_for_function("() => window.page.ctx.pending.list('201').length === 0")


async def test_a_command_that_is_not_answered_says_so(line: Composing) -> None:
    await line.type("/week")
    await line.press("Enter", "Enter")
    await line.refuse("The application did not respond")
    await line.tab.wait_for_function("() => window.page.ctx.pending.list('201')[0].error")
    assert await line.pending() == [{"user": ADA, "command": "week", "error": "The application did not respond"}]


async def test_a_form_that_the_bot_opens_is_shown(line: Composing) -> None:
    await line.type("/week")
    await line.press("Enter", "Enter")
    field = {"type": 4, "custom_id": "words", "style": 1, "label": "Words", "required": True}
    rows = [{"type": 1, "components": [field]}]
    await line.answer({"modal": {"title": "Feedback", "custom_id": "f", "interaction": "1", "components": rows}})
    await expect(line.tab.get_by_role("dialog")).to_contain_text("Feedback")
    assert await line.pending() == []


async def test_suggestions_are_asked_for_and_taken(line: Composing) -> None:
    await line.text.fill("/week category:cs.LG")
    await line.wait_for_asked(1)
    await line.press("Tab")
    await line.type("week")
    await line.press("Enter")
    await expect(line.popup).to_contain_text("Loading options…")
    await line.wait_for_asked(2)
    first, second = await line.asked("complete")
    assert (first["option"], first["typed"], first["options"]) == ("category", "cs.LG", {})
    assert (second["option"], second["typed"], second["options"]) == ("week", "", {"category": "cs.LG"})
    await line.suggest("26 March", "19 March")
    await line.press("ArrowDown", "Enter")
    await expect(line.field("week")).to_have_value("19 March")
    await expect(line.tail).to_be_focused()
    await line.press("Enter")
    assert (await line.asked("slash"))[0]["options"] == {"category": "cs.LG", "week": "19 MARCH"}


async def test_what_is_typed_over_a_suggestion_is_sent_as_it_is(line: Composing) -> None:
    await line.text.fill("/week latest")
    await line.wait_for_asked(1)
    await line.suggest("Latest week")
    await line.rows.click()
    await expect(line.field("week")).to_have_value("Latest week")
    await line.field("week").click()
    await expect(line.rows).to_have_count(0)
    await line.press("End", "Backspace")
    await line.wait_for_asked(2)
    await line.suggest()
    await expect(line.popup).to_contain_text("No options match your search.")
    await line.press("Enter")
    assert (await line.asked("slash"))[0]["options"] == {"week": "Latest wee"}


async def test_suggestions_that_fail_do_not_keep_from_sending(line: Composing) -> None:
    await line.text.fill("/week x")
    await line.wait_for_asked(1)
    await line.refuse("The application did not respond")
    await expect(line.popup).to_contain_text("Loading options failed.")
    await line.press("Enter")
    assert (await line.asked("slash"))[0]["options"] == {"week": "x"}


async def test_old_suggestions_cannot_be_taken(line: Composing) -> None:
    await line.text.fill("/week x")
    await line.wait_for_asked(1)
    await line.suggest("Old")
    await line.type("y")
    await expect(line.rows).to_have_attribute("aria-disabled", "true")
    await line.rows.click(force=True)
    await expect(line.field("week")).to_have_value("xy")
    await line.press("Enter")
    assert (await line.asked("slash"))[0]["options"] == {"week": "xy"}


async def test_a_missing_value_is_told_and_gone_to(line: Composing) -> None:
    await line.text.fill("/search limit:x")
    await line.press("Enter")
    await expect(line.field("query")).to_be_focused()
    await expect(line.pills.filter(has_text="query")).to_have_class("pill is-wrong")
    await expect(line.popup).to_contain_text("This option is required. Specify a value")
    await expect(line.field("limit")).to_have_attribute("aria-invalid", "true")
    await line.type("graphs")
    await expect(line.field("query")).to_have_attribute("aria-invalid", "false")
    await line.press("Enter")
    await expect(line.field("limit")).to_be_focused()
    await expect(line.popup).to_contain_text("This option must be a whole number")
    await line.press("Backspace")
    await line.type("11")
    await line.press("Enter")
    await expect(line.popup).to_contain_text("This option must be between 1 and 10")
    await line.press("Backspace", "Enter")
    assert (await line.asked("slash"))[0]["options"] == {"query": "graphs", "limit": 1}


async def test_the_mouse_does_it_all_too(line: Composing) -> None:
    await line.type("/")
    await line.rows.filter(has_text="/week").click()
    await line.tab.get_by_role("button", name="+3 optional").click()
    await line.rows.filter(has_text="The all").click()
    await line.rows.filter(has_text="False").click()
    await expect(line.field("all")).to_have_value("False")
    await line.press("Enter")
    assert (await line.asked("slash"))[0]["options"] == {"all": False}


async def test_a_list_that_opens_under_a_resting_mouse_is_not_pointed_at(line: Composing) -> None:
    await line.type("/")
    await line.rows.nth(1).hover()
    await expect(line.rows.nth(1)).to_have_attribute("aria-selected", "true")
    await line.press("Backspace")
    await expect(line.popup).to_be_hidden()
    await line.type("/")
    await expect(line.rows.nth(0)).to_have_attribute("aria-selected", "true")


async def test_arrows_and_backspace_go_through_the_pills(line: Composing) -> None:
    await line.type("/search ab")
    await line.press("ArrowRight")
    await expect(line.tail).to_be_focused()
    await line.press("ArrowLeft")
    await expect(line.field("query")).to_be_focused()
    await line.press("ArrowLeft", "ArrowLeft", "Backspace")
    await expect(line.text).to_have_value("/search query:ab")
    await expect(line.text).to_be_focused()
    await line.press("Backspace")
    await expect(line.text).to_have_value("/searc query:ab")
    await line.type("h")
    await expect(line.field("query")).to_have_value("ab")


async def test_tab_leaves_the_line_when_the_popup_is_closed(line: Composing) -> None:
    await line.type("/week ")
    await expect(line.rows).to_have_count(3)
    await line.press("Escape", "Tab")
    await expect(line.tab.get_by_role("button", name="+3 optional")).to_be_focused()


async def test_the_last_command_comes_back_by_arrow_up(line: Composing) -> None:
    await line.type("/search graphs")
    await line.press("Enter", "ArrowUp")
    await expect(line.field("query")).to_have_value("graphs")
    await line.press("Enter")
    assert [one["options"] for one in await line.asked("slash")] == [{"query": "graphs"}] * 2


async def test_each_channel_keeps_what_was_begun_in_it(line: Composing) -> None:
    await line.type("/search graphs")
    await line.show(NEWS)
    await expect(line.text).to_have_value("")
    await expect(line.text).to_have_attribute("placeholder", "Message #news")
    await line.text.fill("Hello news")
    await line.show(GENERAL)
    await expect(line.field("query")).to_have_value("graphs")
    await line.show(NEWS)
    await expect(line.text).to_have_value("Hello news")


async def test_each_person_has_drafts_of_their_own(line: Composing) -> None:
    await line.text.fill("Ada's words")
    become = {"admin": False, "others": []}
    await line.put({"me": become | {"id": BO, "name": "Bo"}})
    await expect(line.text).to_have_value("")
    await line.text.fill("Bo's words")
    await line.put({"me": become | {"id": ADA, "name": "Ada"}})
    await expect(line.text).to_have_value("Ada's words")


async def test_text_that_was_not_taken_comes_back_where_it_was_typed(line: Composing) -> None:
    await line.text.fill("Hello general")
    await line.press("Enter")
    await line.show(NEWS)
    await line.refuse("The sandbox does not answer.")
    await expect(line.text).to_have_value("")
    await line.show(GENERAL)
    await expect(line.text).to_have_value("Hello general")


async def test_text_that_was_not_taken_does_not_replace_what_was_typed_since(line: Composing) -> None:
    await line.text.fill("one")
    await line.press("Enter")
    await line.text.fill("two")
    await line.refuse("The sandbox does not answer.")
    await expect(line.text).to_have_value("two")


async def test_where_nothing_may_be_written_commands_still_work(line: Composing) -> None:
    await line.show(LOCKED)
    await expect(line.text).to_be_disabled()
    await expect(line.text).to_have_attribute(
        "placeholder", "You do not have permission to send messages in this channel."
    )
    await line.put({f"command:{WEEK['id']}": WEEK | {"channels": [LOCKED]}})
    await expect(line.text).to_be_enabled()
    await line.text.fill("Hello")
    await line.press("Enter")
    refusal = "You do not have permission to send messages in this channel."
    assert await line.told("toast") == [[refusal, "bad"]]
    await line.text.fill("/week")
    await line.press("Enter", "Enter")
    assert [one["command"] for one in await line.told("act")] == ["week"]


async def test_a_command_that_is_withdrawn_becomes_text(line: Composing) -> None:
    await line.type("/search graphs")
    await line.put({}, f"command:{SEARCH['id']}")
    await expect(line.text).to_have_value("/search query:graphs")


async def test_a_pressed_mention_puts_its_command_into_the_field(line: Composing) -> None:
    event = """(name) => document.body.dispatchEvent(
      new CustomEvent("insert-command", {bubbles: true, detail: {name}}))"""
    await line.text.blur()
    await line.tab.evaluate(event, "search")
    await expect(line.field("query")).to_be_focused()
    await line.tab.evaluate(event, "other")
    assert await line.told("toast") == [["/other is not offered in this channel.", "odd"]]


async def test_typing_anywhere_goes_into_the_field(line: Composing) -> None:
    await line.text.blur()
    await line.type("/w")
    await expect(line.text).to_have_value("/w")
    await line.tab.evaluate("() => document.body.append(document.createElement('input'))")
    await line.tab.locator("body > input").focus()
    await line.type("x")
    await expect(line.text).to_have_value("/w")


async def test_people_are_chosen_from_a_list_and_sent_by_id(line: Composing) -> None:
    await line.mount(command("greet", option("who", USER, required=True)))
    await line.text.focus()
    await line.type("/greet @ad")
    await expect(line.rows).to_have_text(["@Ada"])
    await line.press("Enter", "Enter")
    assert (await line.told("act"))[0]["options"] == {"who": ADA}


@pytest.mark.parametrize("key", ["Enter", "Space"])
async def test_a_file_is_uploaded_and_sent_by_its_id(modules: Page, key: str) -> None:
    line = Composing(modules)
    # Heard of from the start: the browser tells of it only some time after the first listener.
    choosers: asyncio.Queue[FileChooser] = asyncio.Queue()
    modules.on("filechooser", lambda chooser: choosers.put_nowait(chooser))  # noqa: PLW0108 - methods of built-ins fail
    await modules.route(
        "**/page/uploads?filename=a%20b.txt", lambda route: route.fulfill(json={"ok": True, "id": "99"})
    )
    await line.mount(command("send", option("file", ATTACHMENT, required=True)))
    await line.text.focus()
    await line.type("/send ")
    await expect(line.field("file")).to_be_focused()
    await line.press(key)
    await (await choosers.get()).set_files({"name": "a b.txt", "mimeType": "text/plain", "buffer": b"hello"})
    await expect(line.field("file")).to_have_text("a b.txt")
    await line.field("file").focus()
    await line.press("Enter")
    assert (await line.told("act"))[0]["options"] == {"file": "99"}


async def test_a_file_that_arrives_late_goes_where_it_was_picked(answering: Page) -> None:
    line = Composing(answering)
    arrived = asyncio.Event()

    async def late(route: Route) -> None:
        await arrived.wait()
        await route.fulfill(json={"ok": True, "id": "99"})

    await answering.route("**/page/uploads?*", late)
    await line.mount(command("send", option("file", ATTACHMENT, required=True)))
    await line.text.focus()
    await line.text.fill("/send ")
    await answering.locator("input[type=file]").set_input_files({"name": "a", "mimeType": "text/plain", "buffer": b""})
    await expect(line.field("file")).to_have_text("Uploading…")
    await line.press("Enter")
    await expect(line.popup).to_contain_text("Uploading…")
    assert await line.told("act") == []
    await line.show(NEWS)
    arrived.set()
    await line.show(GENERAL)
    await expect(line.field("file")).to_have_text("a")
    await line.field("file").focus()
    await line.press("Enter")
    assert (await line.told("act"))[0]["options"] == {"file": "99"}


async def test_a_file_that_is_not_taken_says_why(answering: Page) -> None:
    line = Composing(answering)
    told = {"ok": False, "error": "The file has no name."}
    await answering.route("**/page/uploads?*", lambda route: route.fulfill(json=told))
    await line.mount(command("send", option("file", ATTACHMENT, required=True)))
    await line.text.focus()
    await line.type("/send ")
    await answering.locator("input[type=file]").set_input_files({"name": "a", "mimeType": "text/plain", "buffer": b""})
    await expect(line.popup).to_contain_text("The file has no name.")
    await expect(line.field("file")).to_have_text("Choose a file")


async def test_the_phone_has_a_button_and_room_for_thumbs(modules: Page) -> None:
    line = Composing(modules)
    await modules.set_viewport_size({"width": 390, "height": 700})
    await line.mount()
    await line.text.fill("/search graphs")
    await expect(line.tab.get_by_role("button", name="+1 optional")).to_be_visible()
    box = await line.popup.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    for target in (line.pills, line.tab.get_by_role("button", name="Send"), line.tab.locator(".composer-more")):
        size = await target.first.bounding_box()
        assert size is not None
        assert size["height"] >= 40
    await line.tab.get_by_role("button", name="Send").click()
    assert (await line.asked("slash"))[0]["options"] == {"query": "graphs"}
    await line.text.fill("/week ")
    middle = await line.tab.locator(".composer-command").evaluate(_MIDDLE)
    assert abs(await line.tab.get_by_role("button", name="Send").evaluate(_MIDDLE) - middle) <= 1


async def test_it_is_gone_where_nothing_can_be_typed(line: Composing) -> None:
    await line.show("204")
    await expect(line.tab.locator(".composer")).to_be_hidden()
