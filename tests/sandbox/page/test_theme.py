"""Dark and light: whose choice it is, and that all of it can be read."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import in_browser, static_site, tab_of
from tests.sandbox.page.opened import house, opened

pytestmark = in_browser

READABLE = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of text of an ordinary size."""

_ON_PAGE = ("chat", "sidebar", "floating", "embed")
PAIRS = [
    *product(("text", "heading", "muted"), _ON_PAGE),
    *product(("link", "danger-text", "warning-text", "good-text"), ("chat", "embed")),
    *product(("channel",), ("sidebar",)),
    *product(("text", "heading", "muted"), ("panel",)),
    *product(("on-colour",), ("blurple", "blurple-hover", "green", "red")),
    *product(("on-colour",), ("face-blue", "face-grey", "face-green", "face-orange", "face-red", "face-pink")),
    *product(("bar-text", "bar-muted", "bar-accent", "bar-good", "bar-odd", "bar-bad"), ("bar-back", "bar-raised")),
    ("bar-bad", "bar-bad-back"),
    ("bar-button-text", "bar-button"),
]

CONTRASTS = """(pairs) => {
  const probe = document.createElement("i");
  document.body.append(probe);
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (name) => {
    probe.style.setProperty("color", `var(--${name})`);
    const [red, green, blue] = getComputedStyle(probe).color.match(/[\\d.]+/g).map((one) => channel(one / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return pairs.map(([front, back]) => {
    const [low, high] = [light(front), light(back)].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  });
}"""


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_words_stand_out_from_what_is_behind_them(shared_tab: Page, theme: str) -> None:
    await shared_tab.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
    contrasts = await shared_tab.evaluate(CONTRASTS, PAIRS)
    faint = {pair: round(contrast, 2) for pair, contrast in zip(PAIRS, contrasts, strict=True) if contrast < READABLE}
    assert faint == {}


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_without_a_choice_the_colours_are_the_systems(browser: Browser, theme: str) -> None:
    async with static_site() as url, tab_of(browser, theme=theme) as tab:
        await tab.goto(url)
        colour = await tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == {"dark": "rgb(49, 51, 56)", "light": "rgb(255, 255, 255)"}[theme]


async def test_the_system_is_followed_until_somebody_chooses(browser: Browser) -> None:
    async with house() as at, opened(browser, at, theme="light") as page:
        root = page.locator("html")
        await expect(root).to_have_attribute("data-theme", "light")
        await page.emulate_media(color_scheme="dark")
        await expect(root).to_have_attribute("data-theme", "dark")
        await page.get_by_label("Light").check()
        await expect(root).to_have_attribute("data-theme", "light")
        await page.reload()
        await expect(page.get_by_label("Light")).to_be_checked()
        await expect(root).to_have_attribute("data-theme", "light")
        await page.get_by_label("As the system").check()
        await expect(root).to_have_attribute("data-theme", "dark")
