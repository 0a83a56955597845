"""The one module that knows Discord's text: what is markup in it, what pings, how long it is, where it may be cut.

Titles, abstracts and queries are foreign text. Whatever goes into a message passes through here, so that it shows as it was
written and does nothing: no heading, no link but the paper's own, no mention. Discord's Markdown is described at
https://support.discord.com/hc/en-us/articles/210298617 and its mentions at
https://discord.com/developers/docs/reference#message-formatting.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from bot.discord_app.text.graphemes import boundaries
from bot.models import Week

__all__ = [
    "MOST_URL",
    "bold",
    "clean",
    "day",
    "escape",
    "fit",
    "fit_escaped",
    "length",
    "link",
    "month",
    "one_line",
    "plural",
    "prose",
    "quoted",
    "timestamp",
    "web_address",
    "week_span",
]

MOST_URL = 512
"""The longest address that is linked: the limit of a link button, https://discord.com/developers/docs/components/reference."""

TimestampStyle = Literal["t", "d", "f", "F", "R"]

_ELLIPSIS = "…"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Zero-width and direction-changing characters: they hide text, or make it read other than it is.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
    # Tag characters spell a flag behind the black one, and a secret message anywhere else.
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MARKS = frozenset({"Mn", "Me"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_MOST_MARKS = 4  # what a letter of a living script carries; more is a text that climbs over its neighbours

_MARKUP = re.compile(
    r"""
    (?P<backslash>\\(?![0-9A-Za-z\s]))            # Discord drops it only before punctuation: LaTeX's \emph stays as it is
    | (?P<always>[*_`\[\]]|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|)
    | (?P<angle><(?=[@\#:/!A-Za-z]))              # mentions, custom emoji, commands, timestamps, <https://...>
    | (?P<colon>(?<=[A-Za-z]):(?=//))             # an address that would become a link
    | (?P<invite>(?<=discord)\.(?=gg/|com/invite))
    | (?P<start>^[ \t]*)(?P<sign>\#(?=\#{0,2}(?:\s|$))|-(?=\#|\s|$)|\+(?=\s|$)|>)
    | (?P<number>^[ \t]*\d+)(?P<dot>[.)])(?=\s|$)
    | (?P<ping>@(?=everyone|here)|(?<=<)@)        # the server looks for these behind a backslash as well
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(r"(`[^`\n]+`)")
_PING = re.compile(r"@(?=everyone|here)|(?<=<)@", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]]*(?=\s|$)|[。！？]")
_FLAT_BRACKETS = re.compile(r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|et al|vs|cf|etc|resp|Figs?|Eqs?|Sec|Tab|No|Dr|Prof|St)|\b[A-Z])\.$")


def clean(text: str) -> str:
    """Return the text without characters that hide, reorder or pile up; line breaks and tabs stay."""
    if text.isascii() and text.isprintable():
        # Most texts, and an answer cleans hundreds.
        return text
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    text = _HIDDEN.sub("", _CONTROLS.sub("", text))
    return text if text.isascii() or _MARKS.isdisjoint(map(unicodedata.category, text)) else _without_piles(text)


def _without_piles(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in _MARKS else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one blank."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Return foreign text as Markdown that shows just that text, cleaned: nothing is formatted, linked or mentioned.

    The beginning is treated as that of a line. What is harmless stays as it is.
    """
    return _MARKUP.sub(_escaped, clean(text))


def _escaped(match: re.Match[str]) -> str:
    if match["ping"]:
        return "@\u200b"
    if match["number"]:
        return rf"{match['number']}\{match['dot']}"
    if match["sign"]:
        return rf"{match['start']}\{match['sign']}"
    return "\\" + match[0]


def length(text: str) -> int:
    """Count as UTF-16 units: the most that Discord, whose own way of counting is not documented, could count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(text: str, limit: int) -> str:
    """Return the cleaned text, cut to ``limit`` UTF-16 units: after a sentence, else a word, else a whole character."""
    return _cut(clean(text), limit, length)


def fit_escaped(text: str, limit: int) -> str:
    """Return the text escaped, cut beforehand so that the result has at most ``limit`` UTF-16 units and is balanced."""
    return escape(_cut(clean(text), limit, _escaped_length))


def _escaped_length(text: str) -> int:
    # Of a beginning of a cleaned text: to clean it again for every length that is tried takes longer than all the rest.
    return length(_MARKUP.sub(_escaped, text))


def prose(text: str, limit: int) -> str:
    """Return a sentence of our own about foreign things: escaped as by :func:`fit_escaped`, but what is in backticks is code."""
    return _with_code(_cut(clean(text), limit, lambda cut: length(_with_code(cut))))


def _with_code(text: str) -> str:
    pieces = _CODE.split(text)
    return "".join(_PING.sub("@\u200b", piece) if index % 2 else escape(piece) for index, piece in enumerate(pieces))


def _cut(text: str, limit: int, measure: Callable[[str], int]) -> str:
    if measure(text) <= limit:
        return text
    room = _longest_prefix(text, limit, measure)
    if not room:
        return _ELLIPSIS if limit >= 1 else ""
    for end in _sentence_ends(text, len(room) // 2, len(room)):
        if measure(cut := f"{text[:end]} {_ELLIPSIS}") <= limit:
            return cut
    if not text[len(room)].isspace() and (blank := _last_blank(room)) > len(room) // 2:
        room = room[:blank]
    return room.rstrip(" \t\n,;:–—-(") + _ELLIPSIS


def _longest_prefix(text: str, limit: int, measure: Callable[[str], int]) -> str:
    """Return the longest run of whole graphemes that fits together with an ellipsis."""
    # No character counts less than one, so what lies beyond the limit need not be looked at; the last grapheme of this
    # stretch may be half of one.
    ends = list(boundaries(text[: max(limit, 0) + 1]))[:-1]
    count = bisect_right(ends, limit, key=lambda end: measure(text[:end] + _ELLIPSIS))
    # What follows a character decides whether it needs a backslash, so the measure may rise and fall by one.
    while count and measure(text[: ends[count - 1]] + _ELLIPSIS) > limit:
        count -= 1
    return text[: ends[count - 1]] if count else ""


def _sentence_ends(text: str, least: int, most: int) -> list[int]:
    """Return where sentences end between two places, the last one first."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, most + 1) if least < match.end() <= most]
    return [end for end in reversed(ends) if not _ABBREVIATION.search(text, 0, end)]


def _last_blank(text: str) -> int:
    return max(text.rfind(blank) for blank in " \n\t")


def bold(text: str) -> str:
    """Return foreign text escaped and bold; blanks at its ends stay outside, where Discord needs them."""
    inner = text.strip()
    if not inner:
        return escape(text)
    before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    return f"{before}**{escape(inner)}**{after}"


def quoted(text: str, limit: int = 100) -> str:
    """Return what somebody typed, on one line, escaped and in quotation marks, at most ``limit`` units and the marks."""
    return f"“{fit_escaped(one_line(text), limit)}”"


def link(label: str, url: str) -> str:
    """Return a masked link, its label escaped; only the label where the address is not one that :func:`web_address` takes."""
    # Discord shows a link raw, brackets and all, if its label looks like an address.
    text = re.sub(r"https?://", "", one_line(label), flags=re.IGNORECASE) or "Untitled"
    if not _FLAT_BRACKETS.fullmatch(text) or "](" in text:
        # A backslash does not help here: Discord pairs brackets in a label before it looks at backslashes.
        text = text.translate({ord("["): "(", ord("]"): ")"})
    address = web_address(url)
    return escape(text) if address is None else f"[{escape(text)}]({address})"


def web_address(url: str) -> str | None:
    """Return an http or https address in a form that survives in Markdown, or None where it should not be linked.

    Blanks, brackets, parentheses and all but ASCII are percent-encoded. Not linked: other schemes, no host, a user name before
    the host (it makes one address look like another), and more than :data:`MOST_URL` characters.
    """
    try:
        parts = urlsplit(clean(url).strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    path, query, fragment = (
        quote(_LONE_PERCENT.sub("%25", part), safe="/%:@!$&*+,;=~?")
        for part in (parts.path, parts.query, parts.fragment)
    )
    address = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, path, query, fragment))
    return address if len(address) <= MOST_URL else None


def plural(count: int, noun: str, plural_form: str | None = None) -> str:
    """Return ``1 paper`` or ``1,810 papers``."""
    return f"{count:,} {noun if count == 1 else plural_form or noun + 's'}"


def day(moment: date) -> str:
    """Return ``26 March 2023``."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def month(first: date) -> str:
    """Return ``March 2023``."""
    return f"{_MONTHS[first.month - 1]} {first.year}"


def week_span(week: Week) -> str:
    """Return ``20–26 March 2023``, ``27 February – 5 March 2023`` or ``26 December 2022 – 1 January 2023``."""
    start, end = week.start, week.end
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}" if start != end else day(end)
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def timestamp(moment: datetime, style: TimestampStyle = "f") -> str:
    """Return a moment that each reader sees in their own time zone and language; ``R`` is relative, ``in 3 days``.

    ValueError for a moment without a time zone, which is no moment.
    """
    if moment.tzinfo is None:
        raise ValueError("a timestamp needs an aware datetime")
    return f"<t:{int(moment.timestamp())}:{style}>"
