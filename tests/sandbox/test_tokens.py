"""Tokens."""

from __future__ import annotations

from bot.sandbox.tokens import new_token


def test_tokens_differ_and_look_like_nothing_of_discords() -> None:
    assert new_token().startswith("sandbox.")
    assert new_token() != new_token()
