"""What the catalogue answers. Frozen values without markup: how they look is the business of whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.models import Paper, Week

__all__ = ["Fragment", "Hit", "SearchQuery", "SearchResults", "Suggestion", "WeekAnswer", "WeekOffer"]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a member asked: free text, and filters that a paper must pass.

    ``category`` is a code, a name or a source's own wording; ``since`` and ``until`` are days, both inclusive: a week passes
    if any day of it does. ``source`` is the name of a source that has to have the paper, whatever its case.
    """

    text: str
    category: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a snippet; ``matched`` if it is a word that was searched for. Joined, the fragments are the snippet."""

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that was found, with the passage of its abstract or summary (else authors, else title) that shows why."""

    paper: Paper
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that would find something: its text and filters, how many papers, and why it is offered.

    ``reason`` is a sentence fragment for the member, such as ``without the category`` or ``without "qwzx"``.
    """

    query: SearchQuery
    total: int
    reason: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A stretch of a ranking: ``hits`` are the places ``offset + 1`` ... of ``total``.

    ``direct`` is set instead of hits where the text was an arXiv id or link of a known paper. ``corrected`` is the text that
    was searched for where a slip was mended or a word left out that no paper has, else None. Nothing found:
    ``suggestions`` (most promising first), and ``nearest`` papers by title.
    """

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    offset: int = 0
    direct: Paper | None = None
    corrected: str | None = None
    suggestions: tuple[Suggestion, ...] = ()
    nearest: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekAnswer:
    """The weeks that an expression such as ``latest``, ``2023-W12`` or ``march 2023`` names, newest first, at least one.

    ``label`` says what was understood, for people: ``March 2023``, ``the latest week``.
    """

    label: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class WeekOffer:
    """A week, a month or a year that can be chosen: an expression that names it, and its weeks, newest first."""

    expression: str
    weeks: tuple[Week, ...]
