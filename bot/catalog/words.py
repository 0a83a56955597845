"""How text becomes words, the same for papers and for queries: folded case, accents, hyphens, Greek letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["STOP_WORDS", "Token", "fold", "joined_forms", "tokens", "words"]

# Words that say nothing about a paper's subject; a query of nothing else keeps them.
STOP_WORDS = frozenset(
    (
        "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
        "could", "did", "do", "does", "for", "from", "had", "has", "have", "how", "http", "https", "i", "if", "in", "into",
        "is", "it", "its", "me", "more", "most", "my", "no", "not", "of", "on", "only", "or", "our", "paper",
        "papers", "s", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "those", "to", "via", "was", "we", "were", "what", "when", "where", "which", "while",
        "who", "why", "will", "with", "would", "www", "you", "your",
    )
)  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_HYPHENS = re.compile("[\u2010-\u2013\u2212]")
# Words written as one: with hyphens (pre-training, GPT-3.5), or with a 2 that is read "to" (text2image).
# The look-behind and the possessive quantifier keep it linear on a word of any length.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:(?:-|(?<=\d)\.(?=\d))[^\W_]++)+")
_TWO = re.compile(r"(?<=[a-z])2(?=[a-z])")
_SPELLED = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_GREEK = re.compile("[α-ω]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text that is shown: its folded form, and where it stands."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain hyphens."""
    if text.isascii():
        return text.lower()
    return _HYPHENS.sub("-", _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold()))


def words(folded: str) -> list[str]:
    """Return the words of a folded text in their order."""
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


def joined_forms(folded: str) -> list[str]:
    """Return what the text's compounds are when written as one word, and Greek letters by name.

    ``Pre-training with Text2Image and PanGu-Σ`` gives pretraining, texttoimage, panguσ, pangusigma.
    """
    found = [form for chunk in folded.split() if "-" in chunk or "2" in chunk for form in _forms(chunk)]
    if not folded.isascii() and _GREEK.search(folded):
        found += [_GREEK.sub(_name, word) for word in [*words(folded), *found] if _GREEK.search(word)]
    return found


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of an unfolded text with their places in it."""
    for match in _SPELLED.finditer(text):
        spelled = match.group()
        for word in (spelled.lower(),) if spelled.isascii() else words(fold(spelled)):
            yield Token(word, match.start(), match.end())


def _forms(chunk: str) -> Iterator[str]:
    if "-" in chunk:
        for compound in _COMPOUND.findall(chunk):
            yield compound.replace("-", "").replace(".", "")
    if "2" in chunk:
        for word in words(chunk):
            if _TWO.search(word):
                yield _TWO.sub("to", word)


def _name(match: re.Match[str]) -> str:
    # Unicode spells this one letter as nobody else does.
    return unicodedata.name(match.group()).split()[3].lower().replace("lamda", "lambda")
