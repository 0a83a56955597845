"""Weeks that a list has long before their time, which are slips of a year more often than plans. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.dataset.complaints import Complaints
from bot.dataset.reading import Reading
from bot.models import Week

__all__ = ["without_far_weeks"]

_FARTHEST = timedelta(days=31)
"""How far ahead a list may be written; a year that is wrong is at least eleven months off."""


def without_far_weeks(reading: Reading, source: str, today: date) -> Reading:
    """Return the reading without the weeks that end more than 31 days after ``today``, and with a complaint for each of them.

    Shown, one would be the newest week until its time comes, and no other would be posted. It is there as soon as it is nearer.
    """
    far = [week for week in reading.weeks if week.end - today > _FARTHEST]
    if not far:
        return reading
    complaints = Complaints(source)
    for week in far:
        complaints.add(0, _too_early(week))
    near = tuple(week for week in reading.weeks if week.end - today <= _FARTHEST)
    return replace(reading, weeks=near, complaints=(*reading.complaints, *complaints.all()))


def _too_early(week: Week) -> str:
    papers = "paper is" if len(week.papers) == 1 else f"{len(week.papers)} papers are"
    return f"the week to {week.end} is more than a month ahead; is its year a slip? Its {papers} left out until it is nearer"
