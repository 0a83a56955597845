"""The authors of a paper, one by one, from the many ways in which lists name them.

A comma parts two names, or the two parts of one ("Lovelace, Ada"). Where that cannot be told, the text stays one entry: it reads
as it was written, and only the counting suffers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.dataset.tables.values import line_of, text_of

__all__ = ["authors_of"]

# For text with single spaces; on runs of them, these would be slow.
_AND = re.compile(r",? (?:and|&) ", re.IGNORECASE)
_COMMA = re.compile(r" ?, ?")
_BREAK = re.compile(r"[;\r\n]")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,3}")
# They follow a comma and belong to the name before it.
_SUFFIXES = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "inc", "inc.", "ltd", "ltd."}
)
_GIVEN, _FAMILY = ("given", "first", "first_name", "firstname"), ("family", "last", "last_name", "lastname")


def authors_of(value: object) -> tuple[str, ...]:
    """Return the authors in order, from a list of names or of objects with names, or from a text that joins them.

    Names stay as they are written. Raise CellError for what holds none.
    """
    if isinstance(value, list):
        return tuple(filter(None, map(_name, value)))
    if isinstance(value, Mapping):
        return tuple(filter(None, (_name(value),)))
    parts = list(filter(None, (" ".join(part.split()) for part in _BREAK.split(text_of(value)))))
    return tuple(filter(None, _parted(parts[0]) if len(parts) == 1 else parts))


def _name(value: object) -> str:
    if not isinstance(value, Mapping):
        return line_of(value)
    if "name" in value:
        return line_of(value["name"])
    parts = (line_of(next((value[key] for key in keys if key in value), "")) for keys in (_GIVEN, _FAMILY))
    return " ".join(filter(None, parts))


def _parted(text: str) -> list[str]:
    """Part a text without semicolons, on one line with single spaces."""
    between_ands = _AND.split(text)
    if len(between_ands) > 1 and all(len(_with_suffixes(_COMMA.split(part))) == 2 for part in between_ands):
        return between_ands  # BibTeX: Lovelace, Ada and Babbage, Charles
    pieces = _with_suffixes([piece for part in between_ands for piece in _COMMA.split(part) if piece])
    inverted = list(zip(pieces[::2], pieces[1::2], strict=False))
    if len(pieces) == 2 * len(inverted) and all(_INITIALS.fullmatch(given) for _, given in inverted):
        return [f"{family}, {given}" for family, given in inverted]
    full = sum(" " in piece or "." in piece for piece in pieces)
    if full == len(pieces) or (len(pieces) > 2 and full * 2 > len(pieces)):
        return pieces
    # No comma: only "and" parts them. Else it may be one name, family name first.
    return between_ands if len(pieces) == len(between_ands) else [text]


def _with_suffixes(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.casefold() in _SUFFIXES:
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined
