from __future__ import annotations

import pytest

from bot.dataset.weekly_pages.belonging import count_belonging
from bot.dataset.weekly_pages.cells import Written
from bot.dataset.weekly_pages.outline import Border, Draft

BORDERS = {"": Border.NONE, "-": Border.RULE, "T": Border.TABLE, "#": Border.HEADING}


def belonging(rows: str) -> int:
    """Count for rows such as ``T1 2 3``: their numbers (? for none), each behind the border before it."""
    drafts = []
    for line, row in enumerate(rows.split(), start=1):
        mark, number = row.rstrip("0123456789?"), row.lstrip("-T#")
        drafts.append(Draft(line, Written(None if number == "?" else int(number), "", ""), BORDERS[mark]))
    return count_belonging(drafts)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ("T1 2 3", 3),
        ("1 2 3", 3),
        ("T5 6 7", 3),
        ("T? ? ?", 3),
        # A lost heading: a new table, a rule, or nothing at all before the numbers start over.
        ("T1 2 3 T1 2 3", 3),
        ("T1 2 3 -1 2 3", 3),
        ("T1 2 3 1 2 3", 3),
        ("T1 2 3 T2 3", 3),
        ("T1 2 3 T? 2", 3),
        ("T? ? T? ?", 2),
        # The same week after all: the numbers go on.
        ("T1 2 T3 4", 4),
        ("T1 2 -3 4", 4),
        ("? ? -? ?", 4),
        ("T1 2 #1 2 #1 2", 6),
        # Slips of the pen.
        ("T1 2 2 4", 4),
        ("T1 2 4 3 5", 5),
        ("T1 2 3 4 5 6 7 8 9 1", 10),
        ("T1 1 2", 3),
        ("", 0),
    ],
)
def test_which_rows_are_of_the_week_above(rows: str, count: int) -> None:
    assert belonging(rows) == count
