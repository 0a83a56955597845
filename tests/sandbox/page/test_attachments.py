"""Files of a message: pictures in a mosaic, enlarged by a click; others on cards; nothing from elsewhere is loaded."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser import in_browser
from tests.sandbox.page.drawing import Drawing, drawing_in

pytestmark = in_browser


def file(
    number: int = 1, filename: str = "plot.png", content_type: str | None = "image/png", **more: Any
) -> dict[str, Any]:
    """An attachment as the page is told of it."""
    url = f"/attachments/4/{number}/{filename}"
    return {"id": str(number), "filename": filename, "content_type": content_type, "size": 1536, "url": url, **more}


async def drawn(drawing: Drawing, *files: dict[str, Any], **more: Any) -> Locator:
    await drawing.draw("messages/attachments", "renderAttachments", {"attachments": files, **more})
    return drawing.place.locator(".attachments")


async def media(drawing: Drawing, url: str, **about: Any) -> Locator:
    await drawing.draw("messages/media", "renderMedia", {"url": url}, about)
    return drawing.place


async def test_a_picture_is_shown_with_what_it_shows(drawing: Drawing) -> None:
    attachments = await drawn(drawing, file(description="Losses fall"))
    picture = attachments.get_by_role("img", name="Losses fall")
    assert await picture.evaluate("async (one) => (await one.decode(), one.naturalWidth)") == 1
    await expect(picture).to_have_attribute("src", "/attachments/4/1/plot.png")


async def test_a_click_enlarges_it_and_escape_ends_that(drawing: Drawing) -> None:
    attachments = await drawn(drawing, file(description="Losses fall"))
    button = attachments.get_by_role("button", name="Enlarge the picture: Losses fall")
    await button.click()
    dialog = drawing.tab.get_by_role("dialog", name="Losses fall")
    await expect(dialog.get_by_role("img")).to_be_visible()
    await expect(dialog.get_by_role("link", name="Open in a new tab")).to_have_attribute(
        "href", "/attachments/4/1/plot.png"
    )
    await drawing.tab.keyboard.press("Escape")
    await expect(drawing.tab.locator("dialog")).to_have_count(0)
    await expect(button).to_be_focused()


async def test_a_click_beside_it_or_the_button_ends_it_too(drawing: Drawing) -> None:
    attachments = await drawn(drawing, file())
    await attachments.get_by_role("button", name="Enlarge the picture").click()
    await drawing.tab.get_by_role("button", name="Close").click()
    await expect(drawing.tab.locator("dialog")).to_have_count(0)
    await attachments.get_by_role("button", name="Enlarge the picture").click()
    await drawing.tab.mouse.click(3, 3)
    await expect(drawing.tab.locator("dialog")).to_have_count(0)


async def test_up_to_ten_pictures_make_a_mosaic(drawing: Drawing) -> None:
    for count in range(1, 11):
        attachments = await drawn(drawing, *(file(number) for number in range(count)))
        tiles = await attachments.locator(".mosaic > *").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect().right)"
        )
        assert len(tiles) == count
        edge = await attachments.locator(".mosaic").evaluate("(one) => one.getBoundingClientRect().right")
        assert max(tiles) <= edge + 1
    widths = await attachments.locator(".mosaic > *").evaluate_all(
        "(all) => all.map((one) => Math.round(one.offsetWidth))"
    )
    assert widths[0] > 2.9 * widths[1]
    assert max(widths[1:]) - min(widths[1:]) <= 1


async def test_a_spoiler_is_covered_until_it_is_asked_for(drawing: Drawing) -> None:
    attachments = await drawn(drawing, file(filename="SPOILER_end.png", description="The end"))
    picture = attachments.get_by_role("button", name="Enlarge the picture: The end")
    cover = attachments.get_by_role("button", name="Show the picture that is a spoiler")
    assert await attachments.locator(".media").evaluate("(one) => one.inert")
    await cover.press("Enter")
    await expect(cover).to_have_count(0)
    await expect(picture).to_be_focused()


async def test_other_files_are_cards(drawing: Drawing) -> None:
    attachments = await drawn(drawing, file(filename="weeks.json", content_type="application/json"))
    await expect(attachments.locator(".file-card")).to_contain_text("1.5 KB")
    await expect(attachments.get_by_role("link", name="weeks.json", exact=True)).to_have_attribute(
        "href", "/attachments/4/1/weeks.json"
    )
    await expect(attachments.get_by_role("link", name="Download weeks.json")).to_have_attribute(
        "download", "weeks.json"
    )
    await expect(attachments.locator("img, .mosaic")).to_have_count(0)


async def test_nothing_is_wider_than_a_phone(modules: Page) -> None:
    await modules.set_viewport_size({"width": 320, "height": 800})
    drawing = await drawing_in(modules)
    await drawn(drawing, file(width=2000, height=100), file(2), file(3, "a" * 200 + ".json", "application/json"))
    assert await modules.evaluate("document.documentElement.scrollWidth") <= 320


async def test_a_file_without_a_type_is_judged_by_its_name(drawing: Drawing) -> None:
    attachments = await drawn(drawing, file(1, "a.webp", None), file(2, "b.txt", None))
    await expect(attachments.locator("img")).to_have_count(1)
    await expect(attachments.locator(".file-card")).to_have_count(1)


async def test_a_file_that_an_embed_shows_is_not_shown_twice(drawing: Drawing) -> None:
    shown = file(1)
    attachments = await drawn(drawing, shown, file(2, "b.png"), embeds=[{"image": {"url": shown["url"]}}])
    await expect(attachments.locator("img")).to_have_attribute("src", "/attachments/4/2/b.png")


async def test_a_picture_from_the_internet_is_named_not_loaded(drawing: Drawing) -> None:
    place = await media(drawing, "https://elsewhere.example/a.png", alt="A <b>graph</b>")
    link = place.get_by_role("link", name="A <b>graph</b> from elsewhere.example, not loaded here")
    await expect(link).to_have_attribute("href", "https://elsewhere.example/a.png")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(place.locator("img")).to_have_count(0)


async def test_only_files_of_the_sandbox_are_its_own(drawing: Drawing) -> None:
    own = await drawing.tab.evaluate(
        """async (urls) => {
          const {ownFile} = await import("/static/js/messages/media.js");
          return urls.map(ownFile);
        }""",
        [
            "/attachments/1/2/a.png",
            "http://127.0.0.1:9/attachments/1/2/a%20b.png?x=1",
            "http://localhost:9/attachments/1/2/a.png",
            "/page/events",
            "https://cdn.discordapp.com/attachments/1/2/a.png",
            "//elsewhere.example/attachments/1/2/a.png",
            "attachment://a.png",
            "not an address:",
        ],
    )
    assert own == [
        "/attachments/1/2/a.png",
        "/attachments/1/2/a%20b.png",
        "/attachments/1/2/a.png",
        None,
        None,
        None,
        None,
        None,
    ]


async def test_an_address_that_is_none_of_the_web_is_no_link(drawing: Drawing) -> None:
    place = await media(drawing, "javascript:alert(1)", spoiler=True)
    await expect(place.locator("a, img")).to_have_count(0)
    await expect(place.get_by_role("button", name="Show the picture that is a spoiler")).to_be_visible()
