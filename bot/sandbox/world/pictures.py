"""What a picture's first bytes tell: its type, and how large it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

__all__ = ["Picture", "picture_of"]

_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a frame header, https://www.w3.org/Graphics/JPEG/itu-t81.pdf table B.1."""
_ALONE: Final = frozenset({0x01, 0xFF, *range(0xD0, 0xD9)})
"""JPEG's markers that no length follows, and what fills up before one."""


class Picture(NamedTuple):
    """A raster picture, with its sides in pixels."""

    content_type: str
    width: int
    height: int


def picture_of(data: bytes) -> Picture | None:
    """Return what a file is if it is a PNG, JPEG, GIF or WebP whose size can be read, else None."""
    for start, (content_type, read) in _KINDS.items():
        if data.startswith(start):
            width, height = read(data)
            return Picture(content_type, width, height) if width and height else None
    return None


def _png(data: bytes) -> tuple[int, int]:
    return (_big(data[16:20]), _big(data[20:24])) if data[12:16] == b"IHDR" else (0, 0)


def _gif(data: bytes) -> tuple[int, int]:
    return _little(data[6:8]), _little(data[8:10])


def _jpeg(data: bytes) -> tuple[int, int]:
    place = 2
    while data[place : place + 1] == b"\xff":
        marker = data[place + 1 : place + 2]
        if not marker:
            break
        if marker[0] in _FRAMES:
            return _big(data[place + 7 : place + 9]), _big(data[place + 5 : place + 7])
        fill = marker[0] == 0xFF
        place += 1 if fill else 2 if marker[0] in _ALONE else 2 + _big(data[place + 2 : place + 4])
    return 0, 0


def _webp(data: bytes) -> tuple[int, int]:
    """Read one of three forms: https://developers.google.com/speed/webp/docs/riff_container."""
    if data[8:12] != b"WEBP":
        return 0, 0
    form = data[12:16]
    if form == b"VP8X" and len(data) >= 30:
        return _little(data[24:27]) + 1, _little(data[27:30]) + 1
    if form == b"VP8L" and len(data) >= 25:
        bits = _little(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    return 0, 0


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")


_KINDS: Final[Mapping[bytes, tuple[str, Callable[[bytes], tuple[int, int]]]]] = {
    b"\x89PNG\r\n\x1a\n": ("image/png", _png),
    b"GIF87a": ("image/gif", _gif),
    b"GIF89a": ("image/gif", _gif),
    b"\xff\xd8\xff": ("image/jpeg", _jpeg),
    b"RIFF": ("image/webp", _webp),
}
