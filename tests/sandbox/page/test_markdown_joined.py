"""What a bot really posts, as it stands on the whole page: text, an embed with its file, and a poll that takes votes."""

from __future__ import annotations

import json

import aiohttp
from playwright.async_api import Browser, expect

from tests.browser import in_browser, tab_of
from tests.sandbox.page.drawing import PICTURE
from tests.sandbox.page.opened import House, house

pytestmark = in_browser

POLL = {
    "question": {"text": "Which paper?"},
    "answers": [{"poll_media": {"text": "Attention"}}, {"poll_media": {"text": "Diffusion"}}],
    "duration": 48,
}


async def test_a_text_a_file_in_an_embed_and_a_poll(browser: Browser) -> None:
    async with house() as built, tab_of(browser) as tab:
        await _post(built)
        await tab.goto(built.link(built.ben, built.papers))
        messages = tab.get_by_role("log")
        await expect(messages.get_by_role("heading", name="Week 12")).to_be_visible()
        await messages.get_by_role("button", name="#general").click()
        await expect(tab).to_have_url(built.link(built.ben, built.general))
        await tab.go_back()
        picture = messages.get_by_role("article", name="Embed").get_by_role("img")
        assert await picture.evaluate("async (one) => (await one.decode(), one.naturalWidth)") == 1
        await expect(messages.get_by_role("link", name="notes.txt", exact=True)).to_be_visible()
        poll = messages.get_by_role("region", name="Poll: Which paper?")
        await expect(poll.locator(".poll-count")).to_have_text("0 votes · 2d left")
        await poll.get_by_role("radio", name="Diffusion").check()
        await poll.get_by_role("button", name="Vote", exact=True).click()
        await expect(poll.get_by_role("listitem").nth(1)).to_contain_text("1 vote")
        await expect(poll.get_by_role("button", name="Remove vote")).to_be_focused()
        await poll.get_by_role("button", name="Remove vote").click()
        await expect(poll.get_by_role("radio", name="Diffusion")).not_to_be_checked()


async def _post(built: House) -> None:
    assert await built.post(built.papers, f"# Week 12\nsee <#{built.general.id}>") == 200
    form = aiohttp.FormData()
    embed = {"title": "Losses", "image": {"url": "attachment://plot.png"}}
    form.add_field("payload_json", json.dumps({"embeds": [embed]}), content_type="application/json")
    form.add_field("files[0]", PICTURE, filename="plot.png", content_type="image/png")
    form.add_field("files[1]", b"notes", filename="notes.txt", content_type="text/plain")
    url = f"{built.sandbox.api_url}/channels/{built.papers.id}/messages"
    async with built.session.post(url, data=form, headers={"Authorization": f"Bot {built.sandbox.token}"}) as response:
        assert response.status == 200
    status, _ = await built.ask("POST", f"/channels/{built.papers.id}/messages", {"poll": POLL})
    assert status == 200
