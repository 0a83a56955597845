from __future__ import annotations

import time
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings.suggestions import did_you_mean, nearest, nearest_time_zones

WORDS = ["deliver_late", "skip", "archive", "wait"]


@pytest.mark.parametrize(
    ("text", "meant"), [("deliver-late", "deliver_late"), ("SKIP", "skip"), ("arhive", "archive"), ("wiat", "wait")]
)
def test_a_slip_finds_its_word(text: str, meant: str) -> None:
    assert nearest(text, WORDS) == (meant,)
    assert did_you_mean(text, WORDS) == f"Did you mean `{meant}`?"


@pytest.mark.parametrize("text", ["", "xyzzy", "?", "x" * 10_000])
def test_nonsense_finds_nothing(text: str) -> None:
    assert nearest(text, WORDS) == ()
    assert did_you_mean(text, WORDS) == ""


def test_no_options_no_suggestion() -> None:
    assert nearest("skip", []) == ()


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone and len(zone) > 12)), st.data())
def test_a_zone_with_one_letter_missing_is_found(zone: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(min_value=1, max_value=len(zone) - 1))
    slip = zone[:cut] + zone[cut + 1 :]
    # A neighbour may be as near as the zone itself, as Etc/GMT+1 and Etc/GMT+10 are.
    assert nearest_time_zones(slip)


def test_a_city_alone_is_enough() -> None:
    assert nearest_time_zones("tokyo") == ("Asia/Tokyo",)
    assert nearest_time_zones("los angeles") == ("America/Los_Angeles",)


def test_at_most_three_are_offered() -> None:
    assert 1 <= len(nearest_time_zones("Louisville")) <= 3


def test_a_very_long_zone_takes_no_time() -> None:
    start = time.process_time()
    assert nearest_time_zones("Europe/" + "x" * 200_000) == ()
    assert time.process_time() - start < 1
