"""Headings: which lines are some, and which of them name a week."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dataset.plain_text import clean_line
from bot.dataset.weekly_pages.spans import Span, SpanError, read_span, read_year

__all__ = ["Heading", "read_heading"]

# The longest on the real pages is 64; a line that is much longer is no heading of a week, whatever stands in it.
_LONGEST = 250
_LOWEST = 7
_HASHES = re.compile(r"#{1,6}(?=[ \t]|$)|#{2,6}(?=[^#])")
_LINK = re.compile(r"!?\[(?P<label>[^\[\]]*+)\]\([^()\s]*+\)")
_ANCHOR = re.compile(r"</?a(?:\s[^<>]*+)?>", re.IGNORECASE)
_WEEK = re.compile(r"\bweek|\bpapers?\b", re.IGNORECASE)
# Of lines without a mark only these are headings: the whole line is the name of the list, then dates.
_PLAIN = re.compile(r"(?:[\w'&/]+[ \t]+){0,8}(?:papers|week)[ \t]*[-:(–—,|].*[\d)]$", re.IGNORECASE)
_MAYBE_DAY = re.compile(r"(?<![\w-])\d{1,2}(?!\d)")
_ITEM_MARKS = "|>-+•●"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its ``level`` from 1 (7 for bold and plain lines), its ``text`` without marks, and what it says of time.

    ``fault`` says why its dates cannot be used, "" if they can or if there are none. ``year`` is the only year in it.
    ``markdown`` is the text as it is written.
    """

    level: int
    text: str
    span: Span | None
    year: int | None = None
    fault: str = ""
    markdown: str = ""

    @property
    def weekly(self) -> bool:
        """Whether it is one of a week, or was meant to be one."""
        return self.span is not None or bool(self.fault) or (self.level > 1 and "week" in self.text.lower())

    @property
    def meant_as_week(self) -> bool:
        """Whether it names days, or speaks of a week and has numbers that may be days; below a week's, others are within it."""
        return self.span is not None or bool(self.fault) or (self.weekly and _MAYBE_DAY.search(self.text) is not None)

    @property
    def only_days(self) -> bool:
        """Whether it names days and nothing else."""
        return self.span is not None and self.span.alone


def read_heading(line: str) -> Heading | None:
    """Return the heading that a line is, None for any other.

    One that Markdown marks (``##``) is a heading whatever it says. A bold or a plain line is one only if it names papers or a
    week, and readable dates.
    """
    stripped = line.strip()
    if not stripped or stripped[0] in _ITEM_MARKS:
        return None
    if hashes := _HASHES.match(stripped):
        return _heading(len(hashes[0]), stripped[hashes.end() :].rstrip("# \t"))
    if len(stripped) > _LONGEST:
        return None
    if _is_bold(stripped) or ("](" not in stripped and _PLAIN.fullmatch(stripped)):
        heading = _heading(_LOWEST, stripped)
        return heading if heading.span is not None and _WEEK.search(heading.text) else None
    return None


def _heading(level: int, markdown: str) -> Heading:
    text = clean_line(_ANCHOR.sub("", _LINK.sub(lambda link: link["label"], markdown)))
    if len(text) > _LONGEST:
        return Heading(level, text, None, markdown=markdown.strip())
    try:
        return Heading(level, text, read_span(text), read_year(text), markdown=markdown.strip())
    except SpanError as error:
        return Heading(level, text, None, read_year(text), f"its dates {error}", markdown.strip())


def _is_bold(line: str) -> bool:
    return (
        len(line) > 4 and line[:2] in {"**", "__"} and line.rstrip(":").endswith(line[:2]) and line.count(line[:2]) == 2
    )
