"""Where a paper's title ends and what is said of it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.dataset.plain_text import clean_line

__all__ = ["Split", "split_title"]

# The longest true title of 1,300 has 134 characters; what is longer without a mark at its end is more than a title.
_LONGEST = 135
# From this week on the list of 2025 had no bold titles, and two spaces behind them; a dash is a part of the title or the text.
_SPACED_SINCE = date(2025, 1, 20)
_OPENING = re.compile(r"\s*+(?P<marks>\*{2,3}(?=[^*])|\*(?=[^\s*])|__(?=\S))")
_RUN = re.compile(r"\*+|__")
# Between a bold title and the description; a dash may touch either of them. Behind a line's end it would be a point's.
_BEHIND = re.compile(r"[^\S\n]*[-‐‑‒–—―:|]+[^\S\n]*|[^\S\n]+")
_ENDS_HERE = re.compile(r"\s*(?:[-‐‑‒–—―:|]|<br|\n|$)", re.IGNORECASE)
_DASH = re.compile(r"\s[-–—]+\s|\s[-–—](?=[^\W\d])")
_SPACES = re.compile(r"(?<=\S)\s{2,}(?:[-–—]+\s+)?(?=\S)")
_LINE_END = re.compile(r"</?br\s*/?>|\n|\s[●•▪◦]", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")
_EDGES = " \t-‐‑‒–—―:|,;"


@dataclass(frozen=True, slots=True)
class Split:
    """A title without marks, and the description as it is written; ``sure`` tells whether anything stood between them."""

    title: str
    description: str
    sure: bool = True


def split_title(body: str, week_start: date) -> Split:
    """Return title and description of what stands behind a paper's number.

    A bold title ends with its closing asterisks, whatever is in it. Another ends at the first dash between spaces or the first
    two spaces, in a week from 20 January 2025 on at the two spaces if there are any. Where nothing ends it, the title is the
    first sentence, or as much as a title can be; the description is then the whole text, so that nothing is lost.
    """
    bold = _bold(body)
    if bold is not None and bold.title:
        return bold
    body = body.strip()
    line_end = _LINE_END.search(body)
    first = body[: line_end.start()] if line_end else body
    for end in _ends(first, spaces_first=week_start >= _SPACED_SINCE):
        title = _tidy(first[: end.start()])
        if title and len(title) <= _LONGEST and not _SENTENCE.search(title):
            return Split(title, body[end.end() :])
    whole = _tidy(first)
    if len(whole) <= _LONGEST and not _SENTENCE.search(whole):
        return Split(whole, body[len(first) :])
    return Split(_shortened(whole), body, sure=False)


def _bold(body: str) -> Split | None:
    opening = _OPENING.match(body)
    if opening is None:
        return None
    closing = _closing(body, opening)
    if closing is None:
        return None
    surplus = body[closing.start() : closing.end() - len(opening["marks"])] if len(opening["marks"]) > 1 else ""
    behind = _BEHIND.match(body, closing.end())
    return Split(
        _tidy(body[opening.end() : closing.start()] + surplus), body[behind.end() if behind else closing.end() :]
    )


def _closing(body: str, opening: re.Match[str]) -> re.Match[str] | None:
    """Return the run that closes a bold title: two marks, or by mistake a single one with the end of the title behind it.

    Where a single asterisk opens the title by mistake, two close it; what it opens and closes itself is an emphasised word.
    """
    by_mistake_opened = opening["marks"] == "*"
    mistaken = None
    inner = False
    for run in _runs(body, opening):
        ends = bool(_ENDS_HERE.match(body, run.end()))
        if len(run[0]) > 1:
            if by_mistake_opened or run[0] == "__":
                return run if ends and not inner else None
            return run if ends or mistaken is None else mistaken
        if ends and not (by_mistake_opened or inner or mistaken or body[run.start() - 1].isspace()):
            mistaken = run
        inner = not inner
    return mistaken


def _runs(body: str, opening: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the runs of the opening's kind of mark behind it, on its line."""
    line_end = _LINE_END.search(body, opening.end())
    runs = _RUN.finditer(body, opening.end(), line_end.start() if line_end else len(body))
    return (run for run in runs if run[0][0] == opening["marks"][0])


def _ends(line: str, *, spaces_first: bool) -> list[re.Match[str]]:
    """Return what may end an unmarked title, the likeliest first."""
    found = [match for match in (_SPACES.search(line), _DASH.search(line)) if match]
    return found if spaces_first else sorted(found, key=lambda match: match.start())


def _tidy(markdown: str) -> str:
    title = clean_line(markdown).strip(_EDGES)
    # A star at the end may be a name's (Q*), one at the beginning is none.
    return title.lstrip("*").lstrip(_EDGES)


def _shortened(text: str) -> str:
    sentence = _SENTENCE.split(text, maxsplit=1)[0]
    if len(sentence) <= _LONGEST:
        return sentence.rstrip(".")
    return (
        text[: text.rfind(" ", 0, _LONGEST - 1) if " " in text[: _LONGEST - 1] else _LONGEST - 1].rstrip(_EDGES) + "…"
    )
