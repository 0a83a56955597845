from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from bot.arxiv import ArxivId
from bot.dataset.changes import changes_between, former_identities
from bot.models import Change, ChangeKind, Link, Paper, Week
from bot.wording import say_change
from tests.catalog.strategies import weeks as any_weeks

AT = datetime(2026, 6, 29, 8, tzinfo=UTC)
SUNDAY = date(2026, 6, 28)


def paper(number: int, *, arxiv: bool = True, **fields: object) -> Paper:
    made = Paper(
        week=SUNDAY,
        rank=number,
        title=f"{'abcdefghijkl'[number % 12] * 9} {number}",
        links=(Link("Paper", f"https://example.org/{number}"),),
        arxiv_id=ArxivId(f"2606.{number:05}") if arxiv else None,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def week(*papers: Paper, end: date = SUNDAY) -> Week:
    return Week.ending(end, tuple(replace(one, week=end) for one in papers))


def said(before: list[Week], after: list[Week]) -> list[str]:
    changes = changes_between("living-list", before, after, AT)
    assert all((change.source, change.at) == ("living-list", AT) for change in changes)
    return [say_change(change) for change in changes]


def only(before: list[Week], after: list[Week]) -> Change:
    (change,) = changes_between("living-list", before, after, AT)
    return change


TEN = [paper(number) for number in range(1, 11)]
NEXT = SUNDAY + timedelta(days=7)


class TestWeeks:
    def test_the_first_reading_is_one_change(self) -> None:
        change = only([], [week(*TEN), week(*TEN[:3], end=NEXT)])
        assert (change.kind, change.week, change.weeks, change.papers) == (ChangeKind.FIRST, NEXT, 2, 13)
        assert changes_between("living-list", [], [], AT) == ()

    def test_nothing_changed(self) -> None:
        assert said([week(*TEN)], [week(*TEN)]) == []

    def test_a_new_week(self) -> None:
        change = only([week(*TEN)], [week(*TEN), week(*TEN[:2], end=NEXT)])
        assert (change.kind, change.week, change.weeks, change.papers) == (ChangeKind.NEW_WEEK, NEXT, 1, 2)

    def test_many_come_oldest_first_whatever_their_order(self) -> None:
        ends = [SUNDAY + timedelta(days=7 * number) for number in range(1, 41)]
        later = [week(paper(20 + number), end=end) for number, end in enumerate(ends)]
        changes = changes_between("living-list", [week(*TEN)], [*reversed(later), week(*TEN)], AT)
        assert [change.week for change in changes] == ends
        assert {change.kind for change in changes} == {ChangeKind.NEW_WEEK}

    def test_a_vanished_week(self) -> None:
        assert said([week(*TEN), week(paper(11), end=NEXT)], [week(*TEN)]) == [
            "the week to 5 July 2026 is gone, 1 paper"
        ]

    @pytest.mark.parametrize("days", [-10, -7, -1, 1, 3, 10])
    def test_a_week_whose_date_was_corrected(self, days: int) -> None:
        change = only([week(*TEN)], [week(*TEN, end=SUNDAY + timedelta(days=days))])
        assert (change.kind, change.former, change.week) == (
            ChangeKind.MOVED_WEEK,
            SUNDAY,
            SUNDAY + timedelta(days=days),
        )

    @pytest.mark.parametrize("days", [-11, 11, 365])
    def test_a_date_further_away_is_another_week(self, days: int) -> None:
        changes = changes_between("x", [week(*TEN)], [week(*TEN, end=SUNDAY + timedelta(days=days))], AT)
        assert [change.kind for change in changes] == [ChangeKind.VANISHED_WEEK, ChangeKind.NEW_WEEK]

    def test_half_of_its_papers_are_enough_and_less_are_not(self) -> None:
        others = [paper(number) for number in range(11, 17)]
        half = changes_between("x", [week(*TEN)], [week(*TEN[:5], *others, end=NEXT)], AT)
        assert half[0].kind is ChangeKind.MOVED_WEEK
        assert {change.kind for change in half[1:]} == {ChangeKind.NEW_PAPER, ChangeKind.VANISHED_PAPER}
        less = changes_between("x", [week(*TEN)], [week(*TEN[:4], *others, end=NEXT)], AT)
        assert [change.kind for change in less] == [ChangeKind.VANISHED_WEEK, ChangeKind.NEW_WEEK]

    def test_a_week_that_is_still_there_did_not_move_to_another_with_its_papers(self) -> None:
        assert said([week(*TEN)], [week(*TEN), week(*TEN, end=NEXT)]) == ["new week to 5 July 2026, 10 papers"]

    def test_weeks_that_are_all_a_day_off_are_paired_by_their_papers(self) -> None:
        ends = [SUNDAY + timedelta(days=7 * number) for number in range(3)]
        old = [week(*(paper(10 * number + place) for place in range(1, 6)), end=end) for number, end in enumerate(ends)]
        new = [week(*one.papers, end=one.end - timedelta(days=3)) for one in old]
        changes = changes_between("x", old, new, AT)
        assert [(change.former, change.week) for change in changes] == [(end, end - timedelta(days=3)) for end in ends]
        assert {change.kind for change in changes} == {ChangeKind.MOVED_WEEK}

    def test_an_empty_week_moves_nowhere(self) -> None:
        changes = changes_between(
            "x", [week(), week(*TEN, end=NEXT)], [week(*TEN, end=NEXT), week(end=date(2026, 7, 1))], AT
        )
        assert [change.kind for change in changes] == [ChangeKind.VANISHED_WEEK, ChangeKind.NEW_WEEK]


class TestPapers:
    def test_another_rank_is_no_correction(self) -> None:
        turned = [replace(one, rank=11 - one.rank) for one in reversed(TEN)]
        assert said([week(*TEN)], [week(*turned)]) == []

    def test_what_other_sources_add_is_none_either(self) -> None:
        assert said([week(paper(1))], [week(paper(1, sources=("bundled", "living-list")))]) == []

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", "Another title altogether"),
            ("links", (Link("Paper", "https://example.com"), Link("Tweet", "https://x.com/a/status/1"))),
            ("category", "cs.CL"),
            ("abstract", "We do."),
            ("summary", "• It does."),
            ("authors", ("A. Vaswani",)),
        ],
    )
    def test_each_field_that_was_corrected_is_named(self, field: str, value: object) -> None:
        change = only([week(*TEN)], [week(replace(TEN[0], **{field: value}), *TEN[1:])])  # type: ignore[arg-type]
        assert (change.kind, change.fields, change.formerly) == (ChangeKind.CORRECTED_PAPER, (field,), "")
        assert (change.week, change.identity, change.papers) == (SUNDAY, "2606.00001", 1)

    def test_a_corrected_arxiv_id_is_another_identity(self) -> None:
        change = only([week(*TEN)], [week(paper(1, arxiv_id=ArxivId("2606.99999")), *TEN[1:])])
        assert (change.fields, change.formerly, change.identity) == (("arxiv_id",), "2606.00001", "2606.99999")

    def test_another_version_is_the_same_identity(self) -> None:
        change = only([week(paper(1))], [week(paper(1, arxiv_id=ArxivId("2606.00001", 2)))])
        assert (change.fields, change.formerly) == (("arxiv_id",), "")

    def test_without_an_arxiv_id_a_new_title_is_known_by_its_link(self) -> None:
        old, new = paper(1, arxiv=False), paper(1, arxiv=False, title="Another title altogether", rank=7)
        change = only([week(old)], [week(new)])
        assert (change.fields, change.formerly, change.identity) == (("title",), old.identity, new.identity)

    def test_with_another_link_as_well_by_its_place_and_a_like_title(self) -> None:
        old = paper(1, arxiv=False, title="Sparks of Artifical General Inteligence")
        new = paper(
            1,
            title="Sparks of Artificial General Intelligence",
            links=(Link("Paper", "https://arxiv.org/abs/2606.00001"),),
        )
        assert said([week(old)], [week(new)]) == [
            "corrected in the week to 28 June 2026: “Sparks of Artificial General Intelligence” (title, links, arXiv id)"
        ]

    def test_another_place_and_a_like_title_are_not_enough(self) -> None:
        old, new = (
            paper(1, arxiv=False, title="Sparks of intelligence"),
            paper(2, arxiv=False, title="Sparks of Intelligences"),
        )
        assert len(said([week(old)], [week(new)])) == 2

    def test_two_arxiv_ids_and_two_titles_are_two_papers_however_alike(self) -> None:
        old, new = paper(1, title="A model: version 1"), paper(1, title="A model: version 2")
        new = replace(new, arxiv_id=ArxivId("2606.77777"), links=(Link("Paper", "https://arxiv.org/abs/2606.77777"),))
        assert said([week(old)], [week(new)]) == [
            "gone from the week to 28 June 2026: “A model: version 1”",
            "new in the week to 28 June 2026: “A model: version 2”",
        ]

    def test_late_additions_and_withdrawals(self) -> None:
        assert said([week(*TEN[:2])], [week(TEN[0], paper(11))]) == [
            f"gone from the week to 28 June 2026: “{TEN[1].title}”",
            f"new in the week to 28 June 2026: “{paper(11).title}”",
        ]

    def test_papers_of_one_title_are_told_apart_by_what_is_surer(self) -> None:
        same = [paper(number, title="Survey") for number in (1, 2)]
        assert said([week(*same)], [week(*reversed(same))]) == []


class TestFormerIdentities:
    def test_they_lead_to_the_present_ones(self) -> None:
        old = [paper(1, arxiv=False), paper(2, arxiv=False), paper(3)]
        new = [paper(1), paper(2, arxiv=False, title="Another title altogether"), paper(3)]
        assert former_identities([week(*old)], [week(*new)]) == {
            old[0].identity: "2606.00001",
            old[1].identity: new[1].identity,
        }

    def test_also_where_the_date_was_corrected_with_it(self) -> None:
        old, new = [paper(1, arxiv=False), *TEN[1:]], [paper(1), *TEN[1:]]
        assert former_identities([week(*old)], [week(*new, end=NEXT)]) == {old[0].identity: "2606.00001"}

    def test_what_another_paper_is_called_is_nobody_s_former_identity(self) -> None:
        old, new = paper(1), paper(1, arxiv_id=ArxivId("2606.99999"))
        assert former_identities([week(old)], [week(new), week(old, end=NEXT)]) == {}


@given(any_weeks())
def test_a_list_is_what_it_was(weeks: tuple[Week, ...]) -> None:
    assert changes_between("x", weeks, weeks, AT) == ()
    assert former_identities(weeks, weeks) == {}


@given(any_weeks(), any_weeks())
def test_changes_account_for_all_that_came_and_went(before: tuple[Week, ...], after: tuple[Week, ...]) -> None:
    came = went = 0
    for change in changes_between("x", before, after, AT):
        came += change.papers * (change.kind in {ChangeKind.FIRST, ChangeKind.NEW_WEEK, ChangeKind.NEW_PAPER})
        went += change.papers * (change.kind in {ChangeKind.VANISHED_WEEK, ChangeKind.VANISHED_PAPER})
        say_change(change)
    assert sum(len(one.papers) for one in before) + came - went == sum(len(one.papers) for one in after)


@given(any_weeks(), any_weeks())
def test_former_identities_never_lead_to_or_from_what_they_should_not(
    before: tuple[Week, ...], after: tuple[Week, ...]
) -> None:
    renamed = former_identities(before, after)
    present = {one.identity for each in after for one in each.papers}
    assert set(renamed.values()) <= present
    assert not renamed.keys() & present


@pytest.mark.parametrize("shift", [0, 3])
def test_time_grows_with_the_list_and_not_faster(shift: int) -> None:
    def seconds(count: int) -> float:
        old = week(*(paper(number, arxiv=False, title=f"t {number}") for number in range(1, count)))
        new = week(*(paper(n, arxiv=False, title=f"other {n}", rank=n + shift) for n in range(1, count)))
        times = []
        for _ in range(3):
            start = time.process_time()
            changes_between("x", [old], [new], AT)
            times.append(time.process_time() - start)
        return min(times)

    # Eight times the list: about eight times the time, where a square would take sixty-four.
    assert seconds(8000) < 24 * max(seconds(1000), 0.005)
