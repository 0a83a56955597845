"""Citation keys: short enough to type, and each only once in a file."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count

from bot.exports.authors import last_name
from bot.models import Paper

__all__ = ["Keys"]

_WORDS = re.compile(r"[a-z0-9]+")
_FILLERS = "a an the on of in for to and or with by from is are as at via towards toward how what why do does not"
_EMPTY_WORDS = frozenset(_FILLERS.split())
_LONGEST_WORD = 24


class Keys:
    """Gives out keys such as ``bubeck2023sparks``, or ``sparks2023artificial`` where no author is known."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def new(self, paper: Paper, year: int) -> str:
        """Return a key of ``[a-z0-9-]`` that was not given out before; of several alike, the later ones get a number."""
        title = _telling_words(paper.title)
        name = "".join(_words(last_name(paper.authors[0]))) if paper.authors else ""
        first = name or next(iter(title), "paper")
        # Behind the year a word that begins with a digit would be read as part of it.
        second = next((word for word in title if word != first and not word[0].isdigit()), "")
        base = f"{first[:_LONGEST_WORD]}{year}{second[:_LONGEST_WORD]}"
        key = next(key for key in chain([base], (f"{base}-{number}" for number in count(2))) if key not in self._used)
        self._used.add(key)
        return key


def _telling_words(title: str) -> list[str]:
    return [word for word in _words(title) if word not in _EMPTY_WORDS]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORDS.findall(plain.lower().replace("'", ""))
