"""Unpacking what a server packed, and never more of it than is wanted."""

from __future__ import annotations

import zlib

__all__ = ["PACKINGS", "BrokenOffError", "TooLargeError", "unpacked"]

PACKINGS = frozenset({"gzip", "x-gzip"})
"""The values of Content-Encoding that :func:`unpacked` takes (RFC 9110, 8.4.1.3: the second is the first)."""

# Servers send one. Each costs a copy of what follows it, so that millions of empty ones would take hours.
_MOST_MEMBERS = 64
_GZIP = 16 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """There is more in it than was wanted."""


class BrokenOffError(Exception):
    """It ends too early, or was garbled on the way."""


def unpacked(body: bytes, most: int) -> bytes:
    """Unpack gzip, of one or several members; blocks the processor for as long as ``most`` bytes take.

    Raise TooLargeError as soon as there would be more than ``most`` bytes, and BrokenOffError.
    """
    parts = bytearray()
    for _ in range(_MOST_MEMBERS):
        if not body:
            return bytes(parts)
        member = zlib.decompressobj(_GZIP)
        try:
            # One byte more than there may be, which tells too much from just enough; 0 would mean without bound.
            parts += member.decompress(body, most + 1 - len(parts))
        except zlib.error as error:
            raise BrokenOffError(str(error)) from error
        if len(parts) > most:
            raise TooLargeError
        if not member.eof:
            raise BrokenOffError("it ends in the middle")
        body = member.unused_data.lstrip(b"\0")
    raise TooLargeError
