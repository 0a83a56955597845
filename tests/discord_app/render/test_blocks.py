from __future__ import annotations

from dataclasses import replace
from datetime import date

import discord

from bot.discord_app.custom_ids.kinds import OpenPaper, ShowWeek
from bot.discord_app.render.blocks import (
    ATTENTION,
    Layout,
    Opener,
    button,
    link_button,
    message,
    page_bar,
    rows,
    text,
    titled,
    week_button,
    week_to_button,
)
from bot.discord_app.text.markdown import length
from tests.discord_app.render.checks import buttons, taken, texts
from tests.discord_app.render.hostile import NASTY
from tests.factories import make_paper, make_week


def test_a_message_needs_no_event_loop_and_is_not_kept() -> None:
    view = message([text("x")])
    assert view.timeout is None
    # discord.py keeps whatever is not finished, for ever where it has no timeout.
    assert view.is_finished()


async def test_nor_is_it_kept_where_there_is_a_loop() -> None:
    assert Layout().is_finished()


def test_the_line_above_stands_outside_the_frame() -> None:
    view = message([text("inside")], above="<@&1>", accent=ATTENTION)
    above, frame = view.children
    assert isinstance(above, discord.ui.TextDisplay)
    assert isinstance(frame, discord.ui.Container)
    assert frame.accent_colour == ATTENTION
    assert texts(view) == ["<@&1>", "inside"]


def test_lines_that_say_nothing_are_left_out() -> None:
    assert texts(message([text("a", "", "b")])) == ["a\nb"]


def test_labels_are_plain_and_within_their_limit() -> None:
    for nasty in NASTY:
        label = button(nasty, "pick-week:0").label
        assert label
        assert length(label) <= 80
    assert button("\u200b \n", "pick-week:0").label == "Open"
    assert button("**a**\nb", "pick-week:0").label == "**a** b"


def test_a_link_button_needs_an_address_that_may_be_linked() -> None:
    made = link_button("Paper", "https://a.example/x y")
    assert made is not None
    assert (made.url, made.style) == ("https://a.example/x%20y", discord.ButtonStyle.link)
    assert link_button("Paper", "javascript:alert(1)") is None


def test_rows_hold_five_each() -> None:
    made = rows([button(str(number), f"pick-week:{number}") for number in range(11)])
    assert [len(row.children) for row in made if isinstance(row, discord.ui.ActionRow)] == [5, 5, 1]
    assert rows([]) == []


def test_the_page_bar_ends_where_the_pages_do() -> None:
    ids = ("pick-week:0", "pick-week:1", "pick-week:2")
    only = message([page_bar(ids, 0, 1)])
    taken(only)
    assert [one.disabled for one in buttons(only)] == [True, True, True]
    assert [one.label for one in buttons(message([page_bar(ids, 1233, 2000)]))][1] == "Page 1,234 of 2,000"


def test_a_week_button_names_its_span() -> None:
    assert week_button(make_week(), "← {}").label == "← 20–26 March 2023"
    assert week_button(make_week(), "Open").label == "Open"


def test_a_button_to_a_week_of_unknown_length_names_its_last_day() -> None:
    opener = week_to_button(date(2026, 6, 21))
    assert opener.label == "Week to 21 June 2026"
    assert ShowWeek.decode(opener.custom_id or "").end == date(2026, 6, 21)


def test_titles_are_cut_before_they_are_escaped() -> None:
    paper = make_paper(title="*" * 300)
    assert titled(paper, 5) == r"[\*\*\*\*…](https://arxiv.org/abs/2303.00001)"


def test_buttons_for_one_paper_are_told_apart() -> None:
    opener, paper = Opener(), make_paper()
    ids = [opener.button(one).custom_id or "" for one in (paper, paper, replace(paper, rank=9), make_paper(2))]
    assert len(set(ids)) == 4
    assert [OpenPaper.decode(one).identity for one in ids] == [paper.identity] * 3 + ["2303.00002"]
