"""Which papers of a week a digest shows. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Self

from bot.arxiv.taxonomy import same_category
from bot.models import Paper, Week
from bot.settings.models import DigestSettings

__all__ = ["Selected", "Selection", "passing", "select", "selections"]

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None})
_WORD_SYMBOLS = "+#-"  # C++ and C# are words; a hyphen is kept to tell "pre-training" from "pre training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """How papers are chosen: those of :class:`~bot.settings.models.DigestSettings` that bear on it, under the same names."""

    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    uncategorised: str = "include"
    limit: int = 10

    @classmethod
    def of(cls, digest: DigestSettings) -> Self:
        """Return what a digest's settings say of it."""
        return cls(
            categories=digest.categories,
            keywords=digest.keywords,
            uncategorised=digest.uncategorised,
            limit=digest.limit,
        )


@dataclass(frozen=True, slots=True)
class Selected:
    """A week as a digest shows it: ``week`` holds the papers that passed, ``total`` is how many there are in all."""

    week: Week
    total: int

    @property
    def end(self) -> date:
        """The last day of the week, by which it is named."""
        return self.week.end


def passing(week: Week, selection: Selection) -> Iterator[Paper]:
    """Yield the papers of a week that pass the filters, by rank, without regard to the limit."""
    patterns = _keyword_patterns(selection.keywords)
    for paper in sorted(week.papers, key=lambda paper: paper.rank):
        if _category_passes(paper, selection) and _keywords_pass(paper, selection.keywords, patterns):
            yield paper


def select(week: Week, selection: Selection) -> Week:
    """Return the week with only the papers that pass the filters, by rank, at most as many as the limit."""
    return replace(week, papers=tuple(islice(passing(week, selection), selection.limit)))


def selections(weeks: Iterable[Week], digest: DigestSettings) -> tuple[Selected, ...]:
    """Select from each week, newest first, and leave out those of which nothing is left."""
    selection = Selection.of(digest)
    chosen = (Selected(select(week, selection), len(week.papers)) for week in weeks)
    return tuple(
        sorted((one for one in chosen if one.week.papers), key=lambda one: one.end, reverse=True),
    )


def _category_passes(paper: Paper, selection: Selection) -> bool:
    if not selection.categories:
        return True
    if not paper.category.strip():
        return selection.uncategorised == "include"
    return any(same_category(wanted, paper.category) for wanted in selection.categories)


def _keywords_pass(paper: Paper, keywords: tuple[str, ...], patterns: tuple[re.Pattern[str], ...]) -> bool:
    if not keywords:
        return True
    texts = [_folded(text) for text in (paper.title, paper.abstract, paper.summary)]
    return any(pattern.search(text) for pattern in patterns for text in texts)


def _keyword_patterns(keywords: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compile each keyword to whole words; one that consists of punctuation only finds nothing.

    Between the words of a phrase a space, a hyphen and nothing are the same; within a word the text may have a hyphen, so that
    ``pretraining`` finds "pre-training" too, but not "pre training", which could be two words by chance.
    """
    phrases = (re.findall(r"[^ -]+", _folded(keyword)) for keyword in keywords)
    return tuple(
        re.compile(r"(?<![^ -])" + "[ -]?".join(map(_word_pattern, words)) + r"(?![^ -])") for words in phrases if words
    )


def _word_pattern(word: str) -> str:
    return "-?".join(map(re.escape, word))


def _folded(text: str) -> str:
    """Fold case and accents; what is neither letter, digit, hyphen nor part of a word becomes a single space."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_HYPHENS)).casefold()
    kept = (c if c.isalnum() or c in _WORD_SYMBOLS else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(filter(None, (word.strip("-") for word in "".join(kept).split())))
