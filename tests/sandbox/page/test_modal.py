"""Forms: each kind of field, what is told before anything is sent, and what happens to what was typed."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, FilePayload, Locator, Route, expect

from tests.browser import in_browser
from tests.sandbox.limits.edges import text
from tests.sandbox.page.bench import PEOPLE, Bench, bench_in

pytestmark = in_browser

Body = dict[str, Any]


def label(component: Body, **fields: Any) -> Body:
    return {"type": 18, "label": "Field", "component": component, **fields}


def words(**fields: Any) -> Body:
    return {"type": 4, "custom_id": "w", "style": 1, **fields}


def group(kind: int, **fields: Any) -> Body:
    return {
        "type": kind,
        "custom_id": "g",
        "options": [choice(one) for one in ("Agents", "Vision", "Speech")],
        **fields,
    }


def choice(name: str, **fields: Any) -> Body:
    return {"label": name, "value": name.lower(), **fields}


def files(**fields: Any) -> Body:
    return {"type": 19, "custom_id": "f", **fields}


def file(name: str, size: int = 5) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": b"x" * size}


def dialog(bench: Bench) -> Locator:
    return bench.tab.get_by_role("dialog")


def submit(bench: Bench) -> Locator:
    return bench.tab.get_by_role("button", name="Submit")


async def values(bench: Bench) -> Body:
    (act,) = await bench.acts()
    assert (act["do"], act["interaction"]) == ("submit", "800")
    sent: Body = act["values"]
    return sent


async def test_a_form_says_whose_it_is(bench: Bench) -> None:
    await bench.open(text("Please be **kind**"), label(words(), description="What you think"))
    await expect(bench.tab.get_by_role("dialog", name="Feedback")).to_be_visible()
    await expect(dialog(bench)).to_contain_text("This form will be submitted to Paperboy. Do not share passwords")
    await expect(dialog(bench).locator("strong").nth(1)).to_have_text("kind")
    field = dialog(bench).get_by_label("Field")
    await expect(field).to_be_focused()
    await expect(field).to_have_accessible_description("What you think")
    await expect(field).to_have_attribute("aria-required", "true")


async def test_what_was_typed_is_sent_and_the_form_closes(bench: Bench) -> None:
    await bench.open(label(words()), label(words(custom_id="p", style=2, value="before"), label="Paragraph"))
    await dialog(bench).get_by_label("Field").fill("Hello")
    await dialog(bench).get_by_label("Paragraph").press("End")
    await bench.tab.keyboard.type("\nafter")
    await submit(bench).click()
    await expect(dialog(bench)).to_have_count(0)
    assert await values(bench) == {"w": "Hello", "p": "before\nafter"}


async def test_a_form_of_rows_is_filled_in_too(bench: Bench) -> None:
    await bench.open({"type": 1, "components": [words(label="Old words", required=False)]})
    await dialog(bench).get_by_label("Old words").press("Control+Enter")
    await expect(dialog(bench)).to_have_count(0)
    assert await values(bench) == {"w": ""}


async def test_what_is_missing_or_too_short_is_told_before_it_is_sent(bench: Bench) -> None:
    await bench.open(label(words(required=False)), label(words(custom_id="m", min_length=5), label="Must"))
    must = dialog(bench).get_by_label("Must")
    await submit(bench).click()
    await expect(must).to_be_focused()
    await expect(must).to_have_accessible_description("This field is required")
    await expect(must).to_have_attribute("aria-invalid", "true")
    await must.fill("🎉🎉🎉🎉")
    await expect(must).not_to_have_attribute("aria-invalid", "true")
    await submit(bench).click()
    await expect(dialog(bench).get_by_text("Must be at least 5 characters")).to_be_visible()
    assert await bench.acts() == []
    await must.fill("fives")
    await submit(bench).click()
    assert await values(bench) == {"w": "", "m": "fives"}


async def test_a_field_counts_and_takes_no_more_than_fits(bench: Bench) -> None:
    await bench.open(label(words(max_length=5, value="abc")))
    await expect(dialog(bench).get_by_text("3/5")).to_be_visible()
    await dialog(bench).get_by_label("Field").press_sequentially("defg")
    await expect(dialog(bench).get_by_text("5/5")).to_be_visible()
    await bench.open(label(words(max_length=2, value="abc")))
    await submit(bench).click()
    await expect(dialog(bench).get_by_text("Must be 2 characters or fewer")).to_be_visible()


async def test_one_of_several(bench: Bench) -> None:
    await bench.open(label(group(21)))
    await submit(bench).click()
    await expect(dialog(bench).get_by_text("This field is required")).to_be_visible()
    await expect(dialog(bench).get_by_role("radiogroup")).to_have_attribute("aria-invalid", "true")
    await dialog(bench).get_by_role("radio", name="Vision").check()
    await expect(dialog(bench).get_by_text("This field is required")).to_have_count(0)
    await submit(bench).click()
    assert await values(bench) == {"g": "vision"}


async def test_one_of_several_can_be_left_where_it_is_not_required(bench: Bench) -> None:
    options = [choice("Agents", default=True), choice("Vision", description="Pictures")]
    await bench.open(label(group(21, options=options, required=False)))
    await expect(dialog(bench).get_by_role("radio", name="Agents")).to_be_checked()
    await dialog(bench).get_by_role("button", name="Clear choice").click()
    await submit(bench).click()
    assert await values(bench) == {"g": ""}


async def test_some_of_several_within_bounds(bench: Bench) -> None:
    await bench.open(label(group(22, min_values=2, max_values=2)))
    box = dialog(bench).get_by_role("group", name="Field")
    await box.get_by_label("Agents").check()
    await submit(bench).click()
    await expect(dialog(bench).get_by_text("Choose at least 2")).to_be_visible()
    await box.get_by_label("Speech").check()
    await expect(box.get_by_label("Vision")).to_be_disabled()
    await submit(bench).click()
    assert await values(bench) == {"g": ["agents", "speech"]}


async def test_yes_or_no(bench: Bench) -> None:
    tick = {"type": 23, "custom_id": "y"}
    await bench.open(
        label(tick, label="I am sure"), label({**tick, "custom_id": "n", "default": True}, label="Tell me more")
    )
    await dialog(bench).get_by_label("I am sure").check()
    await dialog(bench).get_by_label("Tell me more").uncheck()
    await submit(bench).click()
    assert await values(bench) == {"y": True, "n": False}


async def test_a_select_in_a_form(bench: Bench) -> None:
    letter = {"type": 3, "custom_id": "s", "required": False, "options": [choice("A")]}
    await bench.open(label({"type": 5, "custom_id": "u"}), label(letter))
    first = dialog(bench).locator(".select-box").first
    await submit(bench).click()
    await expect(first).to_be_focused()
    await expect(first).to_have_accessible_description("This field is required")
    await bench.tab.keyboard.type("chief")
    await bench.tab.keyboard.press("Enter")
    await expect(dialog(bench).get_by_text("This field is required")).to_have_count(0)
    await submit(bench).click()
    assert await values(bench) == {"u": [PEOPLE[1]["id"]], "s": []}


async def test_escape_closes_the_list_and_not_the_form(bench: Bench) -> None:
    await bench.open(label({"type": 8, "custom_id": "c"}))
    await dialog(bench).locator(".select-box").click()
    await expect(bench.tab.get_by_role("option")).to_have_count(4)
    await bench.tab.keyboard.press("Escape")
    await expect(bench.tab.get_by_role("option")).to_have_count(0)
    await expect(dialog(bench)).to_be_visible()


async def test_files_are_uploaded_once_and_sent_by_id(bench: Bench) -> None:
    uploaded: list[str] = []

    async def take(route: Route) -> None:
        name = route.request.url.partition("filename=")[2]
        uploaded.append(name)
        await route.fulfill(json={"ok": True, "id": {"a%20b.txt": "71", "c.txt": "72"}[name]})

    await bench.tab.route("**/page/uploads?*", take)
    await bench.answer_with(ok=False, error="The application did not respond")
    await bench.open(label(files(max_values=3)))
    await submit(bench).click()
    await expect(dialog(bench).get_by_text("This field is required")).to_be_visible()
    field = dialog(bench).get_by_label("Field")
    await field.set_input_files([file("a b.txt"), file("c.txt", 2048), file("d.txt")])
    await dialog(bench).get_by_role("button", name="Remove d.txt").click()
    await expect(dialog(bench).get_by_text("2 KB")).to_be_visible()
    await submit(bench).click()
    await expect(dialog(bench).get_by_role("alert")).to_contain_text("Something went wrong. Try again.")
    await submit(bench).click()
    await expect(submit(bench)).not_to_have_attribute("aria-busy", "true")
    assert [one["values"] for one in await bench.acts()] == [{"f": ["71", "72"]}] * 2
    # They go up side by side: which arrives first is not said.
    assert sorted(uploaded) == ["a%20b.txt", "c.txt"]
    await bench.tab.unroute("**/page/uploads?*")


async def test_files_are_dropped_into_their_field(bench: Bench) -> None:
    await bench.open(label(files(max_values=2)))
    drop = """(target) => {
      const dragged = new DataTransfer();
      for (const name of ["a.txt", "b.txt", "c.txt"]) dragged.items.add(new File(["x"], name));
      const event = new DragEvent("drop", {dataTransfer: dragged, bubbles: true, cancelable: true});
      target.dispatchEvent(event);
      return event.defaultPrevented;
    }"""
    assert await dialog(bench).locator(".modal-notice").evaluate(drop)
    await expect(dialog(bench).locator(".file-row")).to_have_count(0)
    assert await dialog(bench).locator(".file-drop").evaluate(drop)
    assert await dialog(bench).locator(".file-row .file-name").all_inner_texts() == ["a.txt", "b.txt"]


async def test_enter_in_a_line_of_text_sends_the_form(bench: Bench) -> None:
    await bench.open(label(words()))
    await bench.tab.keyboard.type("Hello")
    await bench.tab.keyboard.press("Enter")
    await expect(dialog(bench)).to_have_count(0)
    assert await values(bench) == {"w": "Hello"}


async def test_a_file_that_is_too_large_is_told_and_not_sent(bench: Bench) -> None:
    await bench.open(label(files()))
    await (
        dialog(bench)
        .get_by_label("Field")
        .evaluate("""(input) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([new ArrayBuffer(10 * 1024 * 1024 + 1)], "big.bin"));
      input.files = chosen.files;
      input.dispatchEvent(new Event("change"));
    }""")
    )
    await submit(bench).click()
    await expect(dialog(bench).get_by_role("alert")).to_contain_text("The maximum file size is 10 MB")
    assert await bench.acts() == []


async def test_a_form_waits_for_the_answer_and_stays_when_there_is_none(bench: Bench) -> None:
    await bench.hold()
    await bench.open(label(words()))
    await dialog(bench).get_by_label("Field").fill("Hello")
    await submit(bench).click()
    await expect(submit(bench)).to_have_attribute("aria-busy", "true")
    await submit(bench).click()
    assert len(await bench.acts()) == 1
    await bench.release(ok=False, error="The application did not respond")
    told = dialog(bench).get_by_role("alert")
    await expect(told).to_contain_text("Something went wrong. Try again.")
    await expect(told).to_contain_text("The application did not respond")
    await expect(dialog(bench).get_by_label("Field")).to_have_value("Hello")
    await submit(bench).click()
    await expect(told).to_be_empty()
    await bench.release(ok=True, modal=None)
    await expect(dialog(bench)).to_have_count(0)


async def test_leaving_keeps_nothing(bench: Bench) -> None:
    for leave in ("Cancel", "Close", "Escape"):
        await bench.open(label(words()))
        field = dialog(bench).get_by_label("Field")
        await expect(field).to_have_value("")
        await field.fill("Hello")
        if leave == "Escape":
            await bench.tab.keyboard.press(leave)
        else:
            await dialog(bench).get_by_role("button", name=leave).click()
        await expect(dialog(bench)).to_have_count(0)
    assert await bench.acts() == []


async def test_a_second_form_takes_the_place_of_the_first(bench: Bench) -> None:
    await bench.open(label(words()))
    await bench.open(label(words()), title="Another")
    await expect(dialog(bench)).to_have_count(1)
    await expect(bench.tab.get_by_role("dialog", name="Another")).to_be_visible()


async def test_on_a_phone_a_form_fills_the_screen(browser: Browser) -> None:
    async with bench_in(browser, width=390, height=844) as bench:
        await bench.open(*[label(words(custom_id=f"{number}", style=2)) for number in range(5)])
        frame = await dialog(bench).bounding_box()
        assert frame == {"x": 0, "y": 0, "width": 390, "height": 844}
        await expect(submit(bench)).to_be_in_viewport()
