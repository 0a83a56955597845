"""The one sentence under a paper's title in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bot.catalog.cutting import ELLIPSIS, broken_off, cut
from bot.models import Paper

__all__ = ["opening_sentence"]

# A full stop, its closing quotes or brackets, white space, and what a new sentence begins with. Scripts that write no space
# after a full stop have full stops of their own.
_END = re.compile(r"""[.!?]+["'”’)\]]*(?=\s+["'“‘(\[$\\]*[^\W_a-z])|[。！？]+[”’」』）]*""")
_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(\[~])(?:e\.g|i\.e|et al|vs|cf|viz|w\.r\.t|a\.k\.a|resp|approx|ca|figs?|eqs?|eqn|secs?|sect|tabs?|refs?|chap|vol"
    r"|pp?|dr|prof|mr|mrs|ms|st|jr|sr|inc|ltd|dept|univ|u\.s|(?-i:[A-Z]))$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|\s)nos?$", re.IGNORECASE)  # "No. 3", but "The answer is no. We ..."
_MATH = re.compile(r"\$\$.+?\$\$|(?<!\\)\$[^$]+(?<!\\)\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
# Curated summaries come with a little Markdown and HTML: line breaks, lists, bold, links.
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BULLET = re.compile(r"\s*[●•]\s*")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]\[]+)\]\(https?://[^\s)]+\)")
# What is no sentence: a label ("Abstract.", "TL;DR:"), a stray word.
_LABEL = re.compile(r"^(?:abstract|summary|tl;dr)\s*[:.\-–—]\s*", re.IGNORECASE)
_FEWEST_WORDS = 3
# Characters; no first sentence is longer, and a text without end costs no more than this.
_LOOKED_AT = 8_000


def opening_sentence(paper: Paper, limit: int) -> str:
    """Return the first real sentence of a paper's curated summary, else of its abstract, as plain text on one line.

    Whole if it has at most ``limit`` characters, else cut at the end of a word with an ellipsis; "" where there is no text.
    """
    looked_at = max(_LOOKED_AT, limit + 1)
    text = _plain(paper.summary[:looked_at]) or _one_line(paper.abstract[:looked_at])
    return _cut_outside_math(_first_real(_sentences(_LABEL.sub("", text))), limit)


def _first_real(sentences: Iterator[str]) -> str:
    """Return the first sentence with enough words, else the first of all; the rest of a long abstract is not looked at."""
    first = next(sentences, "")
    return next((one for one in chain((first,), sentences) if len(one.split()) >= _FEWEST_WORDS), first)


def _plain(summary: str) -> str:
    parts = [part for part in _BULLET.split(_BREAK.sub(" ", summary)) if part.strip()]
    # A mere "Key points:" above the first point is no sentence.
    head = next((part for part in parts if len(part.split()) >= _FEWEST_WORDS), parts[0] if parts else "")
    return _one_line(_LINK.sub(r"\1", _BOLD.sub(r"\1", head)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentences(text: str) -> Iterator[str]:
    formulas = [match.span() for match in _MATH.finditer(text)]
    start = 0
    for match in _END.finditer(text):
        within = any(first <= match.start() < last for first, last in formulas)
        if not within and not _is_abbreviation(text, match):
            yield text[start : match.end()].strip()
            start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    if end.group() != ".":
        return False
    nearby = max(0, end.start() - 12), end.start()
    if _NUMBERED.search(text, *nearby):
        return text[end.end() :].lstrip()[:1].isdigit()
    return _ABBREVIATIONS.search(text, *nearby) is not None


def _cut_outside_math(sentence: str, limit: int) -> str:
    """Cut so that no formula is left open, unless the sentence begins with one that is longer than the room."""
    short = cut(sentence, limit)
    if short != sentence:
        kept = len(short) - len(ELLIPSIS)
        opened = next((first for first, last in (m.span() for m in _MATH.finditer(sentence)) if first < kept < last), 0)
        if opened:
            return broken_off(sentence[:opened])
    return short
