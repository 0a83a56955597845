"""Reading arXiv's answers: Atom 1.0, as its API manual describes it.

https://info.arxiv.org/help/api/user-manual.html. What the manual leaves out is known from its users: a feed may hold entries
without an id for papers that do not exist, and entries in any order.

The parser is the standard library's expat, without a tree: an answer with a document type is turned down before its first
declaration is read, so there are no entities to expand and no files to include.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from bot.arxiv import find_arxiv_id
from bot.dataset.arxiv_api.record import Record

__all__ = ["Answer", "GarbledAnswerError", "RateExceededError", "read_answer"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_ARXIV: Final = "http://arxiv.org/schemas/atom"
_FEED: Final = f"{_ATOM} feed"
_ENTRY: Final = (_FEED, f"{_ATOM} entry")
_TEXTS: Final[Mapping[tuple[str, ...], str]] = {
    (*_ENTRY, f"{_ATOM} id"): "id",
    (*_ENTRY, f"{_ATOM} title"): "title",
    (*_ENTRY, f"{_ATOM} summary"): "summary",
    (*_ENTRY, f"{_ATOM} author", f"{_ATOM} name"): "author",
}
_TERMS: Final[Mapping[tuple[str, ...], str]] = {
    (*_ENTRY, f"{_ATOM} category"): "category",
    (*_ENTRY, f"{_ARXIV} primary_category"): "primary",
}
# An Atom feed is four deep; a text that is nothing but opening tags would otherwise fill the memory with their names.
_DEEPEST = 32
# A category of arXiv, past or present (cs.CL, hep-th, physics.acc-ph); the MSC and ACM classes that stand beside them are not.
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2}|\.[a-z]+(?:-[a-z]+)*)?")
_RATE = re.compile(rb"\s*rate exceeded", re.IGNORECASE)
_LONGEST_REASON = 200


class GarbledAnswerError(Exception):
    """An answer is no Atom feed; the message says what is wrong, in one line."""


class RateExceededError(Exception):
    """The answer is ``Rate exceeded.``: arXiv wants to be left alone for a while."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed holds: the papers, in the feed's order, and what arXiv says went wrong, "" for nothing."""

    records: tuple[Record, ...]
    error: str = ""


def read_answer(body: bytes) -> Answer:
    """Read an answer of the API. Raise GarbledAnswerError or RateExceededError if it is none.

    Entries that name no paper are left out: that is how arXiv may answer for one that it does not know.
    """
    if _RATE.match(body):
        raise RateExceededError
    feed = _Feed()
    # The encoding is given, not read: arXiv's is UTF-8, and an unknown one would be looked up among Python's codecs.
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = feed.start
    parser.EndElementHandler = feed.end
    parser.CharacterDataHandler = feed.text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise GarbledAnswerError(f"the answer is no whole XML ({error})") from None
    records = tuple(record for entry in feed.entries if (record := _record(entry)) is not None)
    return Answer(records, next((reason for entry in feed.entries if (reason := _error(entry))), ""))


class _Feed:
    """Collects the entries of a feed while its elements go by; each is a list of what was found, by name."""

    def __init__(self) -> None:
        self.entries: list[dict[str, list[str]]] = []
        self._path: tuple[str, ...] = ()
        self._pieces: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._path = (*self._path, name)
        if self._path[0] != _FEED:
            raise GarbledAnswerError("the answer is XML, but no Atom feed")
        if len(self._path) > _DEEPEST:
            raise GarbledAnswerError("the answer is nested too deeply for an Atom feed")
        if self._path == _ENTRY:
            self.entries.append({})
        elif field := _TERMS.get(self._path):
            self._add(field, attributes.get("term", ""))
        if self._path in _TEXTS:
            self._pieces.clear()

    def text(self, piece: str) -> None:
        if self._path in _TEXTS:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        if field := _TEXTS.get(self._path):
            self._add(field, " ".join("".join(self._pieces).split()))
        self._path = self._path[:-1]

    def _add(self, field: str, value: str) -> None:
        if value:
            self.entries[-1].setdefault(field, []).append(value)


def _refuse_doctype(*_: object) -> None:
    raise GarbledAnswerError("the answer has a document type, as web pages have and Atom feeds do not")


def _record(entry: Mapping[str, list[str]]) -> Record | None:
    """Return the paper that an entry describes; None if it names no paper, or nothing but its name."""
    arxiv_id = find_arxiv_id(_first(entry, "id"))
    if arxiv_id is None or not _first(entry, "summary") + _first(entry, "author"):
        return None
    codes = tuple(dict.fromkeys(filter(_CODE.fullmatch, entry.get("category", ()))))
    primary = _first(entry, "primary")
    return Record(
        base=arxiv_id.base,
        title=_first(entry, "title"),
        abstract=_first(entry, "summary"),
        authors=tuple(entry.get("author", ())),
        primary=primary if _CODE.fullmatch(primary) else next(iter(codes), ""),
        categories=codes,
    )


def _error(entry: Mapping[str, list[str]]) -> str:
    """Return what went wrong if that is what an entry says; a paper may well be called "Error"."""
    identifier = _first(entry, "id")
    if find_arxiv_id(identifier) is None and (_first(entry, "title") == "Error" or "/api/errors" in identifier):
        reason = "".join(sign if sign.isprintable() else " " for sign in _first(entry, "summary"))
        return reason[:_LONGEST_REASON] or "an error without a reason"
    return ""


def _first(entry: Mapping[str, list[str]], field: str) -> str:
    return entry.get(field, [""])[0]
