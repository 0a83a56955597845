from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.corrections import in_full, revised, revision_of
from bot.digests.model import ChannelKind, DigestContent, StepKind, StepState
from bot.digests.said import Said
from bot.digests.selection import Selection
from bot.digests.steps import StepRecord
from bot.models import Paper, Week
from tests.digests.fake_publisher import FakeRenderer
from tests.digests.ledger_tools import MONDAY, content_of, key_of, planned_steps
from tests.factories import SUNDAY, make_paper, make_week

KEY = key_of()


class List:
    """A week as a list has it; ``renamed`` maps former identities to those of today."""

    def __init__(self, papers: Sequence[Paper], **renamed: str) -> None:
        self.week = make_week(papers=papers)
        self._renamed = {former.replace("_", "."): identity for former, identity in renamed.items()}

    def paper(self, identity: str, week: date) -> Paper | None:
        wanted = self._renamed.get(identity, identity)
        return next((paper for paper in self.week.papers if paper.identity == wanted), None)

    def revised(self, said: Said) -> DigestContent | None:
        return revised(KEY, said, self.week, self.paper)

    def shown(self, said: Said) -> list[str]:
        content = self.revised(said)
        return [] if content is None else [paper.title for paper in content.week.papers]


def said(*numbers: int, **selection: object) -> Said:
    papers = tuple(make_paper(number).identity for number in numbers)
    return Said(papers=papers, selection=Selection(**selection))  # type: ignore[arg-type]


def papers(*numbers: int) -> list[Paper]:
    return [make_paper(number, rank=rank, title=f"p{number}") for rank, number in enumerate(numbers, 1)]


def test_papers_that_were_posted_stay_and_are_told_as_the_list_has_them() -> None:
    assert List(papers(1, 2, 3)).shown(said(1, 2, 3)) == ["p1", "p2", "p3"]


def test_they_stay_though_the_limit_or_the_filters_would_choose_others() -> None:
    """Places were exchanged, and categories came later."""
    assert List(papers(3, 2, 1)).shown(said(1, 2, limit=2)) == ["p2", "p1"]
    assert List(papers(1, 2)).shown(said(1, categories=("cs.CV",), uncategorised="leave_out")) == ["p1"]


def test_papers_that_came_late_join_as_far_as_the_limit_goes() -> None:
    late = List(papers(1, 2, 3, 4))
    assert late.shown(said(1, 2, limit=3)) == ["p1", "p2", "p3"]
    assert late.shown(said(1, 4, limit=3)) == ["p1", "p2", "p4"]
    assert late.shown(said(1, 2, limit=1)) == ["p1", "p2"]


def test_of_those_only_what_passes_the_filters_of_then() -> None:
    late = List([*papers(1, 2), make_paper(3, title="About agents")])
    assert late.shown(said(1, keywords=("agents",))) == ["p1", "About agents"]


def test_papers_that_vanished_go_and_make_room() -> None:
    assert List(papers(1, 3)).shown(said(1, 2, limit=2)) == ["p1", "p3"]


def test_a_paper_is_known_by_its_former_identity() -> None:
    assert List(papers(1, 7), **{"2303_00002": "2303.00007"}).shown(said(1, 2, limit=2)) == ["p1", "p7"]


def test_a_paper_that_the_list_has_in_another_week_only_is_gone() -> None:
    elsewhere = replace(make_paper(2), week=date(2023, 1, 1))
    one = List(papers(1))
    found = revised(KEY, said(1, 2), one.week, lambda identity, week: one.paper(identity, week) or elsewhere)
    assert found is not None
    assert [paper.title for paper in found.week.papers] == ["p1"]


def test_a_week_that_is_gone_or_has_none_of_its_papers_changes_nothing() -> None:
    assert revised(KEY, said(1), None, lambda *_: None) is None
    assert List(papers(2, 3)).revised(said(1)) is None
    assert List([]).revised(said(1)) is None


def test_what_was_found_in_a_channel_is_left_alone() -> None:
    """Nobody knows how its papers were chosen, nor what stood in its header."""
    assert List(papers(1)).revised(Said(papers=(make_paper(1).identity,))) is None


def test_a_week_that_is_gone_from_one_of_its_sources_changes_nothing() -> None:
    """As at a start on a new disk, before that source has answered."""
    both = replace(said(1, 2), sources=frozenset({"bundled", "ours"}))
    bundled, ours = (make_paper(number, sources=(name,)) for number, name in ((1, "bundled"), (2, "ours")))
    assert List([bundled]).revised(both) is None
    assert List([bundled, ours]).revised(both) is not None
    assert List([bundled, ours, make_paper(3, sources=("more",))]).revised(both) is not None


@pytest.mark.parametrize("field", ["abstract", "category", "authors"])
def test_what_is_not_known_any_more_is_no_correction(field: str) -> None:
    """What arXiv said was lost with the disk, and is asked anew."""
    knew = replace(said(1, 2), known=(frozenset({field}), frozenset()))
    full: Any = {"abstract": "x", "category": "cs.CL", "authors": ("Ada",)}
    less: Any = {**full, field: type(full[field])()}
    assert List([make_paper(1, **less), make_paper(2)]).revised(knew) is None
    assert List([make_paper(1, **full), make_paper(2, **less)]).revised(knew) is not None
    assert List([make_paper(2, **less)]).revised(knew) is not None


def test_of_a_link_that_was_wrong_nothing_need_be_known_any_more() -> None:
    """arXiv told of the paper that the link led to; the right one is a page elsewhere, which nobody completes."""
    knew = replace(said(1, 2), known=(frozenset({"abstract", "authors"}), frozenset()))
    right = make_paper(7, rank=1, arxiv_id=None, title="Elsewhere", authors=(), abstract="")
    one = List([right, make_paper(2)], **{"2303_00001": right.identity})
    assert one.shown(knew)[0] == "Elsewhere"


def test_the_header_is_that_of_then() -> None:
    due = datetime(2023, 3, 27, 9, tzinfo=UTC)
    header = replace(said(1), archive=True, mention_role=7, late_since=due, next_due=due)
    key = replace(KEY, attempt=2)
    one = List(papers(1, 2))
    assert revised(key, header, one.week, one.paper) == DigestContent(
        digest="weekly",
        week=one.week,
        total=2,
        attempt=2,
        archive=True,
        mention_role=7,
        late_since=due,
        next_due=due,
        selection=header.selection,
    )


NUMBERS = st.lists(st.integers(1, 30), unique=True, max_size=12)


@given(posted=NUMBERS, listed=NUMBERS, limit=st.integers(1, 12))
def test_whatever_changes_nobody_who_stands_is_thrown_out(posted: list[int], listed: list[int], limit: int) -> None:
    posted = posted[:limit]
    shown = List(papers(*listed)).shown(said(*posted, limit=limit))
    stays = {f"p{number}" for number in set(posted) & set(listed)}
    assert stays <= set(shown)
    assert shown == [f"p{number}" for number in listed if f"p{number}" in shown]
    assert len(shown) == (min(limit, len(listed)) if stays else 0)


# What is asked of Discord.


def step_records(parts: int = 2, kind: ChannelKind = ChannelKind.TEXT, **fields: object) -> list[StepRecord]:
    planned = planned_steps(KEY, parts, kind)
    return [
        StepRecord(
            **{name: getattr(step, name) for name in ("ordinal", "kind", "part", "parts", "payload", "title", "after")},
            message_id=step.ordinal * 100,
            **{"state": StepState.SENT, "planned_at": MONDAY, "changed_at": MONDAY, **fields},  # type: ignore[arg-type]
        )
        for step in planned
    ]


def corrected(parts: int = 2, *titles: str) -> DigestContent:
    changed = tuple(replace(paper, title=title) for paper, title in zip(content_of().week.papers, titles, strict=False))
    return replace(content_of(), week=Week.ending(SUNDAY, changed or content_of().week.papers))


def edits_of(steps: list[StepRecord], content: DigestContent, parts: int = 2) -> list[tuple[int, int | None, object]]:
    revision = revision_of(steps, FakeRenderer(parts).parts(content))
    assert all(step.kind is StepKind.EDIT for step in revision.edits)
    return [(step.ordinal, step.after, (step.payload or {}).get("papers")) for step in revision.edits]


def test_what_says_the_same_is_not_edited() -> None:
    assert edits_of(step_records(), content_of()) == []


def test_only_the_message_that_would_say_something_else_is() -> None:
    content = corrected(2, "New title", "A Study of Things, Part 1682", "A Study of Things, Part 1683")
    (edit,) = edits_of(step_records(), content)
    assert edit[:2] == (3, 1)


def test_edits_come_after_everything_else() -> None:
    content = corrected(2, "New", "Newer", "Newest")
    assert [edit[:2] for edit in edits_of(step_records(kind=ChannelKind.ANNOUNCEMENT), content)] == [(5, 1), (6, 2)]
    assert [edit[:2] for edit in edits_of(step_records(kind=ChannelKind.FORUM), content)] == [(3, 1), (4, 2)]


def with_edit(payload: object, state: StepState = StepState.SENT) -> list[StepRecord]:
    (post,) = step_records(1)
    fields = {"ordinal": 2, "kind": StepKind.EDIT, "after": 1, "payload": payload, "state": state}
    return [post, replace(post, **fields)]  # type: ignore[arg-type]


def test_compared_is_with_the_last_edit() -> None:
    new = corrected(1, "New", "Newer", "Newest")
    (part,) = FakeRenderer(1).parts(new)
    for state in StepState:
        assert edits_of(with_edit(part.payload, state), new, 1) == []
        assert [edit[:2] for edit in edits_of(with_edit(part.payload, state), content_of(), 1)] == [(2, 1)]


def titles_of(steps: list[StepRecord], title: str) -> list[str]:
    content = corrected(2, "New", "Newer", "Newest")
    return [step.title for step in revision_of(steps, FakeRenderer(2).parts(content), title).edits]


def test_a_forum_post_is_renamed_with_its_first_message_if_it_is_called_otherwise() -> None:
    posts = step_records(kind=ChannelKind.FORUM)
    assert titles_of(posts, "Papers") == ["", ""]
    assert titles_of(posts, "Other papers") == ["Other papers", ""]
    assert titles_of(step_records(), "Other papers") == ["", ""]


def test_one_that_is_to_be_renamed_already_may_need_its_first_title_again() -> None:
    posts = step_records(kind=ChannelKind.FORUM)
    renaming = replace(posts[0], ordinal=3, kind=StepKind.EDIT, after=1, title="Other papers", state=StepState.PLANNED)
    assert titles_of([*posts, renaming], "Papers") == ["Papers", ""]
    assert titles_of([*posts, renaming], "Other papers") == ["Other papers", ""]


def test_another_number_of_messages_is_refused_in_words() -> None:
    revision = revision_of(step_records(2), FakeRenderer(3).parts(content_of()))
    assert "would now take 3 messages where 2 stand" in revision.refusal
    assert [(step.ordinal, step.payload) for step in revision.edits] == [(3, None), (4, None)]
    assert "1 message where 2 stand" in revision_of(step_records(2), FakeRenderer(1).parts(content_of())).refusal
    assert "2 messages where 1 stands" in revision_of(step_records(1), FakeRenderer(2).parts(content_of())).refusal


def test_after_a_refusal_an_edit_is_made_whatever_stands() -> None:
    assert [edit[:2] for edit in edits_of(with_edit(None, StepState.FAILED), content_of(), 1)] == [(2, 1)]


def test_in_full_is_where_every_message_stands_whatever_else_failed() -> None:
    steps = step_records(kind=ChannelKind.ANNOUNCEMENT)
    assert in_full(steps)
    assert in_full([*steps[:2], *(replace(step, state=StepState.FAILED) for step in steps[2:])])
    for state in (StepState.PLANNED, StepState.SENDING, StepState.FAILED):
        assert not in_full([replace(steps[0], state=state), *steps[1:]])
