from __future__ import annotations

from sqlalchemy import Engine

from bot.store.notes import get_note, set_note


def test_nothing_is_noted_at_first(engine: Engine) -> None:
    assert get_note(engine, "commands") is None


def test_a_note_is_remembered(engine: Engine) -> None:
    set_note(engine, "commands", "8f14e45f")

    assert get_note(engine, "commands") == "8f14e45f"


def test_a_second_note_takes_the_place_of_the_first(engine: Engine) -> None:
    set_note(engine, "commands", "old")
    set_note(engine, "other", "untouched")
    set_note(engine, "commands", "new: ☃ 'quoted' %s")

    assert get_note(engine, "commands") == "new: ☃ 'quoted' %s"
    assert get_note(engine, "other") == "untouched"
