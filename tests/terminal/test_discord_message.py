from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.terminal.discord_message import draw_message
from tests.terminal.screen import drawn


def text(content: str) -> dict[str, object]:
    return {"type": 10, "content": content}


def test_content_and_its_frame() -> None:
    shown = drawn(draw_message({"content": "**Hello** you"}, title="#papers", footer="only you can see this"))
    assert "Hello you" in shown
    assert "#papers" in shown
    assert "only you can see this" in shown


@pytest.mark.parametrize(
    ("given_text", "seen"),
    [
        ("## Week", "Week"),
        ("-# small", "small"),
        (r"a \* b", "a * b"),
        ("[label](https://example.com/x)", "label"),
        ("</digest status:123>", "/digest status"),
        ("<@&123456789012345678> hi", "@123456789012345678 hi"),
    ],
)
def test_markdown_of_discord(given_text: str, seen: str) -> None:
    shown = drawn(draw_message({"components": [text(given_text)]}))
    assert seen in shown
    assert "#" not in shown
    assert "<" not in shown


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("in <#123456789012345678>.", "in #papers_of_*the*_week."),
        ("<@&234567890123456789> hi", "@readers hi"),
        ("<@345678901234567890> hi", "@Ada hi"),
        ("in <#999999999999999999>", "in #999999999999999999"),
        (r"in \<#123456789012345678> ", "in <#123456789012345678>"),
    ],
)
def test_a_mention_shows_the_name_that_is_known(said: str, seen: str) -> None:
    names = {123456789012345678: "papers_of_*the*_week", 234567890123456789: "readers", 345678901234567890: "Ada"}
    message = {
        "content": said,
        "components": [{"type": 17, "components": [text(said)]}],
        "embeds": [{"description": said}],
    }
    assert drawn(draw_message(message, names=names)).count(seen) == 3


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no way to change the zone of a process")
def test_a_timestamp_is_a_time_of_the_machine_s_zone_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone, seen in (("Europe/Berlin", "Mon 27 Mar 2023 10:00 CEST"), ("UTC", "Mon 27 Mar 2023 08:00 UTC")):
        with monkeypatch.context() as patched:
            patched.setenv("TZ", zone)
            time.tzset()
            assert f"next {seen}" in drawn(draw_message({"content": "next <t:1679904000:F>"}))
    time.tzset()


@pytest.mark.parametrize(
    ("away", "said"),
    [(timedelta(days=3), "in 3 days"), (timedelta(days=-2), "2 days ago"), (timedelta(), "today")],
)
def test_a_relative_timestamp_is_a_number_of_days(away: timedelta, said: str) -> None:
    unix = int((datetime.now(UTC) + away).timestamp())
    assert said in drawn(draw_message({"content": f"<t:{unix}:R>"}))


def test_a_timestamp_that_no_calendar_has_stands_as_it_is() -> None:
    assert "t:-99999999999:F" in drawn(draw_message({"content": "<t:-99999999999:F>"}))


def test_a_whole_layout_is_drawn() -> None:
    button = {"type": 2, "style": 2, "label": "Abstract", "custom_id": "x"}
    link = {"type": 2, "style": 5, "label": "arXiv", "url": "https://arxiv.org", "emoji": {"name": "📄"}}
    select = {"type": 3, "custom_id": "y", "placeholder": "Week", "options": [{"label": "a", "value": "a"}]}
    section = {"type": 9, "components": [text("**One**")], "accessory": button}
    container = {
        "type": 17,
        "accent_color": 0,
        "components": [
            section,
            {"type": 14},
            {"type": 14, "divider": False},
            {"type": 1, "components": [button, link]},
        ],
    }
    shown = drawn(draw_message({"components": [container, {"type": 1, "components": [select]}, {"type": 99}]}))
    for expected in ("One", "[ Abstract ]", "[ 📄 arXiv ↗ ]", "[ Week ▾ 1 choices ]", "component of type 99"):
        assert expected in shown


@pytest.mark.parametrize(
    "file",
    [
        {"type": 13, "file": {"url": "attachment://papers.bib"}},
        {"type": 13, "file": {"url": "https://cdn.example/1/papers.bib?ex=1"}},
        {"type": 13, "file": {"url": "https://cdn.example/1"}, "name": "papers.bib", "size": 9},
    ],
)
def test_a_file_is_drawn_by_its_name(file: dict[str, Any]) -> None:
    assert "[ papers.bib ⭳ ]" in drawn(draw_message({"components": [file]}))


def test_an_embed_is_drawn() -> None:
    embed = {"title": "T", "description": "D", "fields": [{"name": "N", "value": "V"}]}
    shown = drawn(draw_message({"embeds": [embed]}))
    assert all(letter in shown for letter in "TDNV")


@given(st.text(max_size=200))
@settings(deadline=None)
def test_no_text_breaks_the_frame(content: str) -> None:
    drawn(draw_message({"content": content, "components": [text(content)]}), width=40)
