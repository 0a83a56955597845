"""Somebody who keeps a list of weekly pages, with slips of the pen, and each state of it that was ever published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count

__all__ = ["ONE_PAGE", "YEARS", "Curator", "Entry", "Revision", "Section"]

ONE_PAGE = "/README.md"
YEARS = "/years/{year}.md"

_KINDS = (
    "Sparse",
    "Patient",
    "Honest",
    "Hollow",
    "Silver",
    "Lazy",
    "Distant",
    "Frugal",
    "Curious",
    "Quiet",
    "Brave",
    "Odd",
)
_THINGS = (
    "Attention",
    "Gradients",
    "Diffusion",
    "Agents",
    "Tokens",
    "Retrieval",
    "Planning",
    "Memory",
    "Speech",
    "Proofs",
)


@dataclass(frozen=True)
class Entry:
    """A paper as it stands on the page; a ``broken`` row lacks its links."""

    title: str
    link: str
    broken: bool = False

    @property
    def row(self) -> str:
        links = f"[Paper]({self.link}), [Tweet](https://x.com/list/status/{len(self.title)})"
        return f"**{self.title}** - We look at {self.title.lower()}. | {'soon' if self.broken else links} |"


@dataclass(frozen=True)
class Section:
    """A week as it stands on the page."""

    start: date
    end: date
    entries: tuple[Entry, ...]

    @property
    def readable(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.broken)


@dataclass(frozen=True)
class Revision:
    """What was published ``at`` a moment: the pages by their paths, and what is written there of each week."""

    at: datetime
    what: str
    pages: Mapping[str, str]
    sections: tuple[Section, ...]
    mistaken: bool = False
    """Whether nobody is to take it for the list."""


@dataclass
class Curator:
    """Holds the weeks by the day on which they really end; :meth:`publish` makes a revision of them as they are written."""

    name: str = "ML"
    by_years: bool = False
    written: dict[date, Section] = field(default_factory=dict)
    hidden: set[date] = field(default_factory=set)
    revisions: list[Revision] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    def add(self, end: date, *, as_written: date | None = None) -> None:
        """Write up three papers of the week to ``end``, one of them not on arXiv; ``as_written`` is a slip in its last day."""
        entries = tuple(self.entry(end, on_arxiv=place != 1) for place in range(3))
        self.written[end] = Section(end - timedelta(days=6), end, entries)
        if as_written is not None:
            self.redate(end, as_written)

    def entry(self, end: date, *, on_arxiv: bool = True) -> Entry:
        number = next(self._numbers)
        title = f"{_KINDS[number % len(_KINDS)]} {_THINGS[number // len(_KINDS) % len(_THINGS)]}"
        link = f"arxiv.org/abs/{end:%y%m}.{number:05}" if on_arxiv else f"example.org/papers/{number}"
        return Entry(title, f"https://{link}")

    def redate(self, end: date, as_written: date) -> None:
        """Let the week that really ends on ``end`` be headed as one that ends on another day."""
        week = self.written[end]
        self.written[end] = replace(week, start=week.start + (as_written - week.end), end=as_written)

    def retitle(self, end: date, place: int) -> None:
        """Correct the title of the entry at a place, counted from 1."""
        self._exchange(end, place, lambda entry: replace(entry, title=f"{entry.title}, Corrected"))

    def relink(self, end: date, place: int, arxiv: str) -> None:
        """Let the entry lead to a paper on arXiv."""
        self._exchange(end, place, lambda entry: replace(entry, link=f"https://arxiv.org/abs/{arxiv}"))

    def break_row(self, end: date, place: int, *, broken: bool = True) -> None:
        """Let the row lack its links, or have them again."""
        self._exchange(end, place, lambda entry: replace(entry, broken=broken))

    def _exchange(self, end: date, place: int, change: Callable[[Entry], Entry]) -> None:
        entries = list(self.written[end].entries)
        entries[place - 1] = change(entries[place - 1])
        self.written[end] = replace(self.written[end], entries=tuple(entries))

    def join(self, end: date) -> None:
        """Add a paper to a week that is there."""
        week = self.written[end]
        self.written[end] = replace(week, entries=(*week.entries, self.entry(end)))

    def publish(self, at: datetime, what: str, *, mistaken: bool = False) -> None:
        """Commit the pages as they are now."""
        sections = [self.written[end] for end in sorted(self.written, reverse=True) if end not in self.hidden]
        pages = _by_years(sections, self.name) if self.by_years else {ONE_PAGE: _one_page(sections, self.name)}
        self.revisions.append(Revision(at, what, pages, tuple(sections), mistaken))


def _one_page(sections: Sequence[Section], name: str) -> str:
    """Return all weeks below one another; only the first heading names its year, as others follow from it."""
    weeks = [_section(section, name, with_year=place == 0) for place, section in enumerate(sections)]
    return "\n".join([f"# {name} Papers of the Week", "", "We pick the top papers of each week.", "", *weeks])


def _by_years(sections: Sequence[Section], name: str) -> dict[str, str]:
    years = sorted({section.end.year for section in sections}, reverse=True)
    pages = {
        YEARS.replace("{year}", str(year)): "\n".join(
            [f"# {name} Papers of the Week — {year}", "", "[Back](../README.md)", "", "---", ""]
            + [_section(section, name, with_year=year > 2023) for section in sections if section.end.year == year]
        )
        for year in years
    }
    index = [f"- [{year}](years/{year}.md)" for year in years]
    return {ONE_PAGE: "\n".join([f"# {name} Papers of the Week", "", *index, ""])} | pages


def _section(section: Section, name: str, *, with_year: bool) -> str:
    days = f"{section.start:%B} {section.start.day} - {section.end:%B} {section.end.day}"
    heading = f"## Top {name} Papers of the Week ({days})" + (f" - {section.end.year}" if with_year else "")
    rows = [f"| {place}) {entry.row}" for place, entry in enumerate(section.entries, start=1)]
    return "\n".join([heading, "| **Paper** | **Links** |", "| --- | --- |", *rows, "", "---", ""])
