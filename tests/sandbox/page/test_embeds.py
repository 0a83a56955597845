"""Embeds: their parts, their grid, and nothing loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser import in_browser
from tests.sandbox.page.drawing import Drawing, drawing_in

pytestmark = in_browser

EMBED: dict[str, Any] = {
    "color": 0x2ECC71,
    "provider": {"name": "arXiv.org"},
    "author": {"name": "*Ada*", "url": "https://ada.example", "icon_url": "https://ada.example/face.png"},
    "title": "Attention **is** all",
    "url": "https://arxiv.org/abs/1706.03762",
    "description": "# Short\n[more](https://a.b) by <@1>",
    "fields": [
        {"name": "__A__", "value": "- 1", "inline": True},
        {"name": "B", "value": "2", "inline": True},
        {"name": "C", "value": "3", "inline": True},
        {"name": "D", "value": "4", "inline": True},
        {"name": "E", "value": "5", "inline": True},
        {"name": "F", "value": "6", "inline": False},
        {"name": "G", "value": "7", "inline": True},
    ],
    "thumbnail": {"url": "https://elsewhere.example/small.png"},
    "image": {"url": "/attachments/4/9/plot.png"},
    "footer": {"text": "**Paperboy**"},
    "timestamp": "2026-03-27T12:00:00+01:00",
}


async def drawn(drawing: Drawing, embed: dict[str, Any], **message: Any) -> Locator:
    await drawing.draw("messages/embeds", "renderEmbed", embed, message)
    return drawing.place.get_by_role("article", name="Embed")


async def test_every_part_is_there(drawing: Drawing) -> None:
    embed = await drawn(drawing, EMBED)
    await expect(embed.locator(".embed-provider")).to_have_text("arXiv.org")
    await expect(embed.get_by_role("link", name="*Ada*")).to_have_attribute("href", "https://ada.example/")
    await expect(embed.get_by_role("link", name="Attention is all")).to_have_attribute("href", EMBED["url"])
    await expect(embed.locator(".embed-title strong")).to_have_text("is")
    await expect(embed.get_by_role("heading", name="Short")).to_be_visible()
    await expect(embed.locator(".embed-description .mention")).to_have_text("@Ada")
    await expect(embed.locator("footer")).to_contain_text("**Paperboy**•Today at 12:00")
    assert await embed.evaluate("(one) => getComputedStyle(one).borderLeftColor") == "rgb(46, 204, 113)"


async def test_fields_stand_by_threes(drawing: Drawing) -> None:
    embed = await drawn(drawing, EMBED)
    assert await embed.locator(".embed-field").evaluate_all(
        "(all) => all.map((one) => one.style.getPropertyValue('--columns'))"
    ) == ["4", "4", "4", "6", "6", "12", "12"]
    tops = await embed.locator(".embed-field").evaluate_all("(all) => all.map((one) => one.offsetTop)")
    assert len(set(tops[:3])) == 1
    assert tops[0] < tops[3] == tops[4] < tops[5] < tops[6]
    await expect(embed.locator(".embed-field-name u")).to_have_text("A")
    await expect(embed.locator(".embed-field-value li")).to_have_text("1")


async def test_fields_stand_below_each_other_on_a_phone(modules: Page) -> None:
    drawing = await drawing_in(modules)
    await modules.set_viewport_size({"width": 390, "height": 800})
    embed = await drawn(drawing, EMBED)
    tops = await embed.locator(".embed-field").evaluate_all("(all) => all.map((one) => one.offsetTop)")
    assert tops == sorted(set(tops))
    assert await modules.evaluate("document.documentElement.scrollWidth") <= 390


async def test_pictures_of_the_sandbox_are_shown_and_others_named(drawing: Drawing) -> None:
    embed = await drawn(drawing, EMBED)
    assert await embed.locator("img").evaluate_all("(all) => all.map((one) => one.getAttribute('src'))") == [
        "/attachments/4/9/plot.png"
    ]
    await expect(embed.locator(".embed-thumbnail")).to_contain_text("from elsewhere.example, not loaded here")
    await expect(embed.locator(".embed-icon")).to_have_attribute("title", "A picture from ada.example")


async def test_a_file_with_a_description_is_read_aloud_by_it(drawing: Drawing) -> None:
    file = {"url": EMBED["image"]["url"], "description": "Losses fall"}
    embed = await drawn(drawing, EMBED, attachments=[file])
    await expect(embed.get_by_role("img", name="Losses fall")).to_be_visible()


async def test_a_bare_embed_has_only_what_it_says(drawing: Drawing) -> None:
    embed = await drawn(drawing, {"description": "just this"})
    await expect(embed).to_have_text("just this")
    await expect(embed.locator("footer, .embed-title, .embed-fields, .media")).to_have_count(0)


async def test_an_address_that_is_none_of_the_web_is_no_link(drawing: Drawing) -> None:
    embed = await drawn(drawing, {"title": "a", "url": "javascript:alert(1)"})
    await expect(embed).to_have_text("a")
    await expect(embed.locator("a")).to_have_count(0)


async def test_black_is_a_colour(drawing: Drawing) -> None:
    embed = await drawn(drawing, {"title": "a", "color": 0})
    assert await embed.evaluate("(one) => getComputedStyle(one).borderLeftColor") == "rgb(0, 0, 0)"
