"""Polls: to choose, to send, to look first, to take back, and how they end."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import in_browser
from tests.sandbox.page.drawing import Drawing, drawing_in

pytestmark = in_browser


def poll(
    *, several: bool = False, mine: list[int] | None = None, votes: dict[int, int] | None = None, **more: Any
) -> dict[str, Any]:
    """A message with a poll of three answers that ends in a little more than two days."""
    return {
        "id": "77",
        "poll": {
            "question": {"text": "Which paper?"},
            "answers": [
                {"answer_id": 1, "poll_media": {"text": "Attention", "emoji": {"id": None, "name": "🧠"}}},
                {"answer_id": 2, "poll_media": {"text": "Diffusion", "emoji": {"id": "5", "name": "parrot"}}},
                {"answer_id": 3, "poll_media": {"text": "<b>Neither</b>"}},
            ],
            "expiry": "2026-03-29T15:00:00+01:00",
            "allow_multiselect": several,
            "results": {
                "answer_counts": [
                    {"id": id_, "count": count, "me_voted": False} for id_, count in (votes or {}).items()
                ],
                "is_finalized": False,
            },
            **more,
        },
        "answers": {"mine": mine or [], "closed": False},
    }


async def drawn(drawing: Drawing, message: dict[str, Any]) -> Locator:
    await drawing.draw("messages/polls", "renderPoll", message)
    return drawing.place.get_by_role("region", name="Poll: Which paper?")


async def test_one_answer_is_chosen_and_sent(drawing: Drawing) -> None:
    card = await drawn(drawing, poll())
    await expect(card.locator(".poll-hint")).to_have_text("Select one answer")
    await expect(card.locator(".poll-count")).to_have_text("0 votes · 2d left")
    await expect(card.get_by_role("button", name="Vote", exact=True)).to_be_disabled()
    await card.get_by_role("radio", name="Attention").check()
    await card.get_by_role("radio", name="<b>Neither</b>").check()
    await card.get_by_role("button", name="Vote", exact=True).click()
    assert await drawing.told("act") == [{"do": "vote", "message": "77", "values": ["3"]}]


async def test_several_answers_are_chosen_and_sent(drawing: Drawing) -> None:
    card = await drawn(drawing, poll(several=True))
    await expect(card.locator(".poll-hint")).to_have_text("Select one or more answers")
    for name in ("Attention", "parrot", "Neither"):
        await card.get_by_role("checkbox", name=name).check()
    await card.get_by_role("checkbox", name="Attention").uncheck()
    await card.get_by_role("button", name="Vote", exact=True).click()
    assert await drawing.told("act") == [{"do": "vote", "message": "77", "values": ["2", "3"]}]


async def test_what_was_ticked_outlives_a_new_drawing(drawing: Drawing) -> None:
    card = await drawn(drawing, poll())
    await card.get_by_role("radio", name="Attention").check()
    card = await drawn(drawing, poll(votes={2: 1}))
    await expect(card.get_by_role("radio", name="Attention")).to_be_checked()
    await expect(card.get_by_role("button", name="Vote", exact=True)).to_be_enabled()
    await expect(card.locator(".poll-count")).to_contain_text("1 vote ·")


async def test_results_can_be_looked_at_first(drawing: Drawing) -> None:
    card = await drawn(drawing, poll(votes={1: 2, 2: 1}))
    await card.get_by_role("button", name="Show results").click()
    assert await card.get_by_role("listitem").all_inner_texts() == [
        "🧠\nAttention\n2 votes\n67%",
        ":parrot:\nDiffusion\n1 vote\n33%",
        "<b>Neither</b>\n0 votes\n0%",
    ]
    await expect(card.get_by_role("button", name="Go back to vote")).to_be_focused()
    await card.get_by_role("button", name="Go back to vote").click()
    await expect(card.get_by_role("radio")).to_have_count(3)


async def test_a_vote_is_shown_and_taken_back(drawing: Drawing) -> None:
    card = await drawn(drawing, poll(mine=[2], votes={1: 1, 2: 1}))
    await expect(card.get_by_role("listitem").nth(1).get_by_role("img", name="your vote")).to_be_visible()
    await expect(card.get_by_role("img", name="your vote")).to_have_count(1)
    await card.get_by_role("button", name="Remove vote").click()
    assert await drawing.told("act") == [{"do": "vote", "message": "77", "values": []}]


async def test_a_refused_vote_says_why_and_keeps_what_was_ticked(drawing: Drawing) -> None:
    card = await drawn(drawing, poll())
    await drawing.refuse("The poll has ended.")
    await card.get_by_role("radio", name="Attention").check()
    await card.get_by_role("button", name="Vote", exact=True).click()
    await expect(card.get_by_role("alert")).to_have_text("The poll has ended.")
    await expect(card.get_by_role("radio", name="Attention")).to_be_checked()


@pytest.mark.parametrize(
    "ended", [{"expiry": "2026-03-27T12:00:00+01:00"}, {"results": {"answer_counts": [], "is_finalized": True}}]
)
async def test_an_ended_poll_takes_no_votes(drawing: Drawing, ended: dict[str, Any]) -> None:
    card = await drawn(drawing, poll(**ended))
    await expect(card.locator(".poll-count")).to_have_text("0 votes · Poll closed")
    await expect(card.get_by_role("button")).to_have_count(0)
    await expect(card.get_by_role("listitem")).to_have_count(3)
    await expect(card.locator(".winner")).to_have_count(0)


async def test_the_winner_of_an_ended_poll_is_marked(drawing: Drawing) -> None:
    message = poll(votes={1: 2, 3: 5})
    message["answers"]["closed"] = True
    card = await drawn(drawing, message)
    await expect(card.locator(".winner")).to_contain_text("Neither")


async def test_the_time_left_stays_current(modules: Page) -> None:
    await modules.clock.install()
    drawing = await drawing_in(modules)
    card = await drawn(drawing, poll())
    for now, left in (
        ("2026-03-27T15:00:01+01:00", "2d left"),
        ("2026-03-28T16:00:00+01:00", "23h left"),
        ("2026-03-29T15:30:00+02:00", "30m left"),
        ("2026-03-29T15:59:30+02:00", "Less than a minute left"),
        ("2026-03-29T16:00:00+02:00", "Poll closed"),
    ):
        await drawing.turn_clock(now)
        await modules.clock.run_for(15_000)
        await expect(card.locator(".poll-count")).to_have_text(f"0 votes · {left}")
