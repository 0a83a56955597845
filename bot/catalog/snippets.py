"""The passage of a paper that shows why it was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.catalog.cutting import ELLIPSIS, grapheme_start
from bot.catalog.results import Fragment
from bot.catalog.words import fold, joined_forms, tokens
from bot.models import Paper

__all__ = ["snippet"]

# Characters, without the ellipses: three lines on a phone.
_LENGTH = 200
# Characters that are looked at for a passage: ten times the longest abstract of the bundled list.
_LOOKED_AT = 20_000
# Authors that are looked at; the index knows no more of them.
_AUTHORS_LOOKED_AT = 100
# How far a passage may move to begin with a sentence or a word.
_SLACK = 40
_LONGEST_WORD = 80
# The look-behind and the possessive quantifier keep it linear on a word of any length.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-\u2010\u2011.][^\W_]++)+")
_SENTENCE_START = re.compile(r"(?<=[.!?])\s+(?=[^\W_a-z])")
# A word that is there again adds little to a passage that has it already.
_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    weights: Mapping[int, float]


def snippet(paper: Paper, terms: Sequence[frozenset[str]], weights: Sequence[float]) -> tuple[Fragment, ...]:
    """Return the best passage of abstract and curated summary, else of the authors, with the matched words set off.

    ``terms`` holds per term of the query the words that count as it, ``weights`` what each is worth; of two passages that are
    worth the same, the abstract's is shown. Where no text has a word, the abstract's beginning is, else the summary's, or the
    title's words for a paper without text. Joined, the fragments are a contiguous passage of the text, with an ellipsis where
    it was cut.
    """
    worth: dict[str, dict[int, float]] = {}
    for place, counting in enumerate(terms):
        for word in counting:
            worth.setdefault(word, {})[place] = weights[place]
    best: tuple[float, tuple[Fragment, ...]] = (0.0, ())
    for text in (paper.abstract, paper.summary):
        matches = list(_matches(text, worth))
        if matches:
            window, value = _best_window(text[:_LOOKED_AT], matches)
            best = max(best, (value, _fragments(text, *window, matches)), key=lambda found: found[0])
    if best[1]:
        return best[1]
    names = ", ".join(paper.authors[:_AUTHORS_LOOKED_AT])
    if by_name := list(_matches(names, worth)):
        return _fragments(names, *_best_window(names, by_name)[0], by_name)
    text = next((text for text in (paper.abstract, paper.summary, paper.title) if text.strip()), "")
    return _fragments(text, *_window(text[:_LOOKED_AT], 0, 0), list(_matches(text, worth)))


def _matches(text: str, worth: Mapping[str, Mapping[int, float]]) -> Iterator[_Match]:
    """Yield where words of the terms stand; a compound whose joined form is one of them is one match."""
    found = [match for match in _spans(text[:_LOOKED_AT]) if match[2] in worth]
    covered = 0
    for start, end, form in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= covered and end - start <= _LONGEST_WORD:
            covered = end
            yield _Match(start, end, worth[form])


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a text and the joined forms of its compounds, each with its place."""
    for match in _COMPOUND.finditer(text):
        for form in joined_forms(fold(match.group())):
            yield match.start(), match.end(), form
    for token in tokens(text):
        yield token.start, token.end, token.word
        if "2" in token.word or not token.word.isascii():
            for form in joined_forms(token.word):
                yield token.start, token.end, form


def _best_window(text: str, matches: Sequence[_Match]) -> tuple[tuple[int, int], float]:
    """Return the passage whose matches are worth most, and what; of equal ones the first."""
    best, best_worth = (0, 0), -1.0
    counts: Counter[int] = Counter()
    worth, following = 0.0, 0
    for number, first in enumerate(matches):
        # The passage that begins with this match holds what the one before held, and perhaps more behind.
        while following <= number or (following < len(matches) and matches[following].end - first.start <= _LENGTH):
            worth += _gained(counts, matches[following], 1)
            following += 1
        if worth > best_worth + 1e-9:
            best, best_worth = (first.start, matches[following - 1].end), worth
        worth -= _gained(counts, first, -1)
    return _window(text, *best), best_worth


def _gained(counts: Counter[int], match: _Match, step: int) -> float:
    """Count a match in, or out where ``step`` is -1, and return by how much the passage is worth more with it."""
    gained = 0.0
    for term, weight in match.weights.items():
        others = counts[term] if step > 0 else counts[term] - 1
        gained += weight * (_AGAIN if others else 1)
        counts[term] += step
    return gained


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """Widen ``first:last`` to about ``_LENGTH`` characters that begin and end with whole words, at a sentence if one is near."""
    room = max(0, _LENGTH - (last - first))
    start = max(0, min(first - room // 2, len(text) - _LENGTH))
    starts = [match.end() for match in _SENTENCE_START.finditer(text, max(0, start - _SLACK), first + 1)]
    if start <= _SLACK and last <= _LENGTH + _SLACK // 2:
        start = 0
    elif start > 0:
        near = [place for place in starts if last - place <= _LENGTH + _SLACK // 2]
        start = min(near, key=lambda place: abs(place - start), default=None) or _word_start(text, start, first)
    end = _word_end(text, min(len(text), max(last, start + _LENGTH)), last)
    return start, end


def _word_start(text: str, place: int, latest: int) -> int:
    """Return where the next word begins, at the latest at ``latest``."""
    if text[place - 1].isspace():
        return place
    nearest = next((at + 1 for at in range(place, min(latest, place + _SLACK)) if text[at].isspace()), None)
    return grapheme_start(text, place) if nearest is None else nearest


def _word_end(text: str, place: int, earliest: int) -> int:
    """Return where the last whole word before ``place`` ends, not before ``earliest``."""
    if place >= len(text) or text[place].isspace():
        return place
    nearest = next((at for at in range(place, max(earliest, place - _SLACK), -1) if text[at - 1].isspace()), None)
    return max(earliest, grapheme_start(text, place)) if nearest is None else nearest - 1


def _fragments(text: str, start: int, end: int, matches: Sequence[_Match]) -> tuple[Fragment, ...]:
    """Return ``text[start:end]`` without white space around it, the matches in it set off, with ellipses where it was cut."""
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    pieces: list[tuple[str, bool]] = [(ELLIPSIS, False)] if text[:start].strip() else []
    at = start
    for match in matches:
        if start <= match.start and match.end <= end:
            pieces += [(text[at : match.start], False), (text[match.start : match.end], True)]
            at = match.end
    pieces += [(text[at:end], False), (ELLIPSIS if text[end:].strip() else "", False)]
    return tuple(_joined(pieces))


def _joined(pieces: Sequence[tuple[str, bool]]) -> Iterator[Fragment]:
    """Yield the pieces that hold something, neighbours of one kind as one."""
    text, matched = "", False
    for piece, is_match in pieces:
        if piece and (is_match or matched) and text:
            yield Fragment(text, matched)
            text = ""
        if piece:
            text, matched = text + piece, is_match
    if text:
        yield Fragment(text, matched)
