from __future__ import annotations

import discord
import pytest

from bot.catalog import Catalog
from bot.discord_app.render.blocks import Layout, message, text
from bot.discord_app.render.paper import paper_card
from bot.discord_app.render.payloads import layout_from_payload, payload_of
from bot.discord_app.render.week import week_page
from tests.factories import make_week


def test_a_message_comes_back_as_it_was(catalog: Catalog) -> None:
    paper = catalog.papers[0]
    week = make_week(papers=23)
    for view in (
        paper_card(paper, total=9, related=catalog.related(paper)),
        week_page(week, page=1, category="cs.CL", older=week, newer=week),
        message([text("x")], above="y"),
    ):
        payload = payload_of(view)
        again = layout_from_payload(payload)
        assert payload_of(again) == payload
        assert again.timeout is None


def test_a_payload_pings_nobody_unless_it_is_told_to() -> None:
    view = message([text("<@&1>")])
    assert payload_of(view)["allowed_mentions"] == {"parse": []}
    assert payload_of(view, mention_role=1)["allowed_mentions"] == {"parse": [], "roles": ["1"]}


def test_components_of_other_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="type 13"):
        layout_from_payload(payload_of(Layout([discord.ui.File("attachment://a.png")])))
