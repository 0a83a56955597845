"""Authors as BibTeX reads them: joined by "and", a comma parting last from first names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.exports.latex import latex
from bot.exports.plain import one_line

__all__ = ["last_name", "latex_authors"]

_ET_AL = re.compile(r"(?:et al\.?|and others|others)", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:collaboration|consortium|team|group|project|institute|inc|ltd|et al)\b\.?", re.IGNORECASE)
_BEHIND_A_NAME = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)


def latex_authors(authors: Sequence[str]) -> str:
    """Return the names joined by "and", "" for none; what is no person's name, or holds an "and", is one name in braces."""
    names = [name for one in authors if (name := one_line(one))]
    return " and ".join(map(_author, names))


def last_name(author: str) -> str:
    """Return the word by which an author is sorted: the last one, or the one before a comma; the first of a group."""
    name = one_line(author)
    if _TOGETHER.search(name):
        return name.split()[0]
    words = name.strip(", ").partition(",")[0].split()
    while len(words) > 1 and _BEHIND_A_NAME.fullmatch(words[-1]):
        words.pop()
    return words[-1] if words else ""


def _author(name: str) -> str:
    if _ET_AL.fullmatch(name):
        return "others"
    return f"{{{latex(name)}}}" if _is_one_piece(name) else latex(name)


def _is_one_piece(name: str) -> bool:
    """Whether BibTeX would take the name apart wrongly: groups, an "and" within, more commas than a name has, none before one."""
    words = name.casefold().split()
    parts = name.split(",")
    odd = len(parts) > 2 or not all(part.strip() for part in parts)
    return odd or "and" in words or bool(_TOGETHER.search(name))
