from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.digests.model import DigestContent
from bot.digests.said import Said, fingerprint
from bot.digests.selection import Selection
from bot.models import Link, Week
from tests.digests.ledger_tools import content_of
from tests.factories import SUNDAY, make_paper, make_week

TEXTS = st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple)
MOMENTS = st.none() | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))
SELECTIONS = st.builds(
    Selection,
    categories=TEXTS,
    keywords=TEXTS,
    uncategorised=st.sampled_from(["include", "leave_out"]),
    limit=st.integers(1, 50),
)
SAYINGS = st.builds(
    Said,
    papers=TEXTS,
    selection=SELECTIONS,
    known=st.lists(st.frozensets(st.sampled_from(["abstract", "authors", "category"])), max_size=3).map(tuple),
    sources=st.frozensets(st.text(min_size=1, max_size=8), max_size=3),
    archive=st.booleans(),
    mention_role=st.none() | st.integers(1, 2**63),
    late_since=MOMENTS,
    next_due=MOMENTS,
)


@given(SAYINGS)
def test_what_is_kept_is_read_back(said: Said) -> None:
    assert Said.of_json(json.loads(json.dumps(said.to_json()))) == said


def test_of_what_was_found_only_the_papers_are_kept() -> None:
    said = Said(papers=("2303.00001", "t-0123456789abcdef"))
    assert said.to_json() == {"papers": ["2303.00001", "t-0123456789abcdef"]}
    assert Said.of_json(said.to_json()) == said


def test_it_says_what_the_content_does() -> None:
    due = datetime(2023, 3, 27, 9, tzinfo=UTC)
    content = replace(
        content_of(), archive=True, mention_role=7, late_since=due, next_due=due, selection=Selection(limit=3)
    )
    assert Said.by(content) == Said(
        papers=tuple(paper.identity for paper in content.week.papers),
        selection=Selection(limit=3),
        known=(frozenset({"abstract", "category"}),) * 3,
        sources=frozenset(),
        archive=True,
        mention_role=7,
        late_since=due,
        next_due=due,
    )


def with_paper(**fields: Any) -> DigestContent:
    return replace(content_of(), week=make_week(papers=[make_paper(1, **fields)]))


def test_it_knows_what_was_known_and_where_from() -> None:
    one = with_paper(abstract="", authors=("Ada",), sources=("bundled", "ours"))
    said = Said.by(replace(one, selection=Selection()))
    assert said.known == (frozenset({"authors", "category"}),)
    assert said.sources == {"bundled", "ours"}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another title"},
        {"rank": 2},
        {"category": ""},
        {"abstract": ""},
        {"summary": "What the curator wrote."},
        {"authors": ("Ada",)},
        {"arxiv_id": None},
        {"arxiv_id": ArxivId("2303.00001", 2)},
        {"links": (Link("Paper", "https://example.org"),)},
    ],
)
def test_whatever_a_digest_may_show_changes_the_fingerprint(fields: dict[str, object]) -> None:
    assert fingerprint(with_paper(**fields)) != fingerprint(with_paper())


def test_the_week_and_its_size_change_the_fingerprint() -> None:
    content = content_of()
    later = Week.ending(SUNDAY + timedelta(days=1), content.week.papers)
    changed = [replace(content, total=4), replace(content, week=later), replace(content, week=make_week(papers=2))]
    assert len({fingerprint(one) for one in [content, *changed]}) == 4


def test_neither_the_sources_nor_the_header_do() -> None:
    header = replace(with_paper(), archive=True, mention_role=5, attempt=2, next_due=datetime(2023, 4, 3, tzinfo=UTC))
    assert fingerprint(header) == fingerprint(with_paper())
    assert fingerprint(with_paper(sources=("ours", "bundled"))) == fingerprint(with_paper())


@given(st.text(st.characters(), max_size=30))
def test_any_text_has_a_fingerprint(text: str) -> None:
    """Also half of a surrogate pair, which no encoding takes."""
    assert len(fingerprint(with_paper(title=text, abstract="\ud800" + text))) == 64
