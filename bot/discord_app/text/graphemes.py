"""Where a text may be cut without breaking a character as people see it.

A working subset of Unicode's extended grapheme clusters (https://unicode.org/reports/tr29/): combining marks, variation
selectors, emoji modifiers, joined emoji, flags, tag sequences and Hangul syllables stay whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

__all__ = ["boundaries"]

_JOINER = "\u200d"
_HANGUL_LEADING, _HANGUL_MEDIAL, _HANGUL_TRAILING = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)


def boundaries(text: str) -> Iterator[int]:
    """Yield every index at which a grapheme ends, in rising order; the last one is the length of the text."""
    flags = 0  # regional indicators in a row: they pair up into flags
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        flags = flags + 1 if _is_flag_half(before) else 0
        if not _joined(before, after, flags):
            yield index
    if text:
        yield len(text)


def _joined(before: str, after: str, flags: int) -> bool:
    if _extends(after) or before == _JOINER or (before == "\r" and after == "\n"):
        return True
    if _is_flag_half(before) and _is_flag_half(after):
        return flags % 2 == 1
    return _hangul(ord(before), ord(after))


def _extends(char: str) -> bool:
    """Whether a character belongs to the one before it: marks, the joiner, emoji skin tones, tags."""
    return (
        unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char == _JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _hangul(before: int, after: int) -> bool:
    syllable = 0xAC00 <= before <= 0xD7A3
    open_syllable = syllable and (before - 0xAC00) % 28 == 0
    if before in _HANGUL_LEADING:
        return after in _HANGUL_LEADING or after in _HANGUL_MEDIAL or 0xAC00 <= after <= 0xD7A3
    if before in _HANGUL_MEDIAL or open_syllable:
        return after in _HANGUL_MEDIAL or after in _HANGUL_TRAILING
    return (before in _HANGUL_TRAILING or syllable) and after in _HANGUL_TRAILING
