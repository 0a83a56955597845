"""Where a text may be cut: at the end of a word, and never inside what a reader sees as one character."""

from __future__ import annotations

import unicodedata

__all__ = ["ELLIPSIS", "broken_off", "cut", "grapheme_start"]

ELLIPSIS = "…"
_DANGLING = " ,;:–—-"
_ZERO_WIDTH_JOINER = "\u200d"
# Emoji modifiers (skin tones), tags (flags of regions) and keycaps belong to the character before them.
_TRAILING = (range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080), range(0xFE00, 0xFE10))
_REGIONAL = range(0x1F1E6, 0x1F200)
_HANGUL = range(0x1100, 0x1200)


def cut(text: str, limit: int) -> str:
    """Return the text if it has at most ``limit`` characters, else its beginning up to the end of a word and an ellipsis.

    A single word that is too long is cut inside, but between graphemes. Never longer than ``limit``; "" for a limit below 1.
    """
    if len(text) <= limit:
        return text
    room = limit - len(ELLIPSIS)
    if room < 0:
        return ""
    end = room
    if not text[room].isspace():
        end = next((place for place in range(room, 0, -1) if text[place - 1].isspace()), 0) or grapheme_start(
            text, room
        )
    return broken_off(text[:end])


def broken_off(beginning: str) -> str:
    """Return the beginning of a text with an ellipsis, without what would dangle before it."""
    return beginning.rstrip().rstrip(_DANGLING) + ELLIPSIS


def grapheme_start(text: str, place: int) -> int:
    """Return the nearest place at or before ``place`` where a character as seen by a reader begins.

    A close approximation of Unicode's extended grapheme clusters (UAX #29): combining and enclosing marks, joined emoji,
    skin tones, flags, Hangul syllables in pieces, and CR LF stay whole.
    """
    while 0 < place < len(text) and _continues(text, place):
        place -= 1
    return place


def _continues(text: str, place: int) -> bool:
    before, here = text[place - 1], text[place]
    if unicodedata.category(here).startswith("M") or _ZERO_WIDTH_JOINER in (here, before):
        return True
    if any(ord(here) in trailing for trailing in _TRAILING):
        return True
    if ord(here) in _REGIONAL:
        flags = len(text[:place]) - len(text[:place].rstrip("".join(map(chr, _REGIONAL))))
        return flags % 2 == 1
    return (ord(before) in _HANGUL and ord(here) in _HANGUL) or (before, here) == ("\r", "\n")
