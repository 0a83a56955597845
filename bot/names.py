"""What can be told of an author's name by looking at it."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["are_others", "is_person", "words_before_suffix"]

# A group signs as it is called: "Gemini Team", "The ATLAS Collaboration", "AI at Meta".
_GROUP = re.compile(
    r"\b(?:(?i:team|collaboration|consortium|group|project|institute|inc|ltd|labs?|university|research)|AI)\b"
)
_ET_AL = re.compile(r"\bet al\b", re.IGNORECASE)
_OTHERS = re.compile(r"(?:et al\.?|(?:and )?others)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)


def is_person(name: str) -> bool:
    """Return whether this may be one person's name: not a group's, and not ``Vaswani et al.``, which is several."""
    return not (_GROUP.search(name) or _ET_AL.search(name))


def are_others(name: str) -> bool:
    """Return whether an entry among authors stands for those who are not named: ``et al.``, ``others``."""
    return _OTHERS.fullmatch(name) is not None


def words_before_suffix(words: Sequence[str]) -> int:
    """Return how many words of a name stand before ``Jr.``, ``III`` and the like: at least one where there are any."""
    count = len(words)
    while count > 1 and _SUFFIX.fullmatch(words[count - 1]):
        count -= 1
    return count
