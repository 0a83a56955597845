"""What a member typed, as terms that the index can be asked for. Any text gives terms; none gives an FTS5 syntax error.

A term is one word of the query with everything that counts as it: its joined form ("pre training" and "pretraining"), the
words it may be the beginning of, or, where the corpus does not know it, the words it may be a slip of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.catalog.search_index import SearchIndex
from bot.catalog.vocabulary import Vocabulary
from bot.catalog.words import STOP_WORDS, Token, joined_forms, tokens

__all__ = ["Term", "read_terms", "rewritten"]

# Discord's option holds 200 characters; a longer text comes from elsewhere, and FTS5 refuses trees deeper than 256.
_MOST_WORDS = 64
_LONGEST_JOIN = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query at ``start:end`` of its text, and the words of the corpus that count as it.

    ``forms`` is empty where nothing does. ``slip`` tells that the word as typed is unknown and ``forms`` are guesses, the
    nearest first; ``prefix`` that ``forms`` are beginnings of words; ``phrase`` that the forms follow one another.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    slip: bool = False
    prefix: bool = False
    phrase: bool = False

    @property
    def expression(self) -> str:
        """The term in FTS5's language. Forms hold letters and digits only, so quoting is all they need."""
        if self.phrase:
            return f'"{" ".join(self.forms)}"'
        return self.any_form

    @property
    def any_form(self) -> str:
        """The words that count, in FTS5's language: any of them, wherever."""
        return " OR ".join(f'"{form}"' + " *" * self.prefix for form in self.forms)


def read_terms(text: str, index: SearchIndex, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Return the terms of a query in their order, without words that say nothing, each word once."""
    spelled = list(islice(tokens(text), _MOST_WORDS))
    telling = [place for place, token in enumerate(spelled) if token.word not in STOP_WORDS]
    kept = telling or range(len(spelled))
    terms: dict[str, Term] = {}
    for place in kept:
        word = spelled[place].word
        if word not in terms:
            joins = tuple(_joins(spelled, place, index))
            terms[word] = _term(spelled[place], joins, place == len(spelled) - 1, index, vocabulary)
    return tuple(terms.values())


def rewritten(text: str, instead: Mapping[Term, str]) -> str:
    """Return the text with something else, or nothing, in place of the words of those terms."""
    places = {(term.start, term.end): word for term, word in instead.items()}
    for (start, end), word in sorted(places.items(), reverse=True):
        text = text[:start] + word + text[end:]
    return " ".join(text.split())


def _term(token: Token, joins: tuple[str, ...], is_last: bool, index: SearchIndex, vocabulary: Vocabulary) -> Term:
    """Return what the corpus has for a word: the word, else what it begins, else two words, else what it is a slip of."""
    word = token.word
    term = Term(token.start, token.end, (word, *joined_forms(word), *joins))
    if joins or index.words_of(term.any_form):
        return term
    if is_last and len(word) >= 2 and index.words_of(f'"{word}" *'):
        return replace(term, forms=(word,), prefix=True)
    parts = vocabulary.split(word)
    if parts:
        return replace(term, forms=parts, phrase=True)
    return replace(term, forms=vocabulary.near(word), slip=True)


def _joins(spelled: Sequence[Token], place: int, index: SearchIndex) -> Iterator[str]:
    """Yield the words that the corpus writes as one, or with hyphens, where the query has the word and its neighbours."""
    for length in range(2, _LONGEST_JOIN + 1):
        for first in range(max(0, place - length + 1), min(place, len(spelled) - length) + 1):
            parts = [token.word for token in spelled[first : first + length]]
            joined = "".join(parts)
            if joined in index.compounds or (joined in index.frequency and not STOP_WORDS.intersection(parts)):
                yield joined
