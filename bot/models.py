"""The nouns of Paperboy: papers, weeks, and what is said about the sources they come from.

Frozen values, validated where they are made.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.arxiv import ArxivId, find_arxiv_id

__all__ = [
    "Change",
    "ChangeKind",
    "Complaint",
    "Link",
    "Paper",
    "Refreshed",
    "SourceReport",
    "Week",
    "normalised_title",
    "title_identity",
]

_ASCII_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled http or https address, such as ``Paper`` or ``Tweet``."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper in one week.

    ``week`` is the last day of its week, ``rank`` its place in that week from 1. Text is exactly as its source gave it:
    Markdown, LaTeX and mentions are not escaped here. ``category`` is the source's own wording, an arXiv code or name, or ""
    where unknown; ``links`` holds at least one entry, the paper itself first. ``summary`` is what the list's curator wrote: plain
    text in lines, of which those that begin with ``• `` are points. ``sources`` are the names of the sources that have it, in
    the settings' order, "bundled" for the list that comes with Paperboy.
    """

    week: date
    rank: int
    title: str
    links: tuple[Link, ...]
    category: str = ""
    abstract: str = ""
    summary: str = ""
    arxiv_id: ArxivId | None = None
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """What makes it the same paper in another source or week: the arXiv id without version, else a hash of the title.

        At most 25 characters of ``[a-z0-9./-]``, so that it fits into a component's custom_id. Correcting a title, or finding the
        arXiv id later, makes another one of it; the catalogue is told of both, and finds the paper by the former one too.
        """
        if self.arxiv_id is not None:
            return self.arxiv_id.base
        return title_identity(self.title)

    @property
    def reference(self) -> str:
        """Identity and week, ``2303.12712@2023-03-26``: names this very entry, also where a paper stands in two weeks."""
        return f"{self.identity}@{self.week.isoformat()}"

    @property
    def url(self) -> str:
        """Where its title leads: the abstract page on arXiv if it is there, else its first link."""
        return self.arxiv_id.url if self.arxiv_id is not None else self.links[0].url

    @property
    def further_links(self) -> tuple[Link, ...]:
        """The links that lead elsewhere than :attr:`url`, in whichever form that is written; each address once."""
        found: dict[str, Link] = {}
        for one in self.links:
            there = find_arxiv_id(one.url)
            same = self.arxiv_id is not None and there is not None and there.base == self.arxiv_id.base
            if not same and one.url != self.url:
                found.setdefault(one.url, one)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Week:
    """The papers of one week, by rank; the week is named by ``end``, its last day, and begins on ``start``."""

    start: date
    end: date
    papers: tuple[Paper, ...]

    @classmethod
    def ending(cls, end: date, papers: tuple[Paper, ...]) -> Week:
        """Make the seven days that end on ``end``."""
        return cls(end - timedelta(days=6), end, papers)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Complaint:
    """A row that could not be read, or a note about one: where (``line`` from 1, 0 for the whole source) and why."""

    source: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.reason}" if self.line else f"{self.source}: {self.reason}"


class ChangeKind(StrEnum):
    """What happened to a source's list between two readings."""

    FIRST = "first"  # the source was read for the first time: everything in it is new
    NEW_WEEK = "new_week"
    MOVED_WEEK = "moved_week"  # the same papers under another date: the date was corrected
    VANISHED_WEEK = "vanished_week"
    NEW_PAPER = "new_paper"  # in a week that was there before
    CORRECTED_PAPER = "corrected_paper"
    VANISHED_PAPER = "vanished_paper"  # from a week that is still there


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed in a source's list, noticed at ``at`` (UTC).

    ``week`` is the last day of the week that is meant, the newest for ``FIRST``; ``former`` is its former last day where it was
    moved. ``weeks`` and ``papers`` count what came or went. For single papers: ``title`` as it is now, ``fields`` the names of
    :class:`Paper`'s fields that were corrected, ``identity`` as it is now, and ``formerly`` the identity it had before.
    """

    source: str
    kind: ChangeKind
    at: datetime
    week: date
    former: date | None = None
    weeks: int = 0
    papers: int = 0
    title: str = ""
    fields: tuple[str, ...] = ()
    identity: str = ""
    formerly: str = ""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How one source stands, for the admin.

    ``papers`` and ``weeks`` count what it has by itself, before merging; ``newest`` is the last day of its newest week.
    ``fetched_at`` (UTC) is when its address last confirmed them, None for what needs no fetching. ``origin`` describes the place
    without secrets; ``problem`` is "" while all is well. ``overlapping`` holds the last days of a table's weeks that lie
    over another one, of its own or of another list's.
    """

    name: str
    papers: int
    weeks: int
    fetched_at: datetime | None
    origin: str
    problem: str = ""
    overlapping: tuple[date, ...] = ()
    newest: date | None = None

    @property
    def extent(self) -> str:
        """How much that is, as in ``5 papers of 1 week``."""
        papers = "1 paper" if self.papers == 1 else f"{self.papers} papers"
        return f"{papers} of {'1 week' if self.weeks == 1 else f'{self.weeks} weeks'}"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of looking for newer papers: the ``changes``, and how the sources stand now.

    ``asked_before`` is set where nothing was asked, because the sources had been asked a moment ago: when that was. The
    ``changes`` are then what it brought.
    """

    changes: tuple[Change, ...]
    reports: tuple[SourceReport, ...]
    asked_before: datetime | None = None


def title_identity(title: str) -> str:
    """Return the identity of a paper of that title while no arXiv id of it is known."""
    return "t-" + hashlib.sha256(normalised_title(title).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def normalised_title(title: str) -> str:
    """Fold case, accents, punctuation and white space, so that two spellings of one title compare equal.

    A title of nothing but signs (``∀∃``) stays what it is; else all of those would be one title.
    """
    if title.isascii():
        # As below, in a tenth of the time; most titles are, and all of them are folded at each start.
        return " ".join(_ASCII_WORDS.findall(title.lower())) or title.lower().strip()
    decomposed = unicodedata.normalize("NFKD", title).casefold()
    folded = " ".join("".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c)).split())
    return folded or decomposed.strip()
