from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.render.summaries import summary_text
from bot.discord_app.text.markdown import length
from tests.discord_app.markdown import acts
from tests.discord_app.render.hostile import NASTY, NASTY_TEXT

POINTS = "It *does* more with less.\n• Cheap: it costs nothing.\n\n● # Small: 7B.\n  • - Open"


def test_points_are_a_list_and_what_is_in_them_is_text() -> None:
    assert summary_text(POINTS, 1000) == (
        "It \\*does\\* more with less.\n- Cheap: it costs nothing.\n- \\# Small: 7B.\n- \\- Open"
    )


def test_a_list_of_its_own_making_is_none() -> None:
    assert summary_text("- not a point\n1. nor this", 1000) == "\\- not a point\n1\\. nor this"


@pytest.mark.parametrize("summary", ["", " \n \n", "•", "● \n •"])
def test_nothing_is_nothing(summary: str) -> None:
    assert summary_text(summary, 1000) == ""


def test_it_ends_where_the_room_does_and_says_so() -> None:
    long = "\n".join(f"• Point {number} is worth a whole sentence of its own, and has one." for number in range(50))
    cut = summary_text(long, 500)
    assert 400 < length(cut) <= 500
    assert cut.endswith("…")
    assert all(line.startswith("- Point") for line in cut.split("\n"))


def test_a_line_that_hardly_begins_is_left_out() -> None:
    first = "One sentence that fits. " * 4
    assert summary_text(f"{first}\n• {'x' * 300}", len(first.strip()) + 30) == f"{first.strip()} …"


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("room", [0, 1, 50, 1200, 3500])
def test_the_nastiest_keeps_to_its_room(nasty: str, room: int) -> None:
    assert length(summary_text(f"{nasty}\n• {nasty}", room)) <= room


@given(st.lists(NASTY_TEXT | NASTY_TEXT.map("• ".__add__), max_size=6).map("\n".join), st.integers(0, 2000))
def test_nothing_acts_but_the_points(summary: str, room: int) -> None:
    said = summary_text(summary, room)
    assert length(said) <= room
    assert not acts("\n".join(line.removeprefix("- ") for line in said.split("\n")))
