from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from bot.catalog import Catalog
from bot.digests.model import DigestContent, Marker, Part, Renderer
from bot.discord_app.custom_ids.kinds import WeekOfDigest
from bot.discord_app.render.digest import DigestRenderer
from bot.discord_app.render.payloads import layout_from_payload
from bot.models import Link, Week
from bot.sandbox.limits import message_problems
from tests.discord_app.markdown import links
from tests.discord_app.render.checks import buttons, labels, opened, taken, texts, whole
from tests.discord_app.render.hostile import NASTY, nastiest, weeks
from tests.discord_schema import assert_valid
from tests.factories import SUNDAY, make_paper, make_week

MONDAY = datetime(2023, 3, 27, 7, tzinfo=UTC)
RENDERER: Renderer = DigestRenderer()


def content(week: Week, **fields: object) -> DigestContent:
    return DigestContent(**{"digest": "weekly", "week": week, "total": len(week.papers), **fields})  # type: ignore[arg-type]


def checked(made: DigestContent) -> list[Part]:
    """Render, and assert what holds for every digest: its limits, its markers, each paper once and in order."""
    parts = list(RENDERER.parts(made))
    for number, part in enumerate(parts, 1):
        assert message_problems(part.payload) == []
        view = layout_from_payload(part.payload)
        taken(view)
        assert part.marker == Marker(Marker.tag_of(made.digest), made.week.end, made.attempt, number, len(parts))
        markers = [
            one.custom_id for one in buttons(view) if one.custom_id and WeekOfDigest.PATTERN.fullmatch(one.custom_id)
        ]
        assert [WeekOfDigest.decode(one).marker for one in markers] == [part.marker]
        assert json.loads(json.dumps(part.payload)) == part.payload
    found = [one.identity for part in parts for one in opened(layout_from_payload(part.payload))]
    assert found == [paper.identity for paper in made.week.papers]
    return parts


def view_of(made: DigestContent) -> str:
    (part,) = checked(made)
    return whole(layout_from_payload(part.payload))


def test_every_week_is_one_message(catalog: Catalog) -> None:
    for week in catalog.weeks:
        parts = checked(content(week, mention_role=42, next_due=MONDAY, late_since=MONDAY))
        assert len(parts) == 1
        assert_valid("MessageCreateRequest", parts[0].payload)


def test_no_sentence_of_a_real_week_is_cut(catalog: Catalog) -> None:
    cut = [
        text
        for week in catalog.weeks
        for part in checked(content(week))
        for text in texts(layout_from_payload(part.payload))[1:]
        if text.endswith("…")
    ]
    assert len(cut) <= 3


def test_the_digest_as_a_whole() -> None:
    week = make_week(papers=[make_paper(1), make_paper(2, category="Robotics")])
    (part,) = checked(content(week, total=9, mention_role=42, next_due=MONDAY + timedelta(7)))
    view = layout_from_payload(part.payload)
    assert texts(view) == [
        "<@&42>",
        "## Papers of the week\n**20–26 March 2023** · 2 of the week’s 9 papers\n-# Computation and Language 1 · Robotics 1",
        "**1\\. [A Study of Things, Part 1](https://arxiv.org/abs/2303.00001)**\n"
        "-# Computation and Language · [PDF](https://arxiv.org/pdf/2303.00001) · [Tweet](https://twitter.com/x/status/1)\n"
        "We study thing 1.",
        "**2\\. [A Study of Things, Part 2](https://arxiv.org/abs/2303.00002)**\n"
        "-# Robotics · [PDF](https://arxiv.org/pdf/2303.00002) · [Tweet](https://twitter.com/x/status/2)\n"
        "We study thing 2.",
        "-# Next digest <t:1680505200:F>",
    ]
    assert labels(view) == ["Abstract", "Abstract", "All papers of this week"]
    assert part.payload["flags"] == 1 << 15
    assert part.payload["allowed_mentions"] == {"parse": [], "roles": ["42"]}


def test_without_a_role_nobody_is_pinged() -> None:
    (part,) = checked(content(make_week()))
    assert part.payload["allowed_mentions"] == {"parse": []}


def test_late_and_archive_are_said() -> None:
    assert "-# Late: this was due <t:1679900400:F>." in view_of(content(make_week(), late_since=MONDAY))
    assert "-# From the archive" in view_of(content(make_week(), archive=True))
    plain = view_of(content(make_week()))
    assert "Late" not in plain
    assert "archive" not in plain
    assert "Next digest" not in plain


def test_another_attempt_has_another_marker() -> None:
    first, second = (RENDERER.parts(content(make_week(), attempt=attempt))[0] for attempt in (1, 2))
    assert first.marker != second.marker
    assert first.payload != second.payload


def test_links_give_way_before_sentences_do() -> None:
    sentence = "We show that " + "very " * 36 + "long sentences are read."
    many = [make_paper(rank, rank=rank, abstract=sentence) for rank in range(1, 11)]
    assert "[PDF]" not in view_of(content(make_week(papers=many)))
    assert view_of(content(make_week(papers=many))).count(sentence) == 10
    few = view_of(content(make_week(papers=many[:4])))
    assert few.count("[PDF]") == 4


def test_sentences_are_shortened_before_a_digest_is_split() -> None:
    papers = [
        make_paper(rank, title="Title " * 20, rank=rank, abstract="We show that " + "very " * 60)
        for rank in range(1, 11)
    ]
    text = view_of(content(make_week(papers=papers)))
    assert text.count("…") == 10
    assert "very very very" in text


@pytest.mark.parametrize(
    ("count", "sizes"), [(10, [10]), (11, [6, 5]), (20, [10, 10]), (23, [8, 8, 7]), (50, [10] * 5)]
)
def test_more_than_ten_papers_are_spread_evenly(count: int, sizes: list[int]) -> None:
    week = make_week(papers=[make_paper(rank, rank=rank) for rank in range(1, count + 1)])
    parts = checked(content(week, mention_role=7, next_due=MONDAY))
    views = [layout_from_payload(part.payload) for part in parts]
    assert [len(opened(view)) for view in views] == sizes
    for number, (part, view) in enumerate(zip(parts, views, strict=True), 1):
        assert ("<@&7>" in whole(view)) == ("roles" in part.payload["allowed_mentions"]) == (number == 1)
        assert ("Next digest" in whole(view)) == (number == len(parts))
        assert ("continued" in whole(view)) == (number > 1)


def test_titles_that_do_not_fit_together_split_the_digest() -> None:
    long = [make_paper(rank, rank=rank, title=f"{rank} " + "Words of a title " * 15) for rank in range(1, 11)]
    links_ = (Link("Paper", "https://a.example/" + "x" * 400),)
    week = make_week(papers=[make_paper(p.rank, title=p.title, arxiv_id=None, links=links_) for p in long])
    parts = checked(content(week))
    assert len(parts) == 2
    for part in parts:
        view = layout_from_payload(part.payload)
        assert [len(links(text)) for text in texts(view)[1:]] == [1] * 5


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_nastiest_digest(nasty: str) -> None:
    week = Week.ending(SUNDAY, tuple(nastiest(rank, nasty + str(rank)) for rank in range(1, 21)))
    started = time.process_time()
    checked(content(week, mention_role=2**63 - 1, late_since=MONDAY, next_due=MONDAY, archive=True))
    assert time.process_time() - started < 5


@settings(max_examples=20, deadline=None)
@given(weeks(most=6))
def test_any_digest(week: Week) -> None:
    checked(content(week, total=99))


def test_a_digest_without_papers_is_still_a_message() -> None:
    (part,) = checked(content(Week.ending(SUNDAY, ()), total=3))
    assert "0 of the week’s 3 papers" in whole(layout_from_payload(part.payload))


def test_the_name_of_a_forum_post(catalog: Catalog) -> None:
    for week in catalog.weeks:
        assert 1 <= len(RENDERER.post_title(content(week))) <= 100
    assert RENDERER.post_title(content(make_week())) == "Papers of the week · 20–26 March 2023"
