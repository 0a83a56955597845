"""From the bytes of a list to its text, and what is said of bytes that are none."""

from __future__ import annotations

import codecs
import html
import re
from email.message import Message

from bot.errors import SourceError

__all__ = ["decoded"]

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


def decoded(body: bytes, source: str, content_type: str = "", hint: str = "") -> str:
    """Return the text: UTF-8, with or without a mark at its beginning, else what the server's Content-Type declares.

    Raise SourceError for bytes that are neither, and for the web page that a server shows in place of a list; ``hint`` says
    then what to do.
    """
    text = _text(body, source, content_type)
    if _WEB_PAGE.match(text[:_HEAD]):
        title = _TITLE.search(text[:_HEAD])
        called = " ".join(html.unescape(title[1]).split())[:_LONGEST_TITLE] if title else ""
        page = f"it is a web page (HTML){f' with the title “{called}”' if called else ''}, not a list"
        raise SourceError(source, f"{page}; {hint}" if hint else page)
    return text


def _text(body: bytes, source: str, content_type: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start + 1
    declared = _charset(content_type)
    if declared in {"", "utf-8"}:
        raise SourceError(source, f"the text is not UTF-8 (byte {place})")
    if not _CHARSETS.match(declared):
        raise SourceError(source, f"the text is not UTF-8 (byte {place}), nor is “{declared}” a charset that is known")
    try:
        return body.decode(declared)
    except UnicodeError:
        raise SourceError(source, f"the text is neither UTF-8 (byte {place}) nor {declared}, as declared") from None


def _charset(content_type: str) -> str:
    """Return Python's name of the declared charset, or what was declared where Python knows none; "" without one."""
    header = Message()
    header["Content-Type"] = content_type
    declared = str(header.get_param("charset") or "")
    try:
        return codecs.lookup(declared).name
    except (LookupError, ValueError):
        return declared[:40]
