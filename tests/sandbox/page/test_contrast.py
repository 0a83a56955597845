"""Small print, mentions and their like can be read on whatever they stand on, in both themes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser import in_browser
from tests.sandbox.limits.edges import button, container, row, text
from tests.sandbox.page.bench import Bench, message
from tests.sandbox.page.drawing import drawing_in
from tests.sandbox.page.test_polls import poll
from tests.sandbox.page.test_theme import READABLE

pytestmark = in_browser

FAINT = """async ([theme, least]) => {
  document.documentElement.dataset.theme = theme;
  for (const hidden of document.querySelectorAll(".spoiler[role]")) hidden.click();
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].map((one) => one / 255);
  };
  const over = (front, back) => [0, 1, 2].map((at) => front[at] * front[3] + back[at] * (1 - front[3]));
  const behind = (element) => {
    const back = element.parentElement ? behind(element.parentElement) : [1, 1, 1];
    return over(rgba(getComputedStyle(element).backgroundColor), back);
  };
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const contrast = (element) => {
    const back = behind(element);
    const both = [light(back), light(over(rgba(getComputedStyle(element).color), back))];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const seen = [...document.querySelectorAll("main *")].filter((one) => own(one) && one.checkVisibility());
  const faint = seen.map((one) => [one.className || one.tagName, contrast(one).toFixed(2)]);
  return {seen: seen.length, faint: Object.fromEntries(faint.filter(([, found]) => found < least))};
}"""

WORDS = "\n".join(
    [
        "# Heading [link](https://a.b)",
        "-# small print <t:0:F> `code` </week:1> [link](https://a.b)",
        "> quote with @everyone and <#4>, <@1>, <:emoji:1>",
        "||open|| `code` ```py\ncode\n```",
    ]
)


async def faint(tab: Page, theme: str, *, least: int) -> dict[str, str]:
    """Return what is drawn too faintly, with its contrast; at least so many texts must be there to be looked at."""
    # What only the only reader sees has a tint of its own, strongest under the mouse: the last of those a text can stand on.
    await tab.evaluate("() => document.querySelector('main').classList.add('message', 'ephemeral')")
    await tab.locator("main").hover(position={"x": 1, "y": 1})
    found: dict[str, Any] = await tab.evaluate(FAINT, [theme, READABLE])
    assert found["seen"] >= least
    texts: dict[str, str] = found["faint"]
    return texts


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_a_text_in_a_container_can_be_read(bench: Bench, theme: str) -> None:
    await bench.draw(
        message(container(text(WORDS)), text(WORDS), row(*(button(f"b{n}", style=n) for n in range(1, 5))))
    )
    assert await faint(bench.tab, theme, least=35) == {}


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_an_open_list_can_be_read(bench: Bench, theme: str) -> None:
    options = [{"label": f"Option {n}", "value": str(n), "description": "What it is"} for n in range(3)]
    await bench.draw(message(row({"type": 3, "custom_id": "s", "options": options, "placeholder": "Choose"})))
    await bench.tab.get_by_role("button", name="Choose").click()
    assert await faint(bench.tab, theme, least=7) == {}


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("mine", [[], [1]])
async def test_a_poll_can_be_read(shared_tab: Page, theme: str, mine: list[int]) -> None:
    drawing = await drawing_in(shared_tab)
    await drawing.draw("messages/polls", "renderPoll", poll(mine=mine, votes={1: 1, 2: 3}))
    assert await faint(shared_tab, theme, least=6) == {}


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_an_embed_can_be_read(shared_tab: Page, theme: str) -> None:
    drawing = await drawing_in(shared_tab)
    field = {"name": "Name", "value": WORDS, "inline": False}
    parts = {"title": "Title", "description": WORDS, "fields": [field], "provider": {"name": "From"}}
    author, image = {"name": "Ada", "url": "https://a.b"}, {"url": "https://a.b/c.png"}
    whole = {**parts, "author": author, "image": image, "footer": {"text": "The end"}}
    await drawing.draw("messages/embeds", "renderEmbed", whole, {"id": "7"})
    assert await faint(shared_tab, theme, least=25) == {}
