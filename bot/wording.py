"""Sentences about values of ``models`` that more than one room shows: in a log, at a terminal, in Discord."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from bot.models import Change, ChangeKind

__all__ = ["count_changes", "say_change"]

_LONGEST_TITLE = 150
"""Longer than any title of a paper, and short enough for a line of a log."""

_FIELDS: Final[Mapping[str, str]] = {"arxiv_id": "arXiv id"}
"""What a field of a paper is called where its name does not do."""

_COUNTED: Final[Mapping[ChangeKind, tuple[str, str]]] = {
    ChangeKind.FIRST: ("first reading", "first readings"),
    ChangeKind.NEW_WEEK: ("new week", "new weeks"),
    ChangeKind.MOVED_WEEK: ("corrected date", "corrected dates"),
    ChangeKind.VANISHED_WEEK: ("vanished week", "vanished weeks"),
    ChangeKind.NEW_PAPER: ("new paper", "new papers"),
    ChangeKind.CORRECTED_PAPER: ("corrected paper", "corrected papers"),
    ChangeKind.VANISHED_PAPER: ("vanished paper", "vanished papers"),
}


def say_change(change: Change) -> str:
    """Return what changed, without its source and moment: ``new week to 28 June 2026, 10 papers``.

    Plain text on one line without a full stop. A title in it is foreign text: escape the whole for where it is shown.
    """
    return _SAID[change.kind](change)


def count_changes(changes: Iterable[Change]) -> str:
    """Return how many of each kind there are: ``40 new weeks, 1 corrected paper``; "" for none."""
    counts = Counter(change.kind for change in changes)
    said = ((counts[kind], *names) for kind, names in _COUNTED.items() if counts[kind])
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in said)


def _first(change: Change) -> str:
    weeks = "1 week" if change.weeks == 1 else f"{change.weeks} weeks"
    return f"read for the first time: {_papers(change)} of {weeks}, the newest to {_day(change.week)}"


def _moved(change: Change) -> str:
    former = _day(change.former) if change.former else "another day"
    return f"the week to {former} is now the week to {_day(change.week)}, {_papers(change)}"


def _corrected(change: Change) -> str:
    fields = ", ".join(_FIELDS.get(field, field) for field in change.fields)
    return f"corrected in the week to {_day(change.week)}: {_title(change)}{f' ({fields})' if fields else ''}"


_SAID: Final[Mapping[ChangeKind, Callable[[Change], str]]] = {
    ChangeKind.FIRST: _first,
    ChangeKind.NEW_WEEK: lambda change: f"new week to {_day(change.week)}, {_papers(change)}",
    ChangeKind.MOVED_WEEK: _moved,
    ChangeKind.VANISHED_WEEK: lambda change: f"the week to {_day(change.week)} is gone, {_papers(change)}",
    ChangeKind.NEW_PAPER: lambda change: f"new in the week to {_day(change.week)}: {_title(change)}",
    ChangeKind.CORRECTED_PAPER: _corrected,
    ChangeKind.VANISHED_PAPER: lambda change: f"gone from the week to {_day(change.week)}: {_title(change)}",
}


def _papers(change: Change) -> str:
    return "1 paper" if change.papers == 1 else f"{change.papers} papers"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _title(change: Change) -> str:
    title = " ".join(change.title.split())
    return f"“{title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + '…'}”"
