"""Authors as BibTeX reads them: joined by "and", a comma parting last from first names."""

from __future__ import annotations

from collections.abc import Sequence

from bot.exports.latex import latex
from bot.exports.plain import one_line
from bot.names import are_others, is_person, words_before_suffix

__all__ = ["last_name", "latex_authors"]


def latex_authors(authors: Sequence[str]) -> str:
    """Return the names joined by "and", "" for none; what is no person's name, or holds an "and", is one name in braces."""
    names = [name for one in authors if (name := one_line(one))]
    return " and ".join(map(_author, names))


def last_name(author: str) -> str:
    """Return the word by which an author is sorted: the last one, or the one before a comma; the first of a group."""
    name = one_line(author)
    if not is_person(name):
        return name.split()[0]
    words = name.strip(", ").partition(",")[0].split()
    return words[words_before_suffix(words) - 1] if words else ""


def _author(name: str) -> str:
    if are_others(name):
        return "others"
    return f"{{{latex(name)}}}" if _is_one_piece(name) else latex(name)


def _is_one_piece(name: str) -> bool:
    """Whether BibTeX would take the name apart wrongly: groups, an "and" within, more commas than a name has, none before one."""
    words = name.casefold().split()
    parts = name.split(",")
    odd = len(parts) > 2 or not all(part.strip() for part in parts)
    return odd or "and" in words or not is_person(name)
