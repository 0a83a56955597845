"""The words of the corpus, for mending those that it does not know.

An unknown word is a slip, or a word of which the list simply has nothing: "protein" is two letters from "protect", and whoever
types it means no paper about protection. So a guess must be plausible. Titles are what people copy and remember, and have
few words: those are guessed freely. Any other word of an abstract must be nearer, must begin with the same letter, and must
not get another ending.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.catalog.words import STOP_WORDS

__all__ = ["Vocabulary", "slips_allowed"]

_SHORTEST_MENDED = 4
_MOST_GUESSES = 6
# How many letters it takes to believe in 0, 1, 2 or 3 slips of a word that titles have, and of one that only texts have.
# Chosen on random slips in titles (nearly all are found), and on other lists' words that this one lacks: one in eleven is
# mended by mistake.
_LETTERS_IN_TITLES = (0, 4, 8, 12)
_LETTERS_ELSEWHERE = (0, 6, 9, 12)
# Longer than any word of the corpus that is worth mending or parting.
_LONGEST_MENDED = 60


class Vocabulary:
    """Finds the known words nearest to an unknown one.

    ``frequency`` is in how many papers each word is, ``titles`` those words that stand in a title.
    """

    def __init__(self, frequency: Mapping[str, int], titles: Collection[str]) -> None:
        self._frequency = frequency
        self._titles = titles
        self._by_length: dict[int, list[str]] = {}
        for word in frequency:
            if len(word) >= _SHORTEST_MENDED - 1 and word not in STOP_WORDS:
                self._by_length.setdefault(len(word), []).append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the known words with the fewest slips, the most alike first; none for a short word or a number.

        A slip is a letter too many, missing, wrong, or two swapped; more than one only in longer words. What is not plausible
        as a slip (see above) is not guessed.
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
                if self._is_plausible(word, match, int(slips))
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

    def _is_plausible(self, typed: str, match: str, slips: int) -> bool:
        if match in self._titles:
            return len(typed) >= _LETTERS_IN_TITLES[slips]
        begins = typed[0] == match[0] or typed[:2] == match[1::-1]
        ends = slips < 2 or typed[-1] == match[-1] or typed[-2:] == match[:-3:-1]
        return begins and ends and len(typed) >= _LETTERS_ELSEWHERE[slips]

    def _rank(self, typed: str, match: str) -> tuple[float, int, str]:
        return -round(JaroWinkler.similarity(typed, match), 2), -self._frequency[match], match


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold at the most: 0 where it is short or mostly a number."""
    letters = sum(not character.isdigit() for character in word)
    if letters < _SHORTEST_MENDED - (letters < len(word)):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 11 else 3
