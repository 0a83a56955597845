"""From the bytes of a list to its text, and what is said of bytes that are none."""

from __future__ import annotations

import codecs
import html
import re
from email.message import Message
from typing import NamedTuple

from bot.dataset.parsed import Reader
from bot.dataset.reading import Reading
from bot.errors import SourceError
from bot.models import Complaint

__all__ = ["Decoded", "decoded", "reading_of"]

_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)
_HEAD = 20_000
_LONGEST_TITLE = 80
# Those that text is written in. Others that Python knows pack, escape or take time that grows with the square of the text.
_CHARSETS = re.compile(
    r"ascii|iso8859|cp\d|mac|koi8|utf-(?:16|32)|gb|big5|shift_jis|euc_|iso2022|hp-roman8|tis-620|ptcp154"
)


_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOK = b"PK\x03\x04"
# What no text has, and what no language does that is written in Windows-1252: four letters in a row, all of them with accents.
_NOT_WESTERN = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]|[\x80-\xff]{4}")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_SAVE_AS = "save it as UTF-8 (“CSV UTF-8” in Excel)"


class Decoded(NamedTuple):
    """A text, and what is to be said of how it was read, "" as a rule."""

    text: str
    doubt: str = ""


def decoded(body: bytes, source: str, content_type: str = "", hint: str = "") -> Decoded:
    """Return the text: UTF-8, with or without a mark at its beginning, else what a mark or the server's Content-Type declares.

    Where nothing is declared, it may be Windows-1252, as Excel writes in the west. That is a guess: what it makes of letters is
    said, while dashes and quotation marks are the same in all of Windows' code pages. Raise SourceError for bytes that are none
    of these, and for the web page that a server shows in place of a list; ``hint`` says then what to do.
    """
    read = _text(body, source, content_type)
    head = read.text[:_HEAD]
    if _WEB_PAGE.match(head):
        title = _TITLE.search(head)
        called = " ".join(html.unescape(title[1]).split())[:_LONGEST_TITLE] if title else ""
        page = f"it is a web page (HTML){f' with the title “{called}”' if called else ''}, not a list"
        raise SourceError(source, f"{page}; {hint}" if hint else page)
    return read


def reading_of(read: Decoded, source: str, reader: Reader) -> Reading:
    """Return the papers of a text, with a complaint if there is a doubt about it; errors as for ``reader``."""
    parsed = reader(read.text, source)
    doubts = (Complaint(source, 0, read.doubt),) if read.doubt else ()
    return Reading(parsed.weeks, (*doubts, *parsed.complaints), curated=parsed.curated)


def _text(body: bytes, source: str, content_type: str) -> Decoded:
    try:
        return Decoded(body.decode("utf-16" if body.startswith(_UTF_16) else "utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        fault = error
    if body.startswith(_WORKBOOK):
        raise SourceError(source, f"it is a packed file, such as an Excel workbook, and no text; {_SAVE_AS}")
    declared = _charset(content_type)
    if not declared and (western := _western(body, fault)):
        return western
    line = 1 + len(_LINE_END.findall(body, 0, fault.start))
    if declared in {"", "utf-8"}:
        raise SourceError(
            source, f"the text is not UTF-8; the first byte that is wrong stands in line {line}; {_SAVE_AS}"
        )
    if not _CHARSETS.match(declared):
        raise SourceError(source, f"the text is not UTF-8 (line {line}), nor is “{declared}” a charset that is known")
    try:
        return Decoded(body.decode(declared))
    except UnicodeError:
        raise SourceError(source, f"the text is neither UTF-8 (line {line}) nor {declared}, as declared") from None


def _western(body: bytes, fault: UnicodeDecodeError) -> Decoded | None:
    """Return a text of Windows-1252; None for what is rather UTF-8 with a fault, another code page, or no text."""
    broken_utf_8 = fault.reason == "unexpected end of data" or not body[: fault.start].isascii()
    if broken_utf_8 or _NOT_WESTERN.search(body):
        return None
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = any(character.isalpha() and not character.isascii() for character in text)
    return Decoded(
        text, f"the text is not UTF-8 and was read as Windows-1252; {_SAVE_AS} to be sure" if letters else ""
    )


def _charset(content_type: str) -> str:
    """Return Python's name of the declared charset, or what was declared where Python knows none; "" without one."""
    header = Message()
    header["Content-Type"] = content_type
    declared = str(header.get_param("charset") or "")
    try:
        return codecs.lookup(declared).name
    except (LookupError, ValueError):
        return declared[:40]
