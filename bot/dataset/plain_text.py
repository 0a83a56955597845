r"""From Markdown to the text that a person reads.

Marks are undone, and what they marked stays: emphasis, code spans, backslash escapes, entities and a few HTML tags. Kept as it
is: LaTeX between dollar signs, tags that are words of their field (``<think>``), and a lone asterisk (``Q*``). Time is linear in
the length of the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

__all__ = ["POINT", "clean_line", "clean_text"]

POINT = "• "
"""How a line begins that is a point."""

_BREAK = re.compile(r"</?br\s*+/?>|</?(?:p|div|ul|ol)(?:\s[^<>]*+)?>|</li\s*+>|\n", re.IGNORECASE)
_LIST_ITEM = re.compile(r"<li(?:\s[^<>]*+)?>", re.IGNORECASE)
# These are points wherever white space stands before them; a dash or an asterisk only at the beginning of a line.
_INNER_POINT = re.compile(r"(?:^|(?<=\s))[●•▪◦‣](?=\s|\w)")
_POINT = re.compile(r"\s*+(?:[●•▪◦‣]|[∙·○■►▸➢➤✓✔–—*+-](?=\s|$))")
_TAGS = "b|i|em|strong|code|del|ins|kbd|mark|small|sub|sup|span|tt|font|center"
_MARK = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    # As Pandoc has it: no white space inside the dollars, no digit behind them; so "$5 and $10" is money.
    r"|(?P<math>\$\$[^$]++\$\$|(?<![\w$])\$(?=[^\s$])[^$]*+(?<=\S)\$(?![\w$]))"
    r"|(?P<ticks>`+)"
    r"|(?P<run>\*+|_+|~~)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<tag></?(?:{_TAGS})(?:\s[^<>]*+)?/?>)",
    re.IGNORECASE,
)
# Most lines have none of these, and are what they are.
_MAYBE_MARK = re.compile(r"[\\$`*_~&<]")
_TICKS = re.compile(r"`+")
# Three are bold and italics; longer ones mark nothing, and a few lengths keep the search for partners short.
_LONGEST_RUN = 3
_TAG_NAME = re.compile(r"</?([a-z]+)", re.IGNORECASE)


def clean_text(markdown: str) -> str:
    """Return a text line by line, without empty ones; lines that are points begin with ``• ``."""
    broken = _LIST_ITEM.sub("\n● ", markdown)
    lines = (line for part in _BREAK.split(broken) for line in _INNER_POINT.sub("\n●", part).split("\n"))
    return "\n".join(filter(None, map(_one_of_many, lines)))


def clean_line(markdown: str) -> str:
    """Return a text on one line; points and numbers at its beginning are nothing special."""
    return _plain(_BREAK.sub(" ", markdown))


def _one_of_many(line: str) -> str:
    point = _POINT.match(line)
    text = _plain(line[point.end() :] if point else line)
    return POINT + text if point and text else text


def _plain(line: str) -> str:
    """Undo the marks of one line and put single spaces into it."""
    text = "".join(_Line(line).pieces()) if _MAYBE_MARK.search(line) else line
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc")
    return " ".join(text.split())


@dataclass(slots=True)
class _Run:
    """Asterisks, underscores or tildes at ``place`` among the pieces, with what stands on either side of them."""

    place: int
    marks: str
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """Whether text follows, and no letter goes before that would make it part of a word."""
        free = len(self.marks) > 1 and self.marks[0] != "_"
        return not self.after.isspace() and bool(self.after) and (free or not self.before.isalnum())

    @property
    def closes(self) -> bool:
        """Whether text goes before, and no letter follows that would make it part of a word."""
        free = len(self.marks) > 1 and self.marks[0] != "_"
        return not self.before.isspace() and bool(self.before) and (free or not self.after.isalnum())

    @property
    def stray(self) -> bool:
        """Whether it is certainly a mark, though its partner is missing: two asterisks that belong to no formula."""
        return self.marks.startswith("**") and not (self.before.isalnum() and self.after.isalnum())


@dataclass(slots=True)
class _Line:
    """One line in pieces: text, and marks that are taken out where they have a partner."""

    line: str
    _pieces: list[str] = field(default_factory=list)
    _open: dict[str, list[_Run]] = field(default_factory=dict)
    _runs: list[_Run] = field(default_factory=list)
    _tags: list[tuple[int, str]] = field(default_factory=list)

    def pieces(self) -> list[str]:
        place = 0
        ticks = _Ticks(self.line)
        for candidate in _MAYBE_MARK.finditer(self.line):
            mark = _MARK.match(self.line, candidate.start()) if candidate.start() >= place else None
            if mark is None:
                continue
            self._pieces.append(self.line[place : mark.start()])
            place = mark.end()
            if mark["ticks"] and (end := ticks.closing(mark)):
                self._pieces.append(self.line[place : end - len(mark[0])])
                place = end
            else:
                self._take(mark)
        self._pieces.append(self.line[place:])
        self._blank_strays()
        return self._pieces

    def _take(self, mark: re.Match[str]) -> None:
        kind = mark.lastgroup
        text = mark["escaped"] or (html.unescape(mark[0]) if kind == "entity" else mark[0])
        self._pieces.append(text)
        if kind == "run":
            self._pair(mark)
        elif kind == "tag":
            self._tags.append((len(self._pieces) - 1, mark[0]))

    def _pair(self, mark: re.Match[str]) -> None:
        """Take out a run with the one that opened it; what was opened in between stays text."""
        before, after = self.line[mark.start() - 1 : mark.start()], self.line[mark.end() : mark.end() + 1]
        run = _Run(len(self._pieces) - 1, mark[0], before, after)
        waiting = self._open.setdefault(run.marks, [])
        if run.closes and waiting:
            opener = waiting.pop()
            if not self._is_a_name(opener, run):
                self._pieces[opener.place] = self._pieces[run.place] = ""
            for runs in self._open.values():
                while runs and runs[-1].place > opener.place:
                    runs.pop()
        else:
            self._runs.append(run)
            if run.opens and len(run.marks) <= _LONGEST_RUN:
                waiting.append(run)

    def _is_a_name(self, opener: _Run, closer: _Run) -> bool:
        """Tell a name of Python's such as ``__init__`` from bold text."""
        return (
            opener.marks == "__" and closer.place == opener.place + 2 and self._pieces[closer.place - 1].isidentifier()
        )

    def _blank_strays(self) -> None:
        for run in self._runs:
            if run.stray and self._pieces[run.place]:
                self._pieces[run.place] = ""
        opened = {_name(tag) for _, tag in self._tags if not tag.startswith("</")}
        closed = {_name(tag) for _, tag in self._tags if tag.startswith("</")}
        for place, tag in self._tags:
            if _name(tag) in opened & closed:
                self._pieces[place] = ""


def _name(tag: str) -> str:
    name = _TAG_NAME.match(tag)
    return name[1].lower() if name else ""


class _Ticks:
    """The runs of backticks in a line, by length, so that each finds its partner without looking through the line."""

    def __init__(self, line: str) -> None:
        self._ends: dict[int, list[int]] = {}
        for run in _TICKS.finditer(line):
            self._ends.setdefault(len(run[0]), []).append(run.end())

    def closing(self, opening: re.Match[str]) -> int:
        """Return where the run ends that closes a code span, 0 where there is none."""
        ends = self._ends.get(len(opening[0]), [])
        next_one = bisect_left(ends, opening.end() + 1)
        return ends[next_one] if next_one < len(ends) else 0
