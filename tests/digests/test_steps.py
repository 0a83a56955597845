from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.model import ChannelKind, EditionKey, Marker, Part, StepKind, StepState
from bot.digests.reports import Correction
from bot.digests.steps import (
    StepRecord,
    changed_at,
    correction_of,
    delivered_ids,
    nonce_for,
    overall_reason,
    overall_state,
    steps_for,
)

KEY = EditionKey("Weekly", 7, date(2023, 3, 26))
NOW = datetime(2023, 3, 27, 9, tzinfo=UTC)
POST = StepRecord(
    ordinal=1, kind=StepKind.POST, part=1, parts=1, state=StepState.SENT, planned_at=NOW, changed_at=NOW, message_id=11
)


def parts(count: int) -> list[Part]:
    return [Part(Marker("tag", KEY.week, 1, n, count), {"content": f"part {n}"}) for n in range(1, count + 1)]


def step(state: StepState, **fields: object) -> StepRecord:
    return replace(POST, **{"state": state, "message_id": None, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.THREAD])
def test_a_channel_or_thread_takes_one_post_per_part(kind: ChannelKind) -> None:
    first, second = steps_for(kind, parts(2), title="not for a channel")

    assert (first.ordinal, first.kind, first.part, first.parts) == (1, StepKind.POST, 1, 2)
    assert (second.ordinal, second.kind, second.part, second.parts) == (2, StepKind.POST, 2, 2)
    assert [s.payload for s in (first, second)] == [{"content": "part 1"}, {"content": "part 2"}]
    assert {s.title for s in (first, second)} == {""}
    assert {s.after for s in (first, second)} == {None}


def test_an_announcement_is_published_after_all_messages_stand() -> None:
    steps = steps_for(ChannelKind.ANNOUNCEMENT, parts(2))

    assert [(s.ordinal, s.kind, s.part, s.after) for s in steps] == [
        (1, StepKind.POST, 1, None),
        (2, StepKind.POST, 2, None),
        (3, StepKind.PUBLISH, 1, 1),
        (4, StepKind.PUBLISH, 2, 2),
    ]
    assert [s.payload is None for s in steps] == [False, False, True, True]


def test_a_forum_takes_one_post_and_the_rest_in_its_thread() -> None:
    steps = steps_for(ChannelKind.FORUM, parts(3), title="Papers of the week")

    assert [(s.kind, s.title, s.after) for s in steps] == [
        (StepKind.OPEN_POST, "Papers of the week", None),
        (StepKind.POST, "", 1),
        (StepKind.POST, "", 1),
    ]


def test_parts_that_stand_already_keep_their_message() -> None:
    steps = steps_for(ChannelKind.ANNOUNCEMENT, parts(2), found={2: 42})

    assert [s.message_id for s in steps] == [None, 42, None, None]


def test_a_step_knows_its_marker() -> None:
    assert replace(POST, part=2, parts=3).marker(KEY) == Marker(Marker.tag_of("weekly"), KEY.week, 1, 2, 3)


EDITIONS = st.builds(
    EditionKey,
    st.sampled_from(["weekly", "nlp only"]),
    st.sampled_from([7, 8]),
    st.sampled_from([date(2023, 3, 26), date(2023, 3, 19)]),
    st.integers(1, 3),
)
PARTS = st.tuples(EDITIONS, st.integers(1, 12))


@given(one=PARTS, other=PARTS)
def test_a_nonce_is_one_parts_alone(one: tuple[EditionKey, int], other: tuple[EditionKey, int]) -> None:
    assert (nonce_for(*one) == nonce_for(*other)) == (one == other)
    assert len(nonce_for(*one)) == 24


def test_a_nonce_is_the_same_in_every_version_and_for_every_spelling() -> None:
    assert nonce_for(KEY, 1) == nonce_for(replace(KEY, digest="weekly"), 1) == "bbb00bca3de5e5e30fabc71e"


@pytest.mark.parametrize(
    ("states", "overall"),
    [
        ("sent sent", "sent"),
        ("sent planned", "planned"),
        ("planned planned", "planned"),
        ("sent sending", "sending"),
        ("sending planned", "sending"),
        ("sent failed", "failed"),
        ("failed planned", "failed"),
    ],
)
def test_an_edition_stands_where_its_least_message_stands(states: str, overall: str) -> None:
    assert overall_state([step(StepState(state)) for state in states.split()]) == StepState(overall)


@pytest.mark.parametrize("state", list(StepState))
@pytest.mark.parametrize("kind", [StepKind.PUBLISH, StepKind.EDIT])
def test_neither_publishing_nor_editing_decides_whether_an_edition_is_delivered(
    kind: StepKind, state: StepState
) -> None:
    assert overall_state([POST, step(state, kind=kind)]) is StepState.SENT
    assert delivered_ids([POST, step(state, kind=kind, message_id=12)]) == (11,)


def test_the_reason_is_that_of_the_message_that_failed() -> None:
    publishing = step(StepState.FAILED, kind=StepKind.PUBLISH, reason="cannot publish")
    waiting = step(StepState.PLANNED, reason="tries again")
    failed = step(StepState.FAILED, reason="no permission")

    assert overall_reason([waiting, publishing, failed]) == "no permission"
    assert overall_reason([POST, publishing]) == "cannot publish"
    assert overall_reason([POST, waiting]) == "tries again"
    assert overall_reason([replace(POST, reason="long ago")]) == ""
    assert overall_reason([POST, step(StepState.FAILED, kind=StepKind.EDIT, reason="deleted")]) == ""


LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("states", "overall"),
    [("sent", "sent"), ("sent planned", "planned"), ("planned failed", "failed"), ("sending sent", "sending")],
)
def test_a_correction_stands_where_its_least_edit_stands(states: str, overall: str) -> None:
    edits = [
        step(StepState(state), kind=StepKind.EDIT, reason=f"{state}!", changed_at=LATER - number * timedelta(hours=1))
        for number, state in enumerate(states.split())
    ]
    correction = correction_of([POST, *edits])
    assert correction == Correction(LATER, StepState(overall), f"{overall}!")


def test_without_an_edit_there_is_no_correction_and_with_one_an_edition_is_as_old_as_it_was() -> None:
    assert correction_of([POST]) is None
    edit = step(StepState.SENT, kind=StepKind.EDIT, changed_at=LATER)
    assert changed_at([POST, edit]) == changed_at([POST]) == NOW


def test_a_step_that_was_planned_under_another_date_keeps_its_marker_and_nonce() -> None:
    moved = replace(KEY, week=KEY.week + timedelta(days=1))
    assert replace(POST, marked=KEY.week).marker(moved) == POST.marker(KEY)
    assert replace(POST, marked=KEY.week).nonce(moved) == POST.nonce(KEY) == nonce_for(KEY, POST.part)
    assert POST.nonce(moved) != POST.nonce(KEY)


def test_delivered_ids_are_those_of_messages_in_order() -> None:
    publishing = step(StepState.SENT, kind=StepKind.PUBLISH)

    assert delivered_ids([POST, replace(POST, ordinal=2, message_id=12), step(StepState.PLANNED), publishing]) == (
        11,
        12,
    )
