from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.digests.found import EditionParts, Group, joined, parts_of_week
from bot.digests.model import Posted
from tests.digests.ledger_tools import content_of, key_of, posted
from tests.factories import SUNDAY

SATURDAY = SUNDAY - timedelta(days=1)
FAR = SUNDAY - timedelta(days=14)
CONTENT = content_of()
PAPERS = tuple(paper.identity for paper in CONTENT.week.papers)


def part(number: int, parts: int = 2, week: date = SUNDAY, papers: tuple[str, ...] = ()) -> Posted:
    return replace(posted(number, number, parts, key=replace(key_of(), week=week)), papers=papers)


def groups(*messages: Posted) -> dict[Group, EditionParts]:
    found: dict[Group, dict[int, Posted]] = {}
    for one in messages:
        mark = one.marker
        found.setdefault((mark.week, mark.attempt, mark.parts), {})[mark.part] = one
    return dict(found)


def test_two_halves_are_one_edition_of_the_date_that_its_first_part_has() -> None:
    """The first part was edited, and the bot was killed before the second."""
    first, second = part(1, week=SATURDAY), part(2)
    assert joined(groups(first, second)) == {(SATURDAY, 1, 2): {1: first, 2: second}}


def test_three_parts_of_which_one_was_edited() -> None:
    first, second, third = part(1, 3, SATURDAY), part(2, 3), part(3, 3)
    assert joined(groups(first, second, third)) == {(SATURDAY, 1, 3): {1: first, 2: second, 3: third}}


def test_what_is_complete_far_away_or_of_another_attempt_stays_apart() -> None:
    for apart in (
        groups(part(1), part(2), part(1, week=SATURDAY)),
        groups(part(1, week=FAR), part(2)),
        groups(part(1, 3, SATURDAY), part(2, 2)),
        groups(part(1, 3, SATURDAY), part(3, 3)),
        groups(part(1, week=SATURDAY), part(1), part(2)),
    ):
        assert joined(apart) == apart


def test_where_two_could_be_the_other_half_nothing_is_guessed() -> None:
    apart = groups(part(1, week=SATURDAY), part(2), part(2, week=SUNDAY + timedelta(days=1)))
    assert joined(apart) == apart


def test_what_was_found_of_a_week_is_that_week() -> None:
    assert parts_of_week([part(2), part(1)], CONTENT) == (part(1), part(2))


def test_under_another_date_it_is_that_week_if_half_of_its_papers_are_there() -> None:
    same = part(1, week=SATURDAY, papers=(*PAPERS[:1], "2301.00001"))
    assert parts_of_week([same], CONTENT) == (same,)
    for other in (part(1, week=SATURDAY, papers=("2301.00001", "2301.00002", PAPERS[0])), part(1, week=SATURDAY)):
        assert parts_of_week([other], CONTENT) == ()


def test_what_carries_the_date_itself_counts() -> None:
    edited, old = part(1, papers=PAPERS), part(1, week=SATURDAY, papers=PAPERS)
    other = part(2, week=SATURDAY, papers=PAPERS)
    assert parts_of_week([old, other, edited], CONTENT) == (edited, other)
