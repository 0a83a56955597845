"""A forum: posts as cards, narrowed down by tags."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from tests.browser import in_browser
from tests.sandbox.page.messagelist import ADA, Listed, channel, message, person

pytestmark = in_browser

FORUM = "600000000000000001"
WEEKLY, QUESTION = {"id": "11", "name": "weekly"}, {"id": "12", "name": "question"}


def post(number: int, title: str, **more: Any) -> dict[str, Any]:
    return channel(f"70000000000000000{number}", title, "thread", parent=FORUM, **more)


def first(number: int, content: str, **more: Any) -> dict[str, Any]:
    """The message that opened a post: it has the post's id."""
    id_ = f"70000000000000000{number}"
    return message(number, content, channel_id=id_, **more) | {"id": id_}


async def opened(fresh_document: Page, *posts: dict[str, Any]) -> Listed:
    page = Listed(fresh_document)
    await page.mount("forum")
    forum = channel(FORUM, "reading", "forum", topic="A post a week.", tags=[WEEKLY, QUESTION])
    await page.put_all("channel", forum, *posts)
    await page.show(FORUM)
    return page


async def test_an_empty_forum_says_so(fresh_document: Page) -> None:
    await opened(fresh_document)
    await expect(fresh_document.get_by_role("region", name="Posts in reading")).to_be_visible()
    await expect(fresh_document.get_by_text("A post a week.")).to_be_visible()
    await expect(fresh_document.get_by_role("status")).to_contain_text("There are no posts here yet.")


async def test_a_card_tells_what_a_post_is_about(fresh_document: Page) -> None:
    page = await opened(fresh_document, post(1, "Week 13", tags=[WEEKLY]))
    await page.say(first(1, "The **papers** of\nthe week"))
    at = "2026-03-27T11:20:00+01:00"
    later = 400_000_000_000_000_000
    await page.say(message(later, "Nice", author=ADA, channel_id="700000000000000001", at=at))
    card = fresh_document.get_by_role("article")
    await expect(card.locator(".post-open")).to_have_text("Week 13")
    await expect(card.locator(".above-name")).to_have_text("Paperboy")
    await expect(card.locator(".post-preview")).to_have_text("The papers of the week")
    await expect(card.locator(".tag")).to_have_text("weekly")
    await expect(card.get_by_role("img", name="1 message")).to_be_visible()
    await expect(card.locator(".post-when")).to_have_text("• 2h ago")
    await page.put_all("person", person("100000000000000009", "Newsboy", bot=True))
    await expect(card.locator(".above-name")).to_have_text("Newsboy")


async def test_the_newest_post_is_first_and_archived_ones_are_apart(fresh_document: Page) -> None:
    page = await opened(fresh_document, post(2, "Two"), post(3, "Three"), post(1, "One", archived=True, locked=True))
    await expect(fresh_document.get_by_role("list", name="Posts", exact=True).locator(".post-open")).to_have_text(
        ["Three", "Two"]
    )
    older = fresh_document.get_by_role("list", name="Older posts")
    await expect(fresh_document.get_by_role("heading", name="Older posts")).to_be_visible()
    await expect(older.locator(".post-open")).to_have_text("One")
    await expect(older.get_by_role("img", name="Locked")).to_be_visible()
    await page.put_all("channel", post(1, "One"))
    await expect(fresh_document.get_by_role("heading", name="Older posts")).to_be_hidden()


async def test_a_press_anywhere_on_a_card_opens_the_post(fresh_document: Page) -> None:
    page = await opened(fresh_document, post(1, "One"))
    await fresh_document.locator(".post").click(position={"x": 5, "y": 5})
    await fresh_document.locator(".post-open").focus()
    await fresh_document.keyboard.press("Enter")
    assert await page.told("go") == ["700000000000000001"] * 2


async def test_tags_narrow_the_posts_down(fresh_document: Page) -> None:
    page = await opened(fresh_document, post(1, "One", tags=[WEEKLY]), post(2, "Two", tags=[WEEKLY]), post(3, "Three"))
    titles = fresh_document.locator(".post-open")
    weekly = fresh_document.get_by_role("button", name="weekly 2")
    question = fresh_document.get_by_role("button", name="question 0")
    await weekly.click()
    await expect(weekly).to_have_attribute("aria-pressed", "true")
    await expect(weekly).to_be_focused()
    await expect(titles).to_have_text(["Two", "One"])
    await weekly.click()
    await question.click()
    await expect(titles).to_have_count(0)
    await expect(fresh_document.get_by_role("status")).to_have_text("No post has these tags.")
    await page.put_all("channel", post(3, "Three", tags=[QUESTION]))
    await expect(titles).to_have_text(["Three"])


async def test_a_post_whose_first_message_was_deleted(fresh_document: Page) -> None:
    page = await opened(fresh_document, post(1, "One"))
    await page.put({})
    await expect(fresh_document.locator(".post-words")).to_have_text("Original message was deleted")
    await expect(fresh_document.get_by_role("img", name="No messages")).to_be_visible()
