from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Change, ChangeKind
from bot.wording import count_changes, say_change

AT = datetime(2026, 6, 29, 8, tzinfo=UTC)
WEEK = date(2026, 6, 28)


def change(kind: ChangeKind, **more: object) -> Change:
    return Change(source="living-list", kind=kind, at=AT, week=WEEK, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            change(ChangeKind.FIRST, weeks=181, papers=1810),
            "read for the first time: 1810 papers of 181 weeks, the newest to 28 June 2026",
        ),
        (
            change(ChangeKind.FIRST, weeks=1, papers=1),
            "read for the first time: 1 paper of 1 week, the newest to 28 June 2026",
        ),
        (change(ChangeKind.NEW_WEEK, weeks=1, papers=10), "new week to 28 June 2026, 10 papers"),
        (change(ChangeKind.NEW_WEEK, weeks=1, papers=1), "new week to 28 June 2026, 1 paper"),
        (
            change(ChangeKind.MOVED_WEEK, former=date(2026, 6, 21), weeks=1, papers=10),
            "the week to 21 June 2026 is now the week to 28 June 2026, 10 papers",
        ),
        (change(ChangeKind.VANISHED_WEEK, weeks=1, papers=10), "the week to 28 June 2026 is gone, 10 papers"),
        (change(ChangeKind.NEW_PAPER, title="CoLT5"), "new in the week to 28 June 2026: “CoLT5”"),
        (
            change(ChangeKind.CORRECTED_PAPER, title="CoLT5", fields=("title", "links", "arxiv_id")),
            "corrected in the week to 28 June 2026: “CoLT5” (title, links, arXiv id)",
        ),
        (change(ChangeKind.VANISHED_PAPER, title="CoLT5"), "gone from the week to 28 June 2026: “CoLT5”"),
    ],
)
def test_every_change_has_its_sentence(made: Change, said: str) -> None:
    assert say_change(made) == said


@given(st.sampled_from(ChangeKind), st.text(), st.none() | st.dates())
def test_any_change_is_one_line_of_a_bounded_length(kind: ChangeKind, title: str, former: date | None) -> None:
    said = say_change(change(kind, title=title, former=former))
    assert len(said.splitlines()) == 1
    assert len(said) < 300


def test_many_are_counted_by_kind() -> None:
    weeks = [change(ChangeKind.NEW_WEEK, weeks=1, papers=10)] * 40
    assert count_changes([change(ChangeKind.CORRECTED_PAPER, title="x"), *weeks]) == "40 new weeks, 1 corrected paper"
    assert count_changes([]) == ""
