"""What changed between two readings of one list. Pure.

Papers of one week are paired by arXiv id, then by title, by first link, and last by their place where the titles are alike; so
a paper that is corrected in one of these is still the same one. Another rank alone is no correction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from rapidfuzz import fuzz

from bot.models import Change, ChangeKind, Paper, Week, normalised_title

__all__ = ["changes_between", "former_identities"]

_FARTHEST = 10
"""Days by which the date of a week is ever corrected: a slip in a digit, or the following week's."""

_ALIKE = 70.0
"""From which similarity (0 to 100) on two titles at the same place are one that was corrected."""

_FIELDS: Final = ("title", "links", "category", "abstract", "summary", "arxiv_id", "authors")

_KEYS: Final[tuple[Callable[[Paper], Hashable], ...]] = (
    lambda paper: paper.arxiv_id.base if paper.arxiv_id else None,
    lambda paper: normalised_title(paper.title),
    lambda paper: paper.links[0].url,
)
"""What makes two entries the same paper, the surest first; None makes none."""

_Weeks = Mapping[date, Week]
_Pair = tuple[Paper, Paper]


def changes_between(source: str, before: Iterable[Week], after: Iterable[Week], at: datetime) -> tuple[Change, ...]:
    """Return what changed in the list ``source``, noticed ``at``: vanished weeks, then each other week's changes, oldest first.

    Where there was nothing before, everything is new, and that is one change.
    """
    old, new = _by_end(before), _by_end(after)
    if not old:
        return _first(source, new, at) if new else ()
    former = _former_ends(old, new)
    changes = [_of_week(source, ChangeKind.VANISHED_WEEK, old[end], at) for end in old.keys() - set(former.values())]
    changes.sort(key=lambda change: change.week)
    for end, week in sorted(new.items()):
        was = former.get(end)
        if was is None:
            changes.append(_of_week(source, ChangeKind.NEW_WEEK, week, at))
            continue
        if was != end:
            changes.append(_of_week(source, ChangeKind.MOVED_WEEK, week, at, was))
        changes += _within(source, old[was], week, at)
    return tuple(changes)


def former_identities(before: Iterable[Week], after: Iterable[Week]) -> Mapping[str, str]:
    """Return the identities that papers had before they were corrected, each with the one that it has now.

    An identity that a paper still has is no former one.
    """
    old, new = _by_end(before), _by_end(after)
    renamed = {
        paper.identity: now.identity
        for end, was in _former_ends(old, new).items()
        for paper, now in _paired(old[was], new[end])
        if paper.identity != now.identity
    }
    # Looked for only where there is something to take out: it means a hash for every title.
    taken = {paper.identity for week in new.values() for paper in week.papers} if renamed else set()
    return {former: present for former, present in renamed.items() if former not in taken}


def _by_end(weeks: Iterable[Week]) -> dict[date, Week]:
    return {week.end: week for week in weeks}


# Weeks.


def _former_ends(old: _Weeks, new: _Weeks) -> dict[date, date]:
    """Return the weeks that were there before: their last days, and the former ones, which differ where a date was corrected."""
    # By numbers, which go on beyond the ends of the calendar.
    vanished = {end.toordinal(): end for end in old.keys() - new.keys()}
    moves = [
        (-shared, abs(end - was), end, was)
        for end in new.keys() - old.keys()
        for day in range(end.toordinal() - _FARTHEST, end.toordinal() + _FARTHEST + 1)
        if (was := vanished.get(day)) and (shared := _shared(old[was], new[end]))
    ]
    former = {end: end for end in old.keys() & new.keys()}
    found: set[date] = set()
    for _, _, end, was in sorted(moves):
        if end not in former and was not in found:
            former[end] = was
            found.add(was)
    return former


def _shared(was: Week, week: Week) -> int:
    """Return how many papers two weeks have in common, 0 if that is less than half of the former's."""
    shared = len(_by_keys(list(was.papers), list(week.papers)))
    return shared if 2 * shared >= len(was.papers) else 0


# Papers.


def _paired(was: Week, week: Week) -> list[_Pair]:
    """Return each paper of a week together with what became of it; those that came or went are in no pair."""
    if was.papers == week.papers:
        return [(paper, paper) for paper in week.papers]
    old, new = list(was.papers), list(week.papers)
    pairs = _by_keys(old, new)
    at_place = {paper.rank: paper for paper in old}
    for paper in new:
        if (there := at_place.get(paper.rank)) and _alike(there, paper):
            pairs.append((at_place.pop(paper.rank), paper))
    return pairs


def _alike(there: Paper, paper: Paper) -> bool:
    """Tell whether one entry was made of the other; two arXiv ids are two papers, such as a model's and its successor's."""
    if there.arxiv_id and paper.arxiv_id:
        return False
    return fuzz.ratio(normalised_title(there.title), normalised_title(paper.title)) >= _ALIKE


def _by_keys(old: list[Paper], new: list[Paper]) -> list[_Pair]:
    """Take the papers that are surely the same out of both lists, and return them as pairs."""
    pairs: list[_Pair] = []
    for key in _KEYS:
        waiting: dict[Hashable, list[Paper]] = defaultdict(list)
        for paper in reversed(old):
            waiting[key(paper)].append(paper)
        found = [(waiting[name].pop(), paper) for paper in new if (name := key(paper)) is not None and waiting[name]]
        pairs += found
        gone, come = {id(pair[0]) for pair in found}, {id(pair[1]) for pair in found}
        old[:] = [paper for paper in old if id(paper) not in gone]
        new[:] = [paper for paper in new if id(paper) not in come]
    return pairs


def _within(source: str, was: Week, week: Week, at: datetime) -> list[Change]:
    if was.papers == week.papers:
        return []
    before = {id(now): paper for paper, now in _paired(was, week)}
    kept = {id(paper) for paper in before.values()}
    changes = [
        _of_paper(source, ChangeKind.VANISHED_PAPER, paper, week.end, at)
        for paper in was.papers
        if id(paper) not in kept
    ]
    for paper in week.papers:
        former = before.get(id(paper))
        if former is None:
            changes.append(_of_paper(source, ChangeKind.NEW_PAPER, paper, week.end, at))
        elif any(getattr(former, field) != getattr(paper, field) for field in _FIELDS):
            changes.append(_of_paper(source, ChangeKind.CORRECTED_PAPER, paper, week.end, at, former))
    return changes


# Values.


def _first(source: str, new: _Weeks, at: datetime) -> tuple[Change, ...]:
    papers = sum(len(week.papers) for week in new.values())
    return (Change(source=source, kind=ChangeKind.FIRST, at=at, week=max(new), weeks=len(new), papers=papers),)


def _of_week(source: str, kind: ChangeKind, week: Week, at: datetime, former: date | None = None) -> Change:
    return Change(source=source, kind=kind, at=at, week=week.end, former=former, weeks=1, papers=len(week.papers))


def _of_paper(
    source: str, kind: ChangeKind, paper: Paper, week: date, at: datetime, former: Paper | None = None
) -> Change:
    formerly = former.identity if former is not None and former.identity != paper.identity else ""
    fields = (field for field in _FIELDS if former is not None and getattr(former, field) != getattr(paper, field))
    return Change(
        source=source,
        kind=kind,
        at=at,
        week=week,
        papers=1,
        title=paper.title,
        fields=tuple(fields),
        identity=paper.identity,
        formerly=formerly,
    )
