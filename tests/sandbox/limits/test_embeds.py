"""Embeds: where each fault is told, and what counts together. The limits themselves are in ``edges``."""

from __future__ import annotations

import pytest

from bot.sandbox.limits.embeds import MAX_EMBED_TEXT, embed_text_length
from tests.sandbox.limits.edges import Body, embed, field
from tests.sandbox.limits.told import told


@pytest.mark.parametrize(
    ("body", "place", "code"),
    [
        (embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        (embed(footer={}), "embeds.0.footer.text", "BASE_TYPE_REQUIRED"),
        (embed(author={"name": ""} | {"url": "ftp://a.b"}), "embeds.0.author.url", "URL_TYPE_INVALID_SCHEME"),
        (embed(image={}), "embeds.0.image.url", "BASE_TYPE_REQUIRED"),
        (field(name=" "), "embeds.0.fields.0.name", "BASE_TYPE_BAD_LENGTH"),
        (embed(color=0x1000000), "embeds.0.color", "NUMBER_TYPE_MAX"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ],
)
def test_a_fault_is_told_at_its_place(body: Body, place: str, code: str) -> None:
    assert told(body)[place] == code


def test_every_text_of_every_embed_counts_trimmed() -> None:
    whole = {
        "title": " 1 ",
        "description": "22",
        "footer": {"text": "333"},
        "author": {"name": "4444"},
        "fields": [{"name": "55555", "value": "666666"}],
        "url": "https://not.counted",
    }
    assert embed_text_length([whole, {"title": "x"}]) == 22


def test_what_is_no_text_counts_for_nothing() -> None:
    assert embed_text_length([{"title": 5, "footer": "x", "fields": [3, {"name": None}]}]) == 0


def test_together_they_may_have_six_thousand() -> None:
    halves = [{"description": "x" * (MAX_EMBED_TEXT // 2)}] * 2
    assert told({"embeds": halves}) == {}
