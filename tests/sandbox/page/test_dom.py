"""Elements are made of text, never of markup."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser import in_browser

pytestmark = in_browser

MAKE = """async (text) => {
  const {h} = await import("/static/js/dom.js");
  document.body.append(h("p", {class: "x", title: text, hidden: false, dataset: {id: text}}, text, null, ["a", [1]]));
  return document.body.innerHTML;
}"""


async def test_text_stays_text(modules: Page) -> None:
    made = await modules.evaluate(MAKE, '<img src=x onerror="alert(1)">')
    assert "&lt;img" in made
    assert "<img" not in made.replace("&lt;img", "").replace('="<img', "")
    assert await modules.locator("p").inner_text() == '<img src=x onerror="alert(1)">a1'
    assert await modules.locator("img").count() == 0


async def test_listeners_and_styles_are_set(modules: Page) -> None:
    pressed = await modules.evaluate("""async () => {
      const {h} = await import("/static/js/dom.js");
      let pressed = 0;
      const button = h("button", {onclick: () => (pressed += 1), style: {"--x": "3px"}, disabled: null}, "Press");
      button.click();
      return [pressed, button.style.getPropertyValue("--x"), button.hasAttribute("disabled")];
    }""")
    assert pressed == [1, "3px", False]
