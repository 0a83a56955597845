from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.digests.found import parts_of_week
from bot.digests.model import Posted
from tests.digests.ledger_tools import content_of, key_of, posted
from tests.factories import SUNDAY

SATURDAY = SUNDAY - timedelta(days=1)
CONTENT = content_of()
PAPERS = tuple(paper.identity for paper in CONTENT.week.papers)


def part(number: int, parts: int = 2, week: date = SUNDAY, papers: tuple[str, ...] = ()) -> Posted:
    return replace(posted(number, number, parts, key=replace(key_of(), week=week)), papers=papers)


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
