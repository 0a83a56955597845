"""The whole page with a real discord.py bot behind it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, Request, expect

from tests.browser import in_browser, tab_of
from tests.sandbox.page.opened import house, opened
from tests.sandbox.sample_bot import connected

pytestmark = in_browser


async def test_the_bot_comes_answers_and_goes(browser: Browser) -> None:
    async with house() as at, opened(browser, at, member=at.ada) as page:
        status = page.locator(".bar-status")
        await expect(status).to_have_text("Paperboy is offline")
        async with connected(at.sandbox):
            await expect(status).to_have_text("Paperboy is online")
            await page.locator(".foot textarea").click()
            await page.keyboard.type("/count")
            await page.keyboard.press("Enter")
            await page.keyboard.press("Enter")
            await page.locator("main").get_by_role("button", name="Pressed 0").click()
            await expect(page.locator("main").get_by_role("button", name="Pressed 1")).to_be_visible()
        await expect(status).to_have_text("Paperboy is offline")


async def test_what_the_bot_did_is_in_the_bar(browser: Browser) -> None:
    async with house() as at, connected(at.sandbox), opened(browser, at, member=at.ada) as page:
        routes = page.locator(".request-route")
        await expect(routes.filter(has_text="/applications/…/commands")).to_have_count(1)
        await expect(page.locator(".bar-count")).to_be_empty()


async def test_two_tabs_see_the_same(browser: Browser) -> None:
    async with (
        house() as at,
        opened(browser, at, member=at.ada) as admin,
        opened(browser, at, member=at.ben) as member,
    ):
        await at.post(at.general, "A paper for both")
        for tab in (admin, member):
            await expect(tab.get_by_text("A paper for both")).to_be_visible()


LANDMARKS = """() => ({
  headings: document.querySelectorAll("h1").length,
  landmarks: [...document.querySelectorAll("nav, main, aside")].map((one) => one.getAttribute("aria-label") ?? one.id),
  ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
  nameless: [...document.querySelectorAll("button, a, input, select, textarea")].filter((one) => {
    if (!one.checkVisibility({visibilityProperty: true})) return false;
    const labels = [...(one.labels ?? [])].map((label) => label.textContent).join("");
    return !(one.textContent + (one.ariaLabel ?? "") + (one.title ?? "") + labels).trim();
  }).map((one) => one.outerHTML),
  styled: document.querySelectorAll("[onclick], script:not([src])").length,
})"""


@pytest.mark.parametrize("width", [390, 1280])
async def test_the_page_has_landmarks_and_everything_on_it_a_name(browser: Browser, width: int) -> None:
    async with house() as at, opened(browser, at, member=at.ada, width=width) as page:
        await at.post(at.general, "A paper")
        await expect(page.get_by_text("A paper")).to_be_visible()
        found: dict[str, Any] = await page.evaluate(LANDMARKS)
        assert found["headings"] == 1
        assert {"Servers", "Channels", "bar"} <= set(found["landmarks"])
        assert len(found["ids"]) == len(set(found["ids"]))
        assert (found["nameless"], found["styled"]) == ([], 0)


async def test_every_file_of_the_page_comes_from_the_sandbox_under_its_own_rules(browser: Browser) -> None:
    """Nothing the page asks for is missing, and the browser refuses nothing under its content security policy."""
    async with house() as at, tab_of(browser) as page:
        failed: list[str] = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
        await page.add_init_script("addEventListener('securitypolicyviolation', (it) => console.error(it.blockedURI))")
        answer = await page.goto(at.sandbox.page_url)
        await page.locator(".app").wait_for()
        assert answer is not None
        assert "default-src 'none'" in (await answer.all_headers())["content-security-policy"]
        assert failed == []


async def test_what_is_asked_for_is_asked_as_the_viewer(browser: Browser) -> None:
    async with house() as at, opened(browser, at, member=at.ben) as page:
        asked: list[Any] = []

        def watch(request: Request) -> None:
            if request.url.endswith("/page/act"):
                asked.append(request.post_data_json)

        page.on("request", watch)
        await page.locator(".foot textarea").click()
        await page.keyboard.type("Hello from Ben")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log").get_by_text("Hello from Ben")).to_be_visible()
        said = {"viewer": str(at.ben.id), "do": "say", "channel": str(at.general.id), "content": "Hello from Ben"}
        assert asked == [said]


ACTING = """async (action) => {
  const {ActionError, createContext} = await import("/static/js/context.js");
  const {createStore} = await import("/static/js/store.js");
  const store = createStore();
  store.apply({set: {me: {id: action.viewer}}, gone: []});
  const ctx = createContext({store});
  try {
    return await ctx.act(action);
  } catch (error) {
    return [error instanceof ActionError, error.message];
  }
}"""


async def test_a_refused_action_is_an_error_with_the_sentence(browser: Browser) -> None:
    async with house() as at, opened(browser, at, member=at.ben, expected=("400",)) as page:
        missing = {"viewer": str(at.ben.id), "do": "say", "channel": "1", "content": "Hello"}
        refused, sentence = await page.evaluate(ACTING, missing)
        assert (refused, " " in sentence) == (True, True), sentence


async def test_a_sandbox_that_is_gone_is_an_error_with_a_sentence(modules: Page) -> None:
    await modules.route("**/page/act", lambda route: route.fulfill(body="<html>", content_type="text/html"))
    assert await modules.evaluate(ACTING, {"viewer": "1", "do": "say"}) == [
        True,
        "The sandbox does not answer. Is it still running?",
    ]
