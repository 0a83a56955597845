"""The words of the corpus, for mending those that it does not know."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.catalog.words import STOP_WORDS

__all__ = ["Vocabulary", "slips_allowed"]

_SHORTEST_MENDED = 4
_MOST_GUESSES = 6
# Longer than any word of the corpus that is worth mending or parting.
_LONGEST_MENDED = 60


class Vocabulary:
    """Finds the known words nearest to an unknown one; ``frequency`` is in how many papers each is."""

    def __init__(self, frequency: Mapping[str, int]) -> None:
        self._frequency = frequency
        self._by_length: dict[int, list[str]] = {}
        for word in frequency:
            if len(word) >= _SHORTEST_MENDED - 1 and word not in STOP_WORDS:
                self._by_length.setdefault(len(word), []).append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the known words with the fewest slips, the most alike first; none for a short word or a number.

        A slip is a letter too many, missing, wrong, or two swapped; more than one only in longer words.
        """
        allowed = slips_allowed(word)
        if not allowed:
            return ()
        found: dict[str, float] = {}
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            known = self._by_length.get(length, ())
            found.update(
                (match, slips)
                for match, slips, _ in process.extract(
                    word, known, scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=None
                )
            )
        fewest = min(found.values(), default=0)
        likely = [match for match, slips in found.items() if slips == fewest]
        return tuple(sorted(likely, key=lambda match: self._rank(word, match)))[:_MOST_GUESSES]

    def split(self, word: str) -> tuple[str, ...]:
        """Return the two known words that ``word`` is written together from, else nothing."""
        if len(word) > _LONGEST_MENDED:
            return ()
        pairs = [
            (word[:cut], word[cut:])
            for cut in range(3, len(word) - 2)
            if word[:cut] in self._frequency and word[cut:] in self._frequency
        ]
        return max(pairs, key=lambda pair: min(self._frequency[part] for part in pair), default=())

    def _rank(self, typed: str, match: str) -> tuple[float, int, str]:
        return -round(JaroWinkler.similarity(typed, match), 2), -self._frequency[match], match


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold and still be told: 0 where it is short or mostly a number."""
    letters = sum(not character.isdigit() for character in word)
    if letters < _SHORTEST_MENDED - (letters < len(word)):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 11 else 3
