"""What stands in a cell: dates and links, read from foreign text and checked before anything else sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from bot.models import Link

__all__ = ["CellError", "PlacedLink", "find_links", "locate_links", "read_date", "shown"]

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# arXiv began in 1991; far beyond either year a date is a slip, and date arithmetic comes near the ends of the calendar.
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
# A Discord link button takes 512 characters (component reference, "url").
_LONGEST_URL = 512
_LONGEST_SHOWN = 60
# Possessive quantifiers keep the search linear in a text made to be searched slowly. An address that begins right behind "](" but
# is no whole Markdown link is broken, and not to be had in part.
_LINK = re.compile(
    r"(?<!!)\[(?P<label>[^\[\]]*+)\]\(\s*+(?:<(?P<angled>[^<>\s]*+)>|(?P<plain>[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+))"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?+\s*+\)"
    r"|<(?P<auto>[a-z][a-z0-9+.-]*+:[^<>\s]*+)>"
    r"|(?<!\]\()(?<![a-z0-9+.-])(?P<bare>[a-z][a-z0-9+.-]{1,20}://[^\s<>]++)",
    re.IGNORECASE,
)
_EXAMPLE = "[arxiv](https://arxiv.org/abs/2303.12712)"
_TRAILING = ".,:;!?\"'*_~]}"


class CellError(ValueError):
    """A cell does not hold what its column promises; the message continues a sentence that names the column."""


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """An address from ``start`` to ``end`` in its cell, and why it cannot be used ("" if it can)."""

    link: Link
    start: int
    end: int
    fault: str


def read_date(cell: str) -> date:
    """Return an ISO date such as ``2023-03-26``; raise CellError with what is wrong otherwise."""
    text = cell.strip()
    if not text:
        raise CellError("is empty")
    if not _ISO_DATE.fullmatch(text):
        raise CellError(f"{shown(text)} is not a date such as 2023-03-26")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise CellError(f"{shown(text)} is not a day of the calendar") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CellError(f"{shown(text)} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return day


def find_links(cell: str) -> tuple[Link, ...]:
    """Return the web addresses in a cell, in order: ``[label](address)``, ``<address>`` or the bare address.

    A label is "" where the cell gives none. Raise CellError where no address can be used, with the reason for the first.
    """
    placed = list(locate_links(cell))
    if links := tuple(found.link for found in placed if not found.fault):
        return links
    if placed:
        raise CellError(placed[0].fault)
    text = cell.strip()
    raise CellError(f"{shown(text)} is not a link such as {_EXAMPLE}" if text else "is empty")


def locate_links(cell: str) -> Iterator[PlacedLink]:
    """Yield every address in a cell with its place, those that cannot be used too."""
    for match in _LINK.finditer(cell):
        if match["bare"]:
            url = _without_trailing(match["bare"])
            yield PlacedLink(Link("", url), match.start(), match.start() + len(url), _fault(url))
        else:
            label, url = (match["label"] or "").strip(), match["auto"] or match["angled"] or match["plain"] or ""
            yield PlacedLink(Link(label, url), *match.span(), _fault(url))


def shown(text: str) -> str:
    """Return foreign text quoted for a message: printable, on one line, and not too long."""
    return repr(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…")


def _without_trailing(url: str) -> str:
    """Cut what belongs to the sentence around a bare address: punctuation, and a parenthesis that was opened outside of it."""
    # One that is too long is refused later; counting parentheses in it again and again would take for ever.
    while 0 < len(url) <= _LONGEST_URL and (
        url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("("))
    ):
        url = url[:-1]
    return url


def _fault(url: str) -> str:
    """Return why an address cannot be used, or ""."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port  # raises where the port is no number
    except ValueError:
        return f"{shown(url)} is not an address"
    if parts.scheme not in {"http", "https"}:
        return f"{shown(url)} is neither http nor https"
    if not host:
        return f"{shown(url)} names no host"
    if "@" in parts.netloc:
        return f"{shown(url)} has a user name in it, which hides where it leads"
    if len(url) > _LONGEST_URL:
        return f"{shown(url)} is longer than {_LONGEST_URL} characters"
    return "" if url.isprintable() else f"{shown(url)} has an unprintable character in it"
