"""Polls: where each fault is told. The limits themselves are in ``edges``."""

from __future__ import annotations

import pytest

from tests.sandbox.limits.edges import poll
from tests.sandbox.limits.told import told


@pytest.mark.parametrize(
    ("fields", "place", "code"),
    [
        ({"question": None}, "poll.question", "BASE_TYPE_REQUIRED"),
        ({"question": {"text": ""}}, "poll.question.text", "BASE_TYPE_BAD_LENGTH"),
        ({"answers": []}, "poll.answers", "BASE_TYPE_BAD_LENGTH"),
        ({"answers": [{}]}, "poll.answers.0.poll_media", "BASE_TYPE_REQUIRED"),
        ({"duration": 0}, "poll.duration", "NUMBER_TYPE_MIN"),
        ({"layout_type": 2}, "poll.layout_type", "BASE_TYPE_CHOICES"),
    ],
)
def test_a_fault_is_told_at_its_place(fields: dict[str, object], place: str, code: str) -> None:
    assert told(poll(**fields))[place] == code


def test_a_message_without_poll_has_none_to_check() -> None:
    assert told({"content": "x", "poll": None}) == {}
