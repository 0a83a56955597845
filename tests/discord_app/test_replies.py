from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_app.replies import custom_ids, is_own


def pressed(*, by: int, asked_by: int | None, ephemeral: bool = False, message: bool = True) -> Any:
    metadata = None if asked_by is None else SimpleNamespace(user=SimpleNamespace(id=asked_by))
    source = SimpleNamespace(flags=SimpleNamespace(ephemeral=ephemeral), interaction_metadata=metadata)
    return SimpleNamespace(user=SimpleNamespace(id=by), message=source if message else None)


@pytest.mark.parametrize(
    ("interaction", "own"),
    [
        (pressed(by=1, asked_by=1), True),
        (pressed(by=1, asked_by=2), False),
        (pressed(by=1, asked_by=None), False),
        (pressed(by=1, asked_by=None, ephemeral=True), True),
        (pressed(by=1, asked_by=2, ephemeral=True), True),
        (pressed(by=1, asked_by=1, message=False), False),
    ],
    ids=["own answer", "another's answer", "digest", "ephemeral", "ephemeral after another's", "no message"],
)
def test_only_what_nobody_else_minds_is_changed_in_place(interaction: Any, own: bool) -> None:
    assert is_own(interaction) is own


def test_without_a_message_there_are_no_ids() -> None:
    assert custom_ids(None) == []
