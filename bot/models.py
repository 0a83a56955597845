"""The nouns of Paperboy: papers, weeks and what is said about broken rows. Frozen values, validated where they are made."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from bot.arxiv import ArxivId

__all__ = ["Complaint", "Link", "Paper", "Week", "normalised_title"]

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
    where unknown; ``links`` holds at least one entry, the paper itself first.
    """

    week: date
    rank: int
    title: str
    links: tuple[Link, ...]
    category: str = ""
    abstract: str = ""
    summary: str = ""
    arxiv_id: ArxivId | None = None

    @property
    def identity(self) -> str:
        """What makes it the same paper in another source or week: the arXiv id without version, else a hash of the title.

        At most 25 characters of ``[a-z0-9./-]``, so that it fits into a component's custom_id.
        """
        if self.arxiv_id is not None:
            return self.arxiv_id.base
        return "t-" + hashlib.sha256(normalised_title(self.title).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def reference(self) -> str:
        """Identity and week, ``2303.12712@2023-03-26``: names this very entry, also where a paper stands in two weeks."""
        return f"{self.identity}@{self.week.isoformat()}"

    @property
    def url(self) -> str:
        """Where its title leads: the abstract page on arXiv if it is there, else its first link."""
        return self.arxiv_id.url if self.arxiv_id is not None else self.links[0].url


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
