"""Which entries of many lists are one paper, within one week.

They are if their arXiv ids agree but for the version. Two ids that differ are two papers, whatever they are called. Where one of
both has no id, they are the same

1. if their titles agree, case, accents and punctuation aside;
2. or, in different lists, if their first links lead to the same place;
3. or, in different lists, if the title of one is what stands before the colon in the other's (``CoLT5`` and ``CoLT5: Faster
   Long-Range Transformers``), and no third one could be meant.

Linear in the number of entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.dataset.sameness import destination, head_of
from bot.models import Paper, normalised_title

__all__ = ["Entry", "same_papers"]


class Entry(NamedTuple):
    """A paper as one list has it; ``source`` is the list's place among all, ``place`` the paper's in its week, both from 0."""

    source: int
    curated: bool
    place: int
    paper: Paper


def same_papers(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Sort the entries of one week by paper, in the order of their first entries; each paper's entries keep theirs.

    No entry is lost, and no arXiv id stands in two papers.
    """
    groups = _by_id_and_title(entries)
    if any(group.base is None for group in groups) and len({entry.source for entry in entries}) > 1:
        _join_by_link(groups)
        _join_by_short_title(groups)
    joined = [sorted(group.places) for group in groups if group.into is None]
    return [[entries[place] for place in places] for places in sorted(joined)]


class _Group:
    """Entries that are one paper, by their places among all, and the arXiv id without version that they share."""

    __slots__ = ("base", "into", "papers", "places", "sources")

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.papers: list[Paper] = []
        self.places: list[int] = []
        self.sources: set[int] = set()
        self.into: _Group | None = None

    def add(self, place: int, entry: Entry) -> None:
        self.papers.append(entry.paper)
        self.places.append(place)
        self.sources.add(entry.source)

    def now(self) -> _Group:
        """Return the group that this one has become part of, itself if none."""
        group = self
        while group.into is not None:
            group = group.into
        return group

    def take(self, other: _Group) -> None:
        self.base = self.base or other.base
        self.papers += other.papers
        self.places += other.places
        self.sources |= other.sources
        other.into = self


def _by_id_and_title(entries: Sequence[Entry]) -> list[_Group]:
    by_id: dict[str, _Group] = {}
    without: list[tuple[int, Entry]] = []
    for place, entry in enumerate(entries):
        if entry.paper.arxiv_id is None:
            without.append((place, entry))
            continue
        base = entry.paper.arxiv_id.base
        if base not in by_id:
            by_id[base] = _Group(base)
        by_id[base].add(place, entry)
    groups = list(by_id.values())
    if without:
        groups += _by_title(without, groups)
    return groups


def _by_title(without: Iterable[tuple[int, Entry]], known: Iterable[_Group]) -> list[_Group]:
    """Add the entries without id to the groups that are called like them, and return new groups for the others."""
    titles: dict[str, _Group] = {}
    # Where several are called alike, it is the same one whichever list comes first.
    for group in sorted(known, key=lambda group: group.base or ""):
        for paper in group.papers:
            titles.setdefault(normalised_title(paper.title), group)
    new: list[_Group] = []
    for place, entry in without:
        title = normalised_title(entry.paper.title)
        if title not in titles:
            titles[title] = _Group(None)
            new.append(titles[title])
        titles[title].add(place, entry)
    return new


def _join_by_link(groups: Iterable[_Group]) -> None:
    for _, alike in sorted(_sorted_by(_first_links, groups).items()):
        _join(alike)


def _join_by_short_title(groups: Iterable[_Group]) -> None:
    left = [group for group in groups if group.into is None]
    by_title = _sorted_by(_titles, left)
    for head, full in sorted(_sorted_by(_heads, left).items()):
        short = by_title.get(head, [])
        if len(short) == len(full) == 1:
            _join([*full, *short])


def _join(alike: Iterable[_Group]) -> None:
    """Make one of groups that are alike, unless two of them have ids, or one list has more than one of them."""
    first, *others = {id(group.now()): group.now() for group in alike}.values()
    meant = [first, *others]
    if sum(group.base is not None for group in meant) > 1:
        return
    if sum(len(group.sources) for group in meant) > len(set().union(*(group.sources for group in meant))):
        return
    for other in others:
        first.take(other)


def _sorted_by(keys: Callable[[Paper], Iterator[str]], groups: Iterable[_Group]) -> dict[str, list[_Group]]:
    found: dict[str, dict[int, _Group]] = {}
    for group in groups:
        for paper in group.papers:
            for key in keys(paper):
                found.setdefault(key, {})[id(group)] = group
    return {key: list(alike.values()) for key, alike in found.items()}


def _titles(paper: Paper) -> Iterator[str]:
    yield normalised_title(paper.title)


def _heads(paper: Paper) -> Iterator[str]:
    if head := head_of(paper.title):
        yield head


def _first_links(paper: Paper) -> Iterator[str]:
    """Yield where the first link leads, unless that is a whole site: many papers have the same."""
    url = paper.links[0].url
    if len(urlsplit(url).path) > 1:
        yield destination(url)
