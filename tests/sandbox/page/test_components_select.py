"""Selects: what they offer, how the keyboard goes through them, and when a choice is sent."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.browser import in_browser
from tests.sandbox.limits.edges import row, text
from tests.sandbox.page.bench import PEOPLE, PRIVATE, Bench, bench_in, message

pytestmark = in_browser

FRUITS = ("Apple", "Apricot", "Banana", "Cherry")


def fruit(**fields: Any) -> dict[str, Any]:
    options = [{"label": one, "value": one.lower(), "description": f"A fine {one.lower()}"} for one in FRUITS]
    return {"type": 3, "custom_id": "s", "options": options, "placeholder": "Which fruit?", **fields}


def entities(kind: int, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "custom_id": "s", **fields}


def box(bench: Bench) -> Locator:
    return bench.tab.locator(".select-box")


def options(bench: Bench) -> Locator:
    return bench.tab.get_by_role("option")


async def values(bench: Bench) -> list[list[str]]:
    return [one["values"] for one in await bench.acts()]


async def test_a_choice_is_sent_and_shown(bench: Bench) -> None:
    await bench.draw(message(row(fruit())))
    await expect(box(bench)).to_have_text("Which fruit?")
    await box(bench).click()
    await expect(box(bench)).to_have_attribute("aria-expanded", "true")
    await options(bench).filter(has_text="Banana").click()
    assert await bench.acts() == [{"do": "choose", "values": ["banana"], "message": "900", "custom_id": "s"}]
    await expect(box(bench)).to_have_text("Banana")
    await expect(options(bench)).to_have_count(0)
    await expect(box(bench)).to_be_focused()


async def test_a_select_is_as_high_as_discords(bench: Bench) -> None:
    await bench.draw(message(row(fruit())))
    size = await box(bench).bounding_box()
    assert size is not None
    assert size["height"] == 44


async def test_the_keyboard_goes_all_the_way(bench: Bench) -> None:
    await bench.draw(message(row(fruit())))
    await box(bench).focus()
    await bench.tab.keyboard.press("ArrowDown")
    await expect(options(bench)).to_have_count(4)
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "Enter"):
        await bench.tab.keyboard.press(key)
    assert await values(bench) == [["cherry"]]


async def test_typing_opens_it_and_searches(bench: Bench) -> None:
    await bench.draw(message(row(fruit())))
    await box(bench).focus()
    await bench.tab.keyboard.type("fine ap")
    await expect(options(bench)).to_have_count(2)
    active = await bench.tab.get_by_role("combobox").get_attribute("aria-activedescendant")
    await expect(bench.tab.locator(f"#{active}")).to_contain_text("Apple")
    await bench.tab.keyboard.type("xyz")
    await expect(bench.tab.get_by_text("Nope, nothing found.")).to_be_visible()
    await bench.tab.keyboard.press("Enter")
    assert await bench.acts() == []


@pytest.mark.parametrize("leave", ["Escape", "Tab"])
async def test_leaving_without_a_choice_sends_nothing(bench: Bench, leave: str) -> None:
    await bench.draw(message(row(fruit())))
    await box(bench).click()
    await expect(options(bench)).to_have_count(4)
    await bench.tab.keyboard.press(leave)
    await expect(options(bench)).to_have_count(0)
    assert await bench.acts() == []


async def test_the_same_choice_again_sends_nothing(bench: Bench) -> None:
    chosen = fruit()
    chosen["options"][1]["default"] = True
    await bench.draw(message(row(chosen)))
    await expect(box(bench)).to_have_text("Apricot")
    await box(bench).click()
    await expect(bench.tab.locator("[aria-selected=true]")).to_contain_text("Apricot")
    await bench.tab.keyboard.press("Enter")
    assert await bench.acts() == []


async def test_what_need_not_be_chosen_can_be_left(bench: Bench) -> None:
    chosen = fruit(min_values=0)
    chosen["options"][1]["default"] = True
    await bench.draw(message(row(chosen)))
    await box(bench).click()
    await bench.tab.keyboard.press("Enter")
    assert await values(bench) == [[]]
    await expect(box(bench)).to_have_text("Which fruit?")


async def test_several_are_sent_when_the_list_closes(bench: Bench) -> None:
    await bench.draw(message(row(fruit(min_values=2, max_values=3))))
    await box(bench).click()
    await options(bench).filter(has_text="Cherry").click()
    await expect(bench.tab.get_by_text("Choose at least 2")).to_be_visible()
    await options(bench).filter(has_text="Apple").click()
    await options(bench).filter(has_text="Banana").click()
    await expect(options(bench).filter(has_text="Apricot")).to_have_attribute("aria-disabled", "true")
    await options(bench).filter(has_text="Apricot").click(force=True)
    await expect(bench.tab.get_by_text("3 of 3 chosen")).to_be_visible()
    assert await bench.acts() == []
    await bench.tab.locator("main").click(position={"x": 1, "y": 1})
    assert await values(bench) == [["apple", "banana", "cherry"]]


async def test_too_few_are_not_sent(bench: Bench) -> None:
    await bench.draw(message(row(fruit(min_values=2, max_values=3))))
    await box(bench).click()
    await options(bench).filter(has_text="Cherry").click()
    await bench.tab.keyboard.press("Escape")
    await expect(box(bench)).to_have_text("Which fruit?")
    assert await bench.acts() == []


async def test_a_press_on_the_open_box_closes_it(bench: Bench) -> None:
    await bench.draw(message(row(fruit())))
    await box(bench).click()
    await expect(options(bench)).to_have_count(4)
    await box(bench).click()
    await expect(options(bench)).to_have_count(0)


async def test_a_disabled_or_busy_select_does_not_open(bench: Bench) -> None:
    await bench.draw(message(row(fruit(disabled=True))))
    await expect(box(bench)).to_be_disabled()
    await bench.hold()
    await bench.draw(message(row(fruit())))
    await box(bench).click()
    await bench.tab.keyboard.press("Enter")
    await expect(bench.tab.locator(".select")).to_have_attribute("aria-busy", "true")
    await box(bench).click()
    await bench.tab.keyboard.press("ArrowDown")
    await expect(options(bench)).to_have_count(0)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (5, ["Ada", "Chief", "Paperboy"]),
        (6, ["Readers"]),
        (7, ["Ada", "Chief", "Paperboy", "Readers"]),
        (8, ["general", "news", "papers", "Week 12general"]),
    ],
)
async def test_accounts_roles_and_channels_of_the_server_are_offered(
    bench: Bench, kind: int, expected: list[str]
) -> None:
    await bench.draw(message(row(entities(kind))))
    await box(bench).click()
    await expect(options(bench)).to_have_count(len(expected))
    assert await bench.tab.locator(".choice-words").all_inner_texts() == [
        one.replace("12general", "12\ngeneral") for one in expected
    ]


async def test_only_channels_of_the_kinds_that_were_asked_for(bench: Bench) -> None:
    await bench.draw(message(row(entities(8, channel_types=[5, 15]))))
    await box(bench).click()
    assert await bench.tab.locator(".choice-words").all_inner_texts() == ["news", "papers"]


@pytest.mark.parametrize(
    ("select", "told"),
    [
        (entities(5), "Select a user"),
        (entities(6), "Select a role"),
        (entities(7), "Select a user or role"),
        (entities(8), "Select a channel"),
        (entities(8, max_values=3), "Select 1 to 3"),
        (entities(8, min_values=3, max_values=3), "Select 3"),
        (fruit(placeholder=None), "Make a selection"),
    ],
)
async def test_an_empty_select_says_what_it_wants(bench: Bench, select: dict[str, Any], told: str) -> None:
    await bench.draw(message(row(select)))
    await expect(box(bench)).to_have_text(told)
    await expect(box(bench)).to_have_accessible_name(told)


async def test_in_direct_messages_there_are_the_two_of_them(bench: Bench) -> None:
    await bench.draw(message(row(entities(7)), channel_id=PRIVATE))
    await box(bench).click()
    assert await bench.tab.locator(".choice-words").all_inner_texts() == ["Ada", "Paperboy"]


async def test_default_values_are_chosen_before(bench: Bench) -> None:
    await bench.draw(message(row(entities(5, default_values=[{"id": PEOPLE[1]["id"], "type": "user"}]))))
    await expect(box(bench).locator(".choice-label")).to_have_text("Chief")


async def test_an_edit_leaves_an_open_list_open(bench: Bench) -> None:
    await bench.draw(message(row(fruit(max_values=3))))
    await box(bench).focus()
    await bench.tab.keyboard.type("ap")
    await options(bench).filter(has_text="Apricot").click()
    await bench.redraw(message(text("edited"), row(fruit(max_values=3))))
    search = bench.tab.get_by_role("combobox")
    await expect(search).to_be_focused()
    await expect(search).to_have_value("ap")
    await bench.tab.keyboard.press("Escape")
    assert await values(bench) == [["apricot"]]


async def test_a_choice_stays_until_the_bot_edits_the_message(bench: Bench) -> None:
    await bench.draw(message(row(fruit())))
    await box(bench).click()
    await options(bench).filter(has_text="Cherry").click()
    await bench.redraw(message(row(fruit())))
    await expect(box(bench)).to_have_text("Cherry")
    await bench.redraw(message(row(fruit()), edited_timestamp="2026-03-26T14:03:00+00:00"))
    await expect(box(bench)).to_have_text("Which fruit?")


async def test_the_list_stays_inside_the_window(bench: Bench) -> None:
    await bench.tab.evaluate("document.querySelector('main').style.setProperty('padding-top', '700px')")
    await bench.draw(message(row(fruit())))
    await box(bench).click()
    opened = await bench.tab.locator(".listbox").bounding_box()
    own = await box(bench).bounding_box()
    assert opened is not None
    assert own is not None
    assert opened["y"] >= 0
    assert opened["y"] + opened["height"] <= own["y"]


async def test_on_a_phone_the_list_comes_up_from_below(browser: Browser) -> None:
    async with bench_in(browser, width=390, height=844) as bench:
        await bench.draw(message(row(fruit(max_values=2))))
        await box(bench).click()
        opened = await bench.tab.locator(".listbox").bounding_box()
        assert opened is not None
        assert (opened["x"], opened["width"], opened["y"] + opened["height"]) == (0, 390, 844)
        await options(bench).filter(has_text="Cherry").click()
        await bench.tab.get_by_role("button", name="Done").click()
        assert await values(bench) == [["cherry"]]
