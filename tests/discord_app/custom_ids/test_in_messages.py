from __future__ import annotations

from typing import Any

import pytest

from bot.digests.model import DigestContent, Marker
from bot.discord_app.custom_ids.in_messages import marker_in, papers_in
from bot.discord_app.render.digest import DigestRenderer
from tests.factories import SUNDAY, make_paper, make_week

MARKER = Marker("0123abcd", SUNDAY, 1, 2, 3)
BUTTON = {"type": 2, "custom_id": "digest:0123abcd:20230326:1:2:3"}


@pytest.mark.parametrize(
    "components",
    [
        [{"type": 1, "components": [{"type": 2, "url": "https://example.org"}, BUTTON]}],
        [{"type": 17, "components": [{"type": 10, "content": "x"}, {"type": 1, "components": [BUTTON]}]}],
        [{"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": BUTTON}],
    ],
    ids=["row", "container", "accessory"],
)
def test_finds_the_marker_wherever_the_button_stands(components: list[dict[str, Any]]) -> None:
    assert marker_in({"components": components}) == MARKER


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"components": []},
        {"components": [{"type": 1, "components": [{"type": 2, "custom_id": "week:2023-03-26:0::"}]}]},
        {"components": [{"type": 1, "components": [{**BUTTON, "custom_id": "digest:0123abcd:20230230:1:1:1"}]}]},
        {"content": "digest:0123abcd:20230326:1:2:3"},
    ],
)
def test_takes_nothing_else_for_a_digest(message: dict[str, Any]) -> None:
    assert marker_in(message) is None


def test_finds_the_marker_of_every_part_of_a_real_digest() -> None:
    content = DigestContent(digest="weekly", week=make_week(papers=60), total=60)
    parts = DigestRenderer().parts(content)
    assert len(parts) > 1
    assert [marker_in(part.payload) for part in parts] == [part.marker for part in parts]


def test_finds_the_papers_of_every_part_in_order_and_each_once() -> None:
    papers = [make_paper(1), make_paper(2, arxiv_id=None), make_paper(3), make_paper(1, rank=4)]
    content = DigestContent(digest="weekly", week=make_week(papers=papers), total=4)
    (part,) = DigestRenderer().parts(content)
    expected = tuple(paper.identity for paper in papers[:3])
    assert papers_in(part.payload) == DigestRenderer().papers_in(part.payload) == expected
    long = DigestRenderer().parts(DigestContent(digest="weekly", week=make_week(papers=60), total=60))
    assert [identity for part in long for identity in papers_in(part.payload)] == [
        paper.identity for paper in make_week(papers=60).papers
    ]


@pytest.mark.parametrize("message", [{}, {"components": [BUTTON]}, {"content": "paper:2023-03-26:2303.00001"}])
def test_finds_no_papers_where_there_are_none(message: dict[str, Any]) -> None:
    assert papers_in(message) == ()
