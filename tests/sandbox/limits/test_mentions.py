"""``allowed_mentions``: where each fault is told. The limits themselves are in ``edges``."""

from __future__ import annotations

import pytest

from tests.sandbox.limits.edges import Body
from tests.sandbox.limits.told import told


@pytest.mark.parametrize(
    ("allowed", "place", "code"),
    [
        ({"parse": ["users", "here"]}, "allowed_mentions.parse.1", "BASE_TYPE_CHOICES"),
        ({"parse": ["roles"], "roles": ["1"]}, "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
        ({"users": [str(one) for one in range(101)]}, "allowed_mentions.users", "BASE_TYPE_MAX_LENGTH"),
        ({"users": ["x"]}, "allowed_mentions.users.0", "NUMBER_TYPE_COERCE"),
    ],
)
def test_a_fault_is_told_at_its_place(allowed: Body, place: str, code: str) -> None:
    assert told({"content": "x", "allowed_mentions": allowed})[place] == code


@pytest.mark.parametrize(
    "allowed", [None, {}, {"parse": []}, {"parse": ["users"], "users": []}, {"replied_user": True}]
)
def test_what_pings_fewer_is_fine(allowed: Body | None) -> None:
    assert told({"content": "x", "allowed_mentions": allowed}) == {}
