"""Components of messages: what is drawn, what a press asks for, and where the focus stays."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from tests.browser import in_browser
from tests.sandbox.limits.edges import button, container, link, row, section, text, thumbnail
from tests.sandbox.page.bench import Bench, message

pytestmark = in_browser

ARXIV = "https://arxiv.org/abs/1706.03762"
MINE = "http://127.0.0.1:1/attachments/1/2/notes.txt"


def premium() -> dict[str, Any]:
    return {"type": 2, "style": 6, "sku_id": "77"}


async def test_each_style_of_a_button_is_drawn(bench: Bench) -> None:
    styles = [button(f"b{style}", style=style, label=f"Style {style}") for style in range(1, 5)]
    await bench.draw(message(row(*styles, link(ARXIV)), row(button("off", disabled=True, label="Off"), premium())))
    for style, name in enumerate(("primary", "secondary", "success", "danger"), start=1):
        await expect(bench.tab.get_by_role("button", name=f"Style {style}")).to_have_class(f"component-button {name}")
    await expect(bench.tab.get_by_role("button", name="Off")).to_be_disabled()
    opened = bench.tab.get_by_role("link", name="Open")
    assert [await opened.get_attribute(name) for name in ("href", "rel")] == [ARXIV, "noopener noreferrer"]
    await bench.tab.get_by_role("button", name="Subscribe").click()
    assert "shop" in (await bench.tab.evaluate("bench.toasts"))[0]
    assert await bench.acts() == []


async def test_a_text_keeps_its_lines(bench: Bench) -> None:
    lines = "/paper · a card\n`/week` · a list\n\nThe end"
    await bench.draw(message(text(lines), container(text(lines)), section(text(lines), accessory=button("b"))))
    shown = bench.tab.locator(".text-display")
    await expect(shown).to_have_count(3)
    assert set(await shown.all_inner_texts()) == {lines.replace("`", "")}


async def test_buttons_of_one_name_are_told_apart_by_their_sections(bench: Bench) -> None:
    entries = [
        section(text(f"**{n}\\. [Paper {n}]({ARXIV})**\n-# small print"), accessory=button(f"b{n}")) for n in (1, 2)
    ]
    await bench.draw(message(container(*entries)))
    await bench.tab.get_by_role("group", name="2. Paper 2", exact=True).get_by_role("button").click()
    assert await bench.acts() == [{"do": "press", "message": "900", "custom_id": "b2"}]


async def test_a_button_is_as_high_as_discords(bench: Bench) -> None:
    await bench.draw(message(row(button("b"))))
    box = await bench.tab.get_by_role("button").bounding_box()
    assert box is not None
    assert box["height"] == 32


async def test_an_address_that_would_run_is_not_followed(bench: Bench) -> None:
    await bench.draw(message(row(link("javascript:alert(1)"), link(ARXIV, disabled=True, label="Off"))))
    for name in ("Open", "Off"):
        dead = bench.tab.get_by_role("link", name=name)
        assert await dead.get_attribute("href") is None
        await expect(dead).to_have_attribute("aria-disabled", "true")


async def test_a_button_of_an_emoji_alone_has_a_name(bench: Bench) -> None:
    fire = button("b", label=None, emoji={"name": "🔥"})
    own = button("c", label="Vote", emoji={"id": "1", "name": "paper", "animated": False})
    await bench.draw(message(row(fire, own)))
    await expect(bench.tab.get_by_role("button", name="🔥")).to_be_visible()
    await expect(bench.tab.get_by_role("button", name=":paper: Vote")).to_be_visible()
    assert await bench.tab.locator("img").count() == 0


async def test_a_press_waits_for_the_answer_and_leaves_the_others(bench: Bench) -> None:
    await bench.hold()
    await bench.draw(message(row(button("a", label="Older"), button("b", label="Newer"))))
    older, newer = bench.tab.get_by_role("button", name="Older"), bench.tab.get_by_role("button", name="Newer")
    await older.click()
    await expect(older).to_have_attribute("aria-busy", "true")
    await expect(older.locator(".busy-dots")).to_be_visible()
    await expect(older.locator(".button-face")).to_have_css("opacity", "0")
    await expect(newer).not_to_have_attribute("aria-busy", "true")
    await expect(newer).to_be_enabled()
    await older.click()
    assert await bench.acts() == [{"do": "press", "message": "900", "custom_id": "a"}]
    await bench.release(ok=True, modal=None)
    await expect(older).not_to_have_attribute("aria-busy", "true")
    await expect(older.locator(".busy-dots")).to_be_hidden()


async def test_a_failure_is_told_until_the_next_press(bench: Bench) -> None:
    await bench.answer_with(ok=False, error="The application did not respond")
    await bench.draw(message(row(button("a"))))
    await bench.tab.get_by_role("button").click()
    told = bench.tab.get_by_role("alert")
    await expect(told).to_have_text("This interaction failed")
    await expect(told).to_have_attribute("title", "The application did not respond")
    await bench.hold()
    await bench.tab.get_by_role("button").click()
    await expect(told).to_have_count(0)


async def test_waiting_and_failing_outlive_an_edit_of_the_message(bench: Bench) -> None:
    await bench.hold()
    await bench.draw(message(row(button("a"))))
    await bench.tab.get_by_role("button").click()
    await bench.redraw(message(text("edited"), row(button("a"))))
    await expect(bench.tab.get_by_role("button")).to_have_attribute("aria-busy", "true")
    await bench.release(ok=False, error="The application did not respond")
    await expect(bench.tab.get_by_role("alert")).to_be_visible()
    await bench.redraw(message(text("edited again"), row(button("a"))))
    await expect(bench.tab.get_by_role("alert")).to_be_visible()


async def test_what_one_viewer_did_another_does_not_see(bench: Bench) -> None:
    await bench.answer_with(ok=False, error="No")
    await bench.draw(message(row(button("a"))))
    await bench.tab.get_by_role("button").click()
    await expect(bench.tab.get_by_role("alert")).to_be_visible()
    await bench.tab.evaluate("bench.become('9')")
    await bench.redraw(message(row(button("a"))))
    await expect(bench.tab.get_by_role("alert")).to_have_count(0)


async def test_a_form_in_the_answer_is_opened_for_whoever_pressed(bench: Bench) -> None:
    box = {"type": 4, "id": 2, "custom_id": "w", "style": 1}
    label = {"type": 18, "id": 1, "label": "Words", "component": box}
    form = {"custom_id": "f", "title": "Feedback", "interaction": "8", "components": [label]}
    await bench.hold()
    await bench.draw(message(row(button("a"))))
    await bench.tab.get_by_role("button", name="Press").click()
    await bench.release(ok=True, modal=form)
    await expect(bench.tab.get_by_role("dialog", name="Feedback")).to_be_visible()
    await bench.tab.keyboard.press("Escape")
    await bench.tab.get_by_role("button", name="Press").click()
    await bench.tab.evaluate("bench.become('9')")
    await bench.release(ok=True, modal=form)
    await expect(bench.tab.get_by_role("button", name="Press")).not_to_have_attribute("aria-busy", "true")
    await expect(bench.tab.get_by_role("dialog")).to_have_count(0)


async def test_a_container_shows_its_colour(bench: Bench) -> None:
    await bench.draw(message(container(text("# Hello"), accent_color=0x0000FF), container(text("Plain"))))
    first, second = bench.tab.locator(".container").nth(0), bench.tab.locator(".container").nth(1)
    stripe = "element => [getComputedStyle(element, '::before').backgroundColor, getComputedStyle(element, '::before').width]"
    assert await first.evaluate(stripe) == ["rgb(0, 0, 255)", "4px"]
    assert await second.evaluate("element => getComputedStyle(element, '::before').content") == "none"
    await expect(first.get_by_role("heading", name="Hello")).to_be_visible()


async def test_a_section_has_its_accessory_at_the_right(bench: Bench) -> None:
    graph = thumbnail(description="A graph")
    await bench.draw(message(section(text("One"), text("Two"), accessory=graph), section(text("Three"))))
    words = await bench.tab.locator(".section-texts").first.bounding_box()
    side = await bench.tab.locator(".section-accessory").first.bounding_box()
    assert words is not None
    assert side is not None
    assert side["x"] >= words["x"] + words["width"]
    await expect(bench.tab.locator(".section").first).to_contain_text("A graph")
    await bench.tab.locator(".section").nth(1).get_by_role("button").click()
    assert [one["custom_id"] for one in await bench.acts()] == ["b"]


async def test_separators_are_lines_or_room(bench: Bench) -> None:
    lines = [{"type": 14, "divider": divider, "spacing": spacing} for divider in (True, False) for spacing in (1, 2)]
    await bench.draw(message(*lines))
    await expect(bench.tab.get_by_role("separator")).to_have_count(2)
    margins = await bench.tab.locator(".separator").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).marginTop)"
    )
    assert margins == ["0px", "8px", "0px", "8px"]


async def test_a_gallery_of_any_size_fills_its_rows(bench: Bench) -> None:
    for count in range(1, 11):
        items = [
            {"media": {"url": f"https://a.b/{number}.png"}, "description": f"Picture {number}"}
            for number in range(count)
        ]
        await bench.draw(message({"type": 12, "items": items}))
        tiles = bench.tab.locator(".mosaic-tile")
        await expect(tiles).to_have_count(count)
        frame = await bench.tab.locator(".mosaic").bounding_box()
        assert frame is not None
        boxes = await tiles.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
        rightmost = {round(box["bottom"]): box["right"] for box in sorted(boxes, key=lambda box: box["right"])}
        assert all(abs(right - frame["x"] - frame["width"]) < 1 for right in rightmost.values()), count


async def test_a_file_is_a_card_that_downloads_it(bench: Bench) -> None:
    shown = {"type": 13, "file": {"url": MINE}, "name": None, "size": None, "spoiler": False}
    attachment = {"id": "2", "url": MINE, "filename": "notes.txt", "size": 1536}
    await bench.draw(message(shown, attachments=[attachment]))
    load = bench.tab.get_by_role("link", name="Download notes.txt")
    assert [await load.get_attribute(name) for name in ("href", "download")] == [
        "/attachments/1/2/notes.txt",
        "notes.txt",
    ]
    await expect(bench.tab.get_by_text("1.5 KB")).to_be_visible()


async def test_sizes_are_written_as_discord_writes_them(bench: Bench) -> None:
    sizes = [0, 1023, 1024, 1536, 123456, 10 * 1024 * 1024, 5 * 1024**3]
    told = await bench.tab.evaluate(
        "async (sizes) => sizes.map((await import('/static/js/components/file.js')).sizeText)", sizes
    )
    assert told == ["0 bytes", "1023 bytes", "1 KB", "1.5 KB", "120.56 KB", "10 MB", "5120 MB"]


async def test_a_long_label_stays_on_one_line(bench: Bench) -> None:
    await bench.draw(message(row(button("b", label="long " * 16))))
    await bench.tab.evaluate("document.querySelector('main').style.setProperty('width', '300px')")
    size = await bench.tab.get_by_role("button").bounding_box()
    assert size is not None
    assert (size["height"], size["width"] <= 300) == (32, True)


async def test_a_spoiler_opens_once_and_stays_open(bench: Bench) -> None:
    hidden = message(container(text("The answer"), row(button("b")), spoiler=True))
    await bench.draw(hidden)
    await expect(bench.tab.locator(".container")).to_have_attribute("inert", "")
    await bench.tab.get_by_role("button", name="Show the spoiler").press("Enter")
    await expect(bench.tab.locator(".container")).not_to_have_attribute("inert", "")
    assert await bench.tab.evaluate("document.activeElement.className") == "container"
    await bench.redraw(hidden)
    await expect(bench.tab.get_by_role("button", name="Show the spoiler")).to_have_count(0)


async def test_what_discord_invents_later_is_left_out(bench: Bench) -> None:
    await bench.draw(message({"type": 99}, text("Known")))
    await expect(bench.tab.locator(".components > *")).to_have_count(1)


async def test_the_focus_stays_with_the_custom_id(bench: Bench) -> None:
    await bench.draw(message(row(button("a"), button("b", label="Second"))))
    await bench.tab.get_by_role("button", name="Second").press("Enter")
    await bench.redraw(message(text("new"), row(button("b", label="Moved"), button("a"))))
    await expect(bench.tab.get_by_role("button", name="Moved")).to_be_focused()


async def test_the_focus_stays_in_its_place_where_the_custom_id_holds_a_state(bench: Bench) -> None:
    await bench.draw(message(row(button("page:1", label="Newer"), button("page:3", label="Older"))))
    await bench.tab.get_by_role("button", name="Older").press("Enter")
    await bench.redraw(message(row(button("page:2", label="Newer"), button("page:4", label="Older"))))
    await expect(bench.tab.get_by_role("button", name="Older")).to_be_focused()


async def test_the_focus_goes_to_the_neighbour_of_what_was_switched_off(bench: Bench) -> None:
    await bench.draw(message(row(button("a", label="Newer"), button("b", label="Older"))))
    await bench.tab.get_by_role("button", name="Older").press("Enter")
    await bench.redraw(message(row(button("a", label="Newer"), button("b", label="Older", disabled=True))))
    await expect(bench.tab.get_by_role("button", name="Newer")).to_be_focused()


async def test_a_focus_elsewhere_is_left_where_it_is(bench: Bench) -> None:
    await bench.draw(message(row(button("a"))))
    await bench.redraw(message(row(button("a"))))
    await expect(bench.tab.get_by_role("button")).not_to_be_focused()
