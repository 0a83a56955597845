"""Polls as they come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.world.polls import received_poll
from tests.sandbox.limits.edges import poll
from tests.sandbox.town import START


def received(**fields: Any) -> dict[str, Any]:
    return received_poll(poll(**fields)["poll"], START)


def test_answers_are_numbered_and_counted_from_nought() -> None:
    answers = [{"poll_media": {"text": text}} for text in ("yes", "no")]
    back = received(answers=answers)
    assert [(one["answer_id"], one["poll_media"]["text"]) for one in back["answers"]] == [(1, "yes"), (2, "no")]
    assert [(one["id"], one["count"]) for one in back["results"]["answer_counts"]] == [(1, 0), (2, 0)]


@pytest.mark.parametrize(("duration", "hours"), [(1, 1), (768, 768), (None, 24)])
def test_it_ends_after_its_hours(duration: int | None, hours: int) -> None:
    assert received(duration=duration)["expiry"] == (START + timedelta(hours=hours)).isoformat()


def test_several_choices_only_when_asked_for() -> None:
    assert received()["allow_multiselect"] is False
    assert received(allow_multiselect=True)["allow_multiselect"] is True
