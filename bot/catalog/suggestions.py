"""What else would find something where a query found nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from bot.catalog.query import Term, rewritten
from bot.catalog.results import SearchQuery, Suggestion
from bot.catalog.words import STOP_WORDS, fold, words

__all__ = ["alternatives"]

_MOST = 3
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")

# What is given up, for people, and the query without it.
_Drop = tuple[str, Callable[[SearchQuery], SearchQuery]]


def alternatives(
    query: SearchQuery, missed: Sequence[Term], total: Callable[[SearchQuery], int]
) -> tuple[Suggestion, ...]:
    """Return queries that give up as little as it takes to find something; ``total`` counts what a query finds.

    What can be given up are the category, the dates, the source, and the words of ``missed`` that stand nowhere. Those that
    give up the least come first, of these those that keep the words, which say what is looked for, and then those that find
    the most.
    """
    drops = _drops(query, missed)
    found: dict[frozenset[int], Suggestion] = {}
    for size in range(1, len(drops) + 1):
        for places in combinations(range(len(drops)), size):
            enough = any(fewer <= set(places) for fewer in found)
            suggestion = None if enough else _suggestion(query, [drops[place] for place in places], total)
            if suggestion is not None:
                found[frozenset(places)] = suggestion
    ordered = sorted(found.items(), key=lambda item: (len(item[0]), item[1].query.text != query.text, -item[1].total))
    return tuple(suggestion for _, suggestion in ordered)[:_MOST]


def _suggestion(query: SearchQuery, dropped: Sequence[_Drop], total: Callable[[SearchQuery], int]) -> Suggestion | None:
    other = query
    for _, less in dropped:
        other = less(other)
    # Everything there is is no answer to a word that is nowhere.
    if query.text.strip() and other == SearchQuery(""):
        return None
    count = total(other)
    return Suggestion(other, count, f"without {' and '.join(name for name, _ in dropped)}") if count else None


def _drops(query: SearchQuery, missed: Sequence[Term]) -> list[_Drop]:
    drops: list[_Drop] = []
    if query.category:
        drops.append(("the category", lambda query: replace(query, category=None)))
    if query.since or query.until:
        drops.append(("the dates", lambda query: replace(query, since=None, until=None)))
    if query.source:
        drops.append(("the source", lambda query: replace(query, source=None)))
    if missed:
        named = " and ".join(f'"{query.text[term.start : term.end]}"' for term in missed)
        rest = _without_signs(rewritten(query.text, dict.fromkeys(missed, " ")))
        rest = rest if set(words(fold(rest))) - STOP_WORDS else ""
        drops.append((named, lambda query: replace(query, text=rest)))
    return drops


def _without_signs(text: str) -> str:
    """Return the words without what was around them: of ``<@123> hi`` less 123 nothing but ``hi`` is to be read."""
    return " ".join(word for piece in text.split() if (word := _EDGE.sub("", piece)))
