"""Which papers answer a query's terms, best first. Deterministic: equal scores leave the newer week and the better rank first.

Papers with every word come first. Among them, and then among the others, FTS5's BM25 over all terms counts, times the share
of the query that a paper has, times a look at its title: whoever types two words of a title means that title.

The constants were chosen on queries of several kinds (descriptions by others, words of titles, slips, what people type), not
on single ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from bot.catalog.query import Term
from bot.catalog.search_index import SearchIndex
from bot.catalog.words import STOP_WORDS, fold, joined_forms, words
from bot.models import Paper

__all__ = ["Ranking", "rank", "telling"]

# Papers with every word are the answer; fewer than this, and those with some of the words follow.
_ENOUGH = 5
# Papers that share only what every fifth paper has are noise where another word was asked for and is nowhere.
_COMMON = 0.2
# How many of the best have their titles looked at, whatever page is asked for.
_CLOSELY = 60
# What share of the best score a paper with some of the words must reach to be listed.
_TAIL = 0.3
# A guess at a slip counts less than a word as typed.
_GUESS = 0.5
# A title's word that only begins like the query's ("math", Mathematical) counts less too.
_BEGINNING = 0.5
_SHORTEST_BEGINNING = 4
_TITLE = 2.0
_WHOLE_TITLE = 0.5


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places of papers, best first; ``missed`` are the terms that no allowed paper has."""

    places: tuple[int, ...]
    missed: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A term that was found: where, which words of the corpus count as it, and its share of what the query tells."""

    term: Term
    places: frozenset[int]
    words: frozenset[str]
    share: float

    def in_title(self, title: Iterable[str]) -> float:
        """Return how much of the term a title's words hold: all, a beginning, or nothing."""
        if not self.words.isdisjoint(title):
            return self.share
        first = self.term.forms[0]
        begun = len(first) >= _SHORTEST_BEGINNING and any(word.startswith(first) for word in title)
        return _BEGINNING * self.share if begun else 0.0


def rank(terms: Sequence[Term], index: SearchIndex, papers: Sequence[Paper], allowed: frozenset[int] | None) -> Ranking:
    """Return the papers among ``allowed`` (None: all) that answer the terms."""
    found = {term: _matching(term, index, allowed) for term in terms}
    missed = tuple(term for term in terms if not found[term])
    matched = [term for term in terms if found[term]]
    if not matched:
        return Ranking((), missed)
    every = frozenset.intersection(*(found[term] for term in matched))
    among = len(papers) if allowed is None else len(allowed)
    if missed and len(every) > max(2, among * _COMMON):
        return Ranking((), missed)
    weights = {term: telling(term, index, len(papers)) for term in matched}
    whole = sum(weights.values())
    asked = [_Asked(term, found[term], index.words_of(term.any_form), weights[term] / whole) for term in matched]
    return Ranking(_ordered(asked, every, index, papers), missed)


def _matching(term: Term, index: SearchIndex, allowed: frozenset[int] | None) -> frozenset[int]:
    if not term.forms:
        return frozenset()
    places = index.matching(term.expression)
    return places if allowed is None else places & allowed


def _ordered(
    asked: Sequence[_Asked], every: frozenset[int], index: SearchIndex, papers: Sequence[Paper]
) -> tuple[int, ...]:
    some = every if len(every) >= _ENOUGH else frozenset().union(*(one.places for one in asked))
    bm25 = _bm25([one.term for one in asked], index)
    scores = {place: bm25[place] * sqrt(sum(one.share for one in asked if place in one.places)) for place in some}

    def key(place: int) -> tuple[bool, float, int]:
        return place not in every, -scores[place], place

    ordered = sorted(scores, key=key)
    close, rest = ordered[:_CLOSELY], ordered[_CLOSELY:]
    for place in close:
        scores[place] *= 1 + _TITLE * _title_share(papers[place], asked)
    close.sort(key=key)
    least = max(scores.values()) * _TAIL
    return tuple(place for place in [*close, *rest] if place in every or scores[place] >= least)


def _bm25(terms: Sequence[Term], index: SearchIndex) -> dict[int, float]:
    scores: dict[int, float] = {}
    for slip, worth in ((False, 1.0), (True, _GUESS)):
        expression = " OR ".join(f"({term.expression})" for term in terms if term.slip is slip)
        for place, score in index.scores(expression).items() if expression else ():
            scores[place] = scores.get(place, 0.0) + worth * score
    return scores


def _title_share(paper: Paper, asked: Sequence[_Asked]) -> float:
    """Return how much of the query its title has, and a little for how much of the title the query is."""
    folded = fold(paper.title)
    title = [*words(folded), *joined_forms(folded)]
    subject = [word for word in title if word not in STOP_WORDS]
    covered = sum(any(word in one.words for one in asked) for word in subject) / max(1, len(subject))
    return sum(one.in_title(title) for one in asked) + _WHOLE_TITLE * covered


def telling(term: Term, index: SearchIndex, papers: int) -> float:
    """Return how much a term tells: more the fewer papers have it (BM25's inverse document frequency, never negative)."""
    matching = len(index.matching(term.expression))
    weight = log(1 + (papers - matching + 0.5) / (matching + 0.5))
    return weight * _GUESS if term.slip else weight
