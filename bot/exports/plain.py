"""Foreign text and addresses in a form that every kind of file can hold."""

from __future__ import annotations

import re
from urllib.parse import quote

__all__ = ["address", "clean", "one_line"]

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Controls, and characters that hide text or make it read other than it is.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
# All that RFC 3986 reserves, but for what ends an address in Markdown or in BibTeX.
_KEPT = "/%:@!$&*+,;=~?#'-._"


def clean(text: str) -> str:
    """Return the text without what cannot be encoded, hides or reorders; lines end with a line feed."""
    if text.isascii() and text.isprintable():
        # Most texts, and a year's file has thousands.
        return text
    return _HIDDEN.sub("", _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one blank."""
    return " ".join(clean(text).split())


def address(url: str) -> str:
    """Return an http or https address with blanks, brackets, backslashes and all but ASCII percent-encoded; "" for any other."""
    plain = clean(url).strip()
    return quote(plain, safe=_KEPT) if _WEB.fullmatch(plain) else ""
