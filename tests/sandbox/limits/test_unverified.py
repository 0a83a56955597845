"""What nobody knows for certain is told one above the number people tell of, and never refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.limits import check_message, check_modal
from bot.sandbox.limits.commands import check_choices
from bot.sandbox.limits.unverified import (
    Doubt,
    about_active_threads,
    about_crossposts,
    about_edits_of_a_crosspost,
    about_first_posts,
    about_length,
    units,
)
from tests.sandbox.limits.edges import Body, container, embed, text, v2
from tests.sandbox.limits.test_modals import modal


@pytest.mark.parametrize(
    ("about", "most"), [(about_crossposts, 10), (about_edits_of_a_crosspost, 3), (about_active_threads, 1000)]
)
def test_numbers_that_people_tell_of(about: Callable[[int], list[Doubt]], most: int) -> None:
    assert about(most) == []
    (doubt,) = about(most + 1)
    assert str(most) in doubt.told


@given(st.text())
def test_units_are_those_of_utf_16(characters: str) -> None:
    assert units(characters) == len(characters.encode("utf-16-le", "surrogatepass")) // 2


def test_a_text_is_doubtful_only_between_the_two_ways_to_count() -> None:
    assert about_length("content", 5, 5, 5) == []
    assert about_length("content", 6, 7, 5) == []
    assert about_length("content", 5, 6, 5) == [
        Doubt(
            "length in UTF-16 units",
            "content has 5 characters but 6 UTF-16 units; Discord may count those to its 5.",
        )
    ]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"content": "x" * 2000}, []),
        ({"content": "🔥" * 2000}, ["content"]),
        (embed(title="🔥" * 129), ["embeds.0.title"]),
        ({"embeds": [{"description": "🔥" * 2000}] * 2}, ["embeds"]),
        (v2(text("🔥" * 1000), container(text("🔥" * 1001))), ["The text of all components"]),
        (v2(text("🔥" * 2001)), ["components.0.content", "The text of all components"]),
        ({"content": "🔥" * 2001}, []),
    ],
)
def test_every_text_of_a_message_is_looked_at(body: Body, places: list[str]) -> None:
    doubts: list[Doubt] = []
    check_message(body, doubts=doubts)
    assert sorted(doubt.told.split(" has ")[0] for doubt in doubts) == sorted(places)


def test_forms_and_suggestions_are_looked_at_too() -> None:
    doubts: list[Doubt] = []
    assert check_modal(modal(title="🔥" * 45), doubts) == []
    assert check_choices({"choices": [{"name": "🔥" * 51, "value": "v"}]}, doubts) == []
    assert [doubt.told.split()[0] for doubt in doubts] == ["title", "choices.0.name"]


@pytest.mark.parametrize(("flags", "doubtful"), [(1 << 15, True), (1 << 2, False), (None, False), ("many", False)])
def test_a_layout_as_a_posts_first_message(flags: object, doubtful: bool) -> None:
    assert bool(about_first_posts({"flags": flags})) is doubtful
