"""Handing files to the sandbox: what is told where that does not work."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, Route

from tests.browser import in_browser, static_site, tab_of

pytestmark = in_browser

UPLOAD = """async ([name, type]) => {
  const {uploadFile, UploadError} = await import("/static/js/upload.js");
  try {
    return await uploadFile(new File(["Hello"], name, {type}));
  } catch (error) {
    return error instanceof UploadError ? `told: ${error.message}` : `thrown: ${error}`;
  }
}"""


async def test_a_file_is_sent_as_it_is(modules: Page) -> None:
    sent: list[tuple[str, str, bytes | None]] = []

    async def take(route: Route) -> None:
        request = route.request
        sent.append((request.url.partition("?")[2], request.headers["content-type"], request.post_data_buffer))
        await route.fulfill(json={"ok": True, "id": "7"})

    await modules.route("**/page/uploads?*", take)
    assert await modules.evaluate(UPLOAD, ["über & co.txt", "text/plain"]) == "7"
    assert await modules.evaluate(UPLOAD, ["x", ""]) == "7"
    assert sent == [
        ("filename=%C3%BCber%20%26%20co.txt", "text/plain", b"Hello"),
        ("filename=x", "application/octet-stream", b"Hello"),
    ]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"ok": False, "error": "The file has no name."}, "told: The file has no name."),
        ({}, "told: The file could not be uploaded. Try again."),
    ],
)
async def test_what_the_server_says_is_told(modules: Page, answer: dict[str, object], told: str) -> None:
    await modules.route("**/page/uploads?*", lambda route: route.fulfill(json=answer))
    assert await modules.evaluate(UPLOAD, ["x", ""]) == told


async def test_a_server_that_is_gone_is_told(browser: Browser) -> None:
    async with static_site() as url, tab_of(browser, expected=("Failed to load resource",)) as tab:
        await tab.goto(url)
        await tab.route("**/page/uploads?*", lambda route: route.abort())
        told = await tab.evaluate(UPLOAD, ["x", ""])
        assert told == "told: The file could not be uploaded. Is the sandbox still running?"
