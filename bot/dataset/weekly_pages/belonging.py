"""Which rows below a heading are of its week, and which must be of another whose heading is lost."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dataset.weekly_pages.outline import Border, Draft

__all__ = ["count_belonging"]


def count_belonging(drafts: Sequence[Draft]) -> int:
    """Return how many rows from the first on are of the week above them.

    The others begin where the numbers start over, or with a table that begins anew and whose rows do not go on counting. Below a
    heading within the week the numbers may start over.
    """
    highest = 0
    for place, draft in enumerate(drafts):
        if draft.border is Border.HEADING:
            highest = 0
        elif place and (_is_anew(draft, highest) or _starts_over(drafts, place, highest)):
            return place
        highest = max(highest, draft.number or 0)
    return len(drafts)


def _is_anew(draft: Draft, highest: int) -> bool:
    """Tell whether a row behind a border counts from the beginning, or not at all."""
    if draft.number is None:
        return draft.border is Border.TABLE
    return draft.border is not Border.NONE and draft.number <= highest


def _starts_over(drafts: Sequence[Draft], place: int, highest: int) -> bool:
    """Tell whether a row is a second first one; where none follows that is the second, it is but a wrong number."""
    behind = drafts[place + 1].number if place + 1 < len(drafts) else None
    return drafts[place].number == 1 and highest > 1 and behind == 2
