"""The helper that holds payloads against Discord's published description can fail, and says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import discord_schema
from tests.discord_schema import answer_problems, assert_valid, schema_problems


def test_a_valid_payload_passes() -> None:
    assert_valid("MessageCreateRequest", {"content": "x", "embeds": [{"title": "t"}]})


def test_a_wrong_one_fails_with_its_place() -> None:
    with pytest.raises(AssertionError, match=r"\$\.embeds\[0\]\.title: .* is too long"):
        assert_valid("MessageCreateRequest", {"embeds": [{"title": "x" * 257}]})


def test_of_several_kinds_the_meant_one_is_reported() -> None:
    button = {"type": 2, "style": 1, "label": "x" * 81, "custom_id": "b"}
    section = {"type": 9, "components": [{"type": 10, "content": "a"}], "accessory": button}
    (problem,) = schema_problems("MessageCreateRequest", {"components": [{"type": 17, "components": [section]}]})
    assert problem.startswith("$.components[0].components[0].accessory.label:")


def test_answers_are_held_against_their_route() -> None:
    assert answer_problems("GET", "/gateway", 200, {"url": "wss://gateway.discord.gg"}) == []
    assert answer_problems("GET", "/gateway", 200, {}) == ["$: 'url' is a required property"]
    assert answer_problems("DELETE", "/channels/{x}/messages/{y}", 204, None) == []
    assert answer_problems("DELETE", "/channels/{x}/messages/{y}", 204, {})


def test_unknown_names_are_errors_of_the_test() -> None:
    with pytest.raises(LookupError, match="no schema Letter"):
        schema_problems("Letter", {})
    with pytest.raises(LookupError, match="no GET /letters"):
        answer_problems("GET", "/letters", 200, {})


def test_without_the_document_tests_are_skipped_with_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(discord_schema, "OPENAPI", tmp_path / "absent.json")
    discord_schema._document.cache_clear()
    with pytest.raises(pytest.skip.Exception, match="Discord's OpenAPI document is not at"):
        schema_problems("MessageCreateRequest", {})
    discord_schema._document.cache_clear()
