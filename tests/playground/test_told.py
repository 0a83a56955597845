from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.told import clock_time, say_day, say_lately, say_when, sentences

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("## Posted\nThe week is in <#7>.", "Posted. The week is in #papers."),
        ("## Where is it?\nThere.", "Where is it? There."),
        ("One.\n\n  Two.\n-# Three.", "One. Two. Three."),
        ("It is in <#8>.", "It is in #8."),
        ("since <t:1679900400:R>", "since Mon 27 March 2023, 09:00"),
        ("since <t:1679900400>", "since Mon 27 March 2023, 09:00"),
        ("at <t:-99999999999>", "at <t:-99999999999>"),
        ("**bold**, `code`, ||spoiler||, ~~gone~~, __under__", "bold, code, spoiler, gone, under"),
        (r"2 \* 3 \_ \*\*", "2 * 3 _ **"),
        ("", ""),
    ],
)
def test_markdown_becomes_sentences(markdown: str, told: str) -> None:
    assert sentences(markdown, {7: "papers"}, BERLIN) == told


@given(st.text(max_size=80))
def test_any_text_is_one_line(markdown: str) -> None:
    assert len(sentences(markdown, {}, UTC).splitlines()) <= 1


def test_days_and_times_as_people_write_them() -> None:
    moment = datetime(2023, 3, 6, 8, 5, 9, tzinfo=UTC)
    assert say_day(date(2023, 3, 6)) == "6 March 2023"
    assert say_when(moment, BERLIN) == "Mon 6 March 2023, 09:05"
    assert say_lately(moment, BERLIN) == "6 March, 09:05"
    assert clock_time(moment, BERLIN) == "09:05:09"
