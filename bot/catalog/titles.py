"""Titles as they are being typed: fast enough for every key stroke on the event loop, and never an error."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.arxiv import find_arxiv_id
from bot.catalog.vocabulary import slips_allowed
from bot.catalog.words import STOP_WORDS, fold, joined_forms, words
from bot.models import Paper

__all__ = ["TitleIndex"]

# Discord's option holds 200 characters; more words than a title has find nothing better.
_MOST_CHARACTERS = 200
_MOST_WORDS = 16
# Words typed so far, with what they may become: those of the people typing now.
_KEPT = 256
# Similarity from 0 to 100 under which a title is not what was meant.
_LEAST_ALIKE = 40
# The same for a text that nobody is typing on: "energytransf ormer" is near to a title, any sentence is not.
_LEAST_NEAR = 60
_SHORTEST_BEGINNING = 3


class TitleIndex:
    """The titles of a sequence of papers, newest week first. Thread-safe."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._titles: list[str] = []
        self._places: dict[str, list[int]] = {}
        for place, paper in enumerate(papers):
            folded = fold(paper.title)
            title = words(folded)
            self._titles.append(" " + " ".join(title))
            for word in {*title, *joined_forms(folded)}:
                self._places.setdefault(word, []).append(place)
        self._sorted = sorted(self._places)
        self._meant = lru_cache(_KEPT)(_Speller(self._sorted, self._places).meant)

    def suggest(self, typed: str, limit: int) -> tuple[Paper, ...]:
        """Return the papers that the typed beginning means, best first; with nothing typed the newest week's in their order.

        Each word is the beginning of any word of a title, or a slip of one. Titles with all words come first: those that
        begin as typed, then those that hold it as it stands, then the others; recent weeks before old. Where no title is
        near, the most alike ones.
        """
        typed = typed.strip()[:_MOST_CHARACTERS]
        if not typed:
            return tuple(self._papers[:limit])
        return self._by_arxiv_id(typed, limit) or self._by_words(typed, limit)

    def nearest(self, asked: str, limit: int) -> tuple[Paper, ...]:
        """Return the papers whose titles come near a finished text, best first; none where no title does.

        Stricter than :meth:`suggest`, whose typist may be in the middle of a word: two letters are no word's beginning, and
        a title that is merely the most alike is not near.
        """
        asked = asked.strip()[:_MOST_CHARACTERS]
        telling = [word for word in words(fold(asked)) if len(word) >= _SHORTEST_BEGINNING or word in self._places]
        if not telling:
            return ()
        return self._by_arxiv_id(asked, limit) or self._by_words(" ".join(telling), limit, _LEAST_NEAR)

    def _by_arxiv_id(self, typed: str, limit: int) -> tuple[Paper, ...]:
        known = find_arxiv_id(typed)
        begin = known.base if known else fold(typed).removeprefix("arxiv:").strip()
        if known is None and not begin[:4].isdigit():
            return ()
        found = [p for p in self._papers if p.arxiv_id is not None and p.arxiv_id.base.startswith(begin)]
        return tuple(found[:limit])

    def _by_words(self, typed: str, limit: int, alike: float = _LEAST_ALIKE) -> tuple[Paper, ...]:
        asked = words(fold(typed))[:_MOST_WORDS]
        telling = [word for word in asked[:-1] if word not in STOP_WORDS] + asked[-1:]
        costs: dict[int, float] = {}
        for reading in self._readings(telling):
            for place, cost in self._costs(reading).items():
                costs[place] = min(cost, costs.get(place, cost))
        if not costs:
            return self._alike(" ".join(asked), limit, alike)
        phrase = " " + " ".join(asked)

        def key(place: int) -> tuple[float, int, int]:
            title = self._titles[place]
            return costs[place], 0 if title.startswith(phrase) else 1 if phrase in title else 2, place

        return tuple(self._papers[place] for place in sorted(costs, key=key)[:limit])

    def _readings(self, telling: list[str]) -> Iterator[list[str]]:
        """Yield the words as typed, and with neighbours as one word where a title has that ("chat gpt", ChatGPT)."""
        yield telling
        for place in range(len(telling) - 1):
            joined = telling[place] + telling[place + 1]
            if joined in self._places:
                yield [*telling[:place], joined, joined, *telling[place + 2 :]]

    def _costs(self, telling: Sequence[str]) -> dict[int, float]:
        """Return how far each title is from the words: its slips, and much for each word it lacks; half of them must be there."""
        lacking = 10.0
        costs: dict[int, float] = {}
        found: dict[int, int] = {}
        for number, word in enumerate(telling):
            for place, slips in self._meant(word, number == len(telling) - 1).items():
                costs[place] = costs.get(place, 0.0) + slips - lacking
                found[place] = found.get(place, 0) + 1
        most = max(found.values(), default=0)
        if most * 2 < len(telling):
            return {}
        return {place: cost for place, cost in costs.items() if found[place] == most}

    def _alike(self, typed: str, limit: int, least: float) -> tuple[Paper, ...]:
        if not typed:
            return ()
        alike = process.extract(typed, self._titles, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=limit)
        return tuple(self._papers[place] for _, _, place in alike)


class _Speller:
    """What a typed word may stand for among the words of the titles."""

    def __init__(self, known: Sequence[str], places: dict[str, list[int]]) -> None:
        self._known = known
        self._places = places

    def meant(self, word: str, unfinished: bool) -> dict[int, float]:
        """Return the titles that have the word, one that it begins, or one that it is a slip of, with the number of slips."""
        begun = self._begun(word)
        found = dict.fromkeys(begun, 0.0) or self._slips(word, unfinished)
        places: dict[int, float] = {}
        for match, slips in sorted(found.items(), key=lambda item: item[1], reverse=True):
            places.update(dict.fromkeys(self._places[match], slips))
        return places

    def _begun(self, word: str) -> Iterable[str]:
        return self._known[bisect_left(self._known, word) : bisect_left(self._known, word + "\U0010ffff")]

    def _slips(self, word: str, unfinished: bool) -> dict[str, float]:
        """Compare with whole words, and a word that is still being typed with beginnings of its length."""
        allowed = slips_allowed(word)
        if not allowed:
            return {}
        found: dict[str, float] = {}
        lengths = (len(word) + 1, len(word), len(word) - 1) if unfinished else ()
        for known in (self._known, *([other[:length] for other in self._known] for length in lengths)):
            for _, slips, place in process.extract(
                word, known, scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=None
            ):
                match = self._known[place]
                found[match] = min(slips, found.get(match, slips))
        return found
