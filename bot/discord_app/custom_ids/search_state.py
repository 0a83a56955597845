"""A search, folded small enough to travel in the custom ids of a message's buttons.

Discord gives a component's custom id 100 characters and a query may have 200, beside a category, two days and a source. The
state is written as it is where it fits, else deflated and spelt in CJK ideographs, 14 bits each: those are single UTF-16
units, and no Unicode normalisation changes them.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import replace
from datetime import date

from bot.catalog.results import SearchQuery
from bot.discord_app.text.markdown import length

__all__ = ["fold", "shortened", "spread", "unfold"]

_PLAIN, _PACKED = "r", "z"
# The same with a source before the rest: those above were made before there were sources, and are read as ever.
_PLAIN_OF_SOURCE, _PACKED_OF_SOURCE = "s", "y"
_BITS = 14
_FIRST_IDEOGRAPH = 0x4E00
# Control and format characters, surrogates, and spaces other than the plain one: what a server might drop or change.
_FRAGILE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MOST_BYTES = 16_384  # no state of ours unpacks to more; anything beyond was not made here


def fold(query: SearchQuery, room: int) -> str | None:
    """Return the query as at most ``room`` characters without control characters; None if it cannot be that short.

    Characters are counted as UTF-16 units where that is possible, and as code points where only that will do.
    """
    of_plain, of_packed = (_PLAIN_OF_SOURCE, _PACKED_OF_SOURCE) if query.source else (_PLAIN, _PACKED)
    plain, packed = of_plain + _write(query), of_packed + _pack(_write(query))
    legible = not any(unicodedata.category(char) in _FRAGILE for char in plain)
    if legible and length(plain) <= room:
        return plain
    if len(packed) <= room:
        return packed
    return plain if legible and len(plain) <= room else None


def spread(state: str, pieces: int) -> tuple[str, ...]:
    """Cut a folded query into that many pieces of about the same number of UTF-16 units; the last ones may be empty."""
    share = -(-length(state) // pieces)
    result, rest = [], state
    for _ in range(pieces - 1):
        taken = end = 0
        while end < len(rest) and taken < share:
            taken += length(rest[end])
            end += 1
        result.append(rest[:end])
        rest = rest[end:]
    return (*result, rest)


def unfold(state: str) -> SearchQuery:
    """Return the query that was folded; ValueError where the text was not made by :func:`fold`."""
    kind, rest = state[:1], state[1:]
    if kind == _PLAIN:
        return _read(rest)
    if kind == _PACKED:
        return _read(_unpack(rest))
    if kind == _PLAIN_OF_SOURCE:
        return _read_of_source(rest)
    if kind == _PACKED_OF_SOURCE:
        return _read_of_source(_unpack(rest))
    raise ValueError("not a folded search")


def shortened(query: SearchQuery) -> SearchQuery:
    """Return the query without the last tenth of its text, at least one character."""
    return replace(query, text=query.text[: min(len(query.text) - 1, len(query.text) * 9 // 10)])


def _write(query: SearchQuery) -> str:
    category = "" if query.category is None else f"{len(query.category):x}"
    source = f"{len(query.source):x}.{query.source}" if query.source else ""
    return f"{source}{_write_day(query.since)}.{_write_day(query.until)}.{category}.{query.category or ''}{query.text}"


def _read(state: str) -> SearchQuery:
    since, until, length, rest = state.split(".", 3)
    size = int(length, 16) if length else 0
    return SearchQuery(rest[size:], rest[:size] if length else None, _read_day(since), _read_day(until))


def _read_of_source(state: str) -> SearchQuery:
    length, rest = state.split(".", 1)
    size = int(length, 16)
    return replace(_read(rest[size:]), source=rest[:size])


def _write_day(day: date | None) -> str:
    return "" if day is None else f"{day.toordinal():x}"


def _read_day(text: str) -> date | None:
    if len(text) > len(f"{date.max.toordinal():x}"):
        raise ValueError("not a day")
    return date.fromordinal(int(text, 16)) if text else None


def _pack(text: str) -> str:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    squeezed = deflater.compress(text.encode("utf-8", "surrogatepass")) + deflater.flush()
    # The leading one keeps zero bytes at the front from vanishing in the number.
    number = int.from_bytes(b"\x01" + squeezed)
    digits = []
    while number:
        number, digit = divmod(number, 1 << _BITS)
        digits.append(chr(_FIRST_IDEOGRAPH + digit))
    return "".join(digits)


def _unpack(packed: str) -> str:
    number = 0
    for char in reversed(packed):
        digit = ord(char) - _FIRST_IDEOGRAPH
        if not 0 <= digit < 1 << _BITS:
            raise ValueError("not a packed search")
        number = number << _BITS | digit
    squeezed = number.to_bytes((number.bit_length() + 7) // 8)[1:]
    try:
        text = zlib.decompressobj(-zlib.MAX_WBITS).decompress(squeezed, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError("not a packed search") from error
    return text.decode("utf-8", "surrogatepass")
