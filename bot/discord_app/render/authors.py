"""Who wrote a paper, on one line: initials and last names of the first, and how many more there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.discord_app.text.markdown import fit_escaped, one_line
from bot.names import are_others, is_person, words_before_suffix

__all__ = ["byline", "short_name"]

_MOST_NAMED = 3
_NAMED_OF_MANY = 2
_MOST_NAME = 60
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "zu",
    }
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff.'’\- ]+")


def byline(authors: Sequence[str]) -> str:
    """Return ``A. Vaswani, N. Shazeer and 6 more``, escaped; "" where nobody is known."""
    entries = [name for author in authors if (name := one_line(author))]
    names = [name for name in entries if not are_others(name)]
    shown = names if len(names) <= _MOST_NAMED else names[:_NAMED_OF_MANY]
    said = [fit_escaped(short_name(name), _MOST_NAME) for name in shown]
    if len(names) < len(entries):
        said.append("others")
    elif more := len(names) - len(shown):
        said.append(f"{more:,} more")
    return " and ".join([*filter(None, [", ".join(said[:-1])]), *said[-1:]])


def short_name(name: str) -> str:
    """Return a person's name with initials for all but the last name; a group's, and one in another script, as it is.

    >>> short_name("Jean-Luc van der Meer")
    'J.-L. van der Meer'
    >>> short_name("Vaswani, Ashish")
    'A. Vaswani'
    """
    family, comma, given = name.partition(", ")
    turned = f"{given} {family}" if comma and words_before_suffix(["", *given.split()]) > 1 else name
    if not _LATIN.fullmatch(turned) or not is_person(name):
        return name
    words = turned.split()
    last = words_before_suffix(words) - 1
    while last > 0 and words[last - 1].lower() in _PARTICLES:
        last -= 1
    return " ".join([*map(_initials, words[:last]), *words[last:]])


def _initials(word: str) -> str:
    """Shorten ``Jean-Luc`` to ``J.-L.``; what is short already stays."""
    parts = [part for part in word.split("-") if part]
    return word if word.endswith(".") or not parts else "-".join(f"{part[0].upper()}." for part in parts)
