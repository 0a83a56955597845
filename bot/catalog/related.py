"""Papers about the same: neighbours by the words that tell them apart from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

from bot.arxiv.taxonomy import same_category
from bot.catalog.search_index import SearchIndex
from bot.catalog.words import STOP_WORDS, fold, words
from bot.models import Paper

__all__ = ["related_papers"]

# The paper's most telling words find the candidates; the cosine over all words orders them.
_TELLING_WORDS = 25
_CANDIDATES = 40
_TITLE_COUNTS = 3
_SAME_CATEGORY = 0.05


def related_papers(paper: Paper, papers: Sequence[Paper], index: SearchIndex, limit: int) -> tuple[Paper, ...]:
    """Return up to ``limit`` papers nearest to ``paper`` by TF-IDF cosine over title, summary and abstract.

    Never the paper itself, in another week either, and no paper twice; a shared category counts a little. Deterministic.
    """
    vector = _vector(paper, index, len(papers))
    telling = sorted(vector, key=lambda word: (-vector[word], word))[:_TELLING_WORDS]
    if not telling:
        return ()
    scores = index.scores(" OR ".join(f'"{word}"' for word in telling))
    nearest: dict[str, tuple[float, int]] = {}
    for place in sorted(scores, key=lambda place: (-scores[place], place))[:_CANDIDATES]:
        other = papers[place]
        likeness = _cosine(vector, _vector(other, index, len(papers)))
        if other.category and same_category(paper.category, other.category):
            likeness += _SAME_CATEGORY
        entry = (-likeness, place)
        nearest[other.identity] = min(entry, nearest.get(other.identity, entry))
    nearest.pop(paper.identity, None)
    return tuple(papers[place] for _, place in sorted(nearest.values())[: max(0, limit)])


def _vector(paper: Paper, index: SearchIndex, papers: int) -> Mapping[str, float]:
    """Return the weight of each word of a paper that another paper has too, as a vector of length 1."""
    counts = Counter(words(fold(paper.title)) * _TITLE_COUNTS + words(fold(f"{paper.summary} {paper.abstract}")))
    singular: Counter[str] = Counter()
    for word, count in counts.items():
        if word not in STOP_WORDS:
            singular[_singular(word, index.frequency)] += count
    weights = {
        word: (1 + log(count)) * log((papers + 1) / index.frequency[word])
        for word, count in singular.items()
        if index.frequency.get(word, 0) > 1
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _singular(word: str, known: Mapping[str, int]) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in known else word


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)
