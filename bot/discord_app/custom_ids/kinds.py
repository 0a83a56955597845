"""What the buttons of Paperboy carry: their whole state, in a component's custom id of at most 100 characters.

A message lives for years and a process for days, so a press finds everything it needs in the message itself. Each class has a
``PATTERN`` for ``discord.ui.DynamicItem`` (which matches the whole id), ``encode`` and ``decode``. The forms are a promise:
messages that were posted long ago still carry them, so a new form gets a new prefix and an old one stays readable.

Two components of one message must not share an id; ``origin`` tells apart two buttons that lead to the same place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.catalog.results import SearchQuery
from bot.digests.model import Marker
from bot.discord_app.custom_ids.search_state import fold, shortened, spread, unfold
from bot.discord_app.text.markdown import length

__all__ = [
    "MOST_CHARACTERS",
    "ChosenDigest",
    "DigestAct",
    "LookForPapers",
    "OpenPaper",
    "PickWeek",
    "PostAgain",
    "SearchPage",
    "ShowMonth",
    "ShowWeek",
    "WeekOfDigest",
    "category_key",
    "category_of_key",
    "decode_search",
    "encode_search",
]

MOST_CHARACTERS = 100
"""The longest custom id; https://discord.com/developers/docs/components/reference."""

_DAY = r"\d{4}-\d{2}-\d{2}"
_MOST_CATEGORY = 48
_MOST_PAGE = 99_999
_SEARCH_PREFIX = len(f"search:{_MOST_PAGE}:13:")
# The last character of a chunk is a full stop, so that no server trims a blank where a chunk happens to end.
_CHUNK = MOST_CHARACTERS - _SEARCH_PREFIX - 1


def _fields(pattern: re.Pattern[str], source: re.Match[str] | str) -> re.Match[str]:
    match = pattern.fullmatch(source) if isinstance(source, str) else source
    if match is None:
        raise ValueError("not a custom id of this kind")
    return match


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """Opens a paper's card. ``identity`` is :attr:`bot.models.Paper.identity`; ``week`` prefers that entry of the paper."""

    identity: str
    week: date
    origin: str = ""

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        rf"paper:(?P<week>{_DAY}):(?P<identity>[a-z0-9./-]{{1,25}})(?::(?P<origin>[a-z0-9]{{1,16}}))?",
        re.ASCII,
    )

    def encode(self) -> str:
        """Return ``paper:2023-03-26:2303.12712``, with ``:origin`` behind it if there is one."""
        return f"paper:{self.week.isoformat()}:{self.identity}" + (f":{self.origin}" if self.origin else "")

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind or names a day that does not exist."""
        match = _fields(cls.PATTERN, source)
        return cls(match["identity"], date.fromisoformat(match["week"]), match["origin"] or "")


@dataclass(frozen=True, slots=True)
class ShowWeek:
    """Shows the week that ends on ``end``, its ``page`` from 0, filtered by ``category`` unless that is empty.

    ``category`` is a :func:`category_key`.
    """

    end: date
    page: int = 0
    category: str = ""
    origin: str = ""

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        rf"week:(?P<end>{_DAY}):(?P<page>\d{{1,5}}):(?P<origin>[a-z0-9]{{0,16}}):(?P<category>.{{0,{_MOST_CATEGORY}}})",
        re.ASCII | re.DOTALL,
    )

    def encode(self) -> str:
        """Return ``week:2023-03-26:0::cs.CL``; the gap holds the origin."""
        return f"week:{self.end.isoformat()}:{self.page}:{self.origin}:{category_key(self.category)}"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind or names a day that does not exist."""
        match = _fields(cls.PATTERN, source)
        return cls(date.fromisoformat(match["end"]), int(match["page"]), match["category"], match["origin"])


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Shows the weeks that end in the month of ``first``, its first day."""

    first: date

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(r"month:(?P<month>\d{4}-\d{2})", re.ASCII)

    def encode(self) -> str:
        """Return ``month:2023-03``."""
        return f"month:{self.first.isoformat()[:7]}"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind or names a month that does not exist."""
        return cls(date.fromisoformat(f"{_fields(cls.PATTERN, source)['month']}-01"))


@dataclass(frozen=True, slots=True)
class PickWeek:
    """A string select over many weeks, each option's value a :class:`ShowWeek` id. ``index`` tells those of one message apart."""

    index: int = 0

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(r"pick-week:(?P<index>\d{1,2})", re.ASCII)

    def encode(self) -> str:
        """Return ``pick-week:<index>``."""
        return f"pick-week:{self.index}"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind."""
        return cls(int(_fields(cls.PATTERN, source)["index"]))


@dataclass(frozen=True, slots=True)
class WeekOfDigest:
    """Shows the whole week of a digest. Being in every part of it, it is also the marker that the channel's history returns."""

    marker: Marker

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"digest:(?P<tag>[0-9a-f]{8}):(?P<week>\d{8}):(?P<attempt>\d{1,9}):(?P<part>\d{1,4}):(?P<parts>\d{1,4})",
        re.ASCII,
    )

    def encode(self) -> str:
        """Return ``digest:<tag>:20230326:<attempt>:<part>:<parts>``."""
        mark = self.marker
        return f"digest:{mark.digest_tag}:{_compact(mark.week)}:{mark.attempt}:{mark.part}:{mark.parts}"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind or names a day that does not exist."""
        match = _fields(cls.PATTERN, source)
        numbers = (int(match[name]) for name in ("attempt", "part", "parts"))
        return cls(Marker(match["tag"], _day(match["week"]), *numbers))


@dataclass(frozen=True, slots=True)
class PostAgain:
    """Posts a week once more to a channel where it already stands; only a press on this says so."""

    digest_tag: str
    channel_id: int
    week: date

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"again:(?P<tag>[0-9a-f]{8}):(?P<channel>\d{1,20}):(?P<week>\d{8})", re.ASCII
    )

    def encode(self) -> str:
        """Return ``again:<tag>:<channel id>:20230326``."""
        return f"again:{self.digest_tag}:{self.channel_id}:{_compact(self.week)}"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind or names a day that does not exist."""
        match = _fields(cls.PATTERN, source)
        return cls(match["tag"], int(match["channel"]), _day(match["week"]))


class DigestAct(StrEnum):
    """What is done with a digest that was chosen among several."""

    PREVIEW = "preview"
    POST = "post"


@dataclass(frozen=True, slots=True)
class ChosenDigest:
    """Previews a digest in one of its channels, or posts it there now."""

    act: DigestAct
    digest_tag: str
    channel_id: int

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"chosen:(?P<act>preview|post):(?P<tag>[0-9a-f]{8}):(?P<channel>\d{1,20})", re.ASCII
    )

    def encode(self) -> str:
        """Return ``chosen:<preview or post>:<tag>:<channel id>``."""
        return f"chosen:{self.act}:{self.digest_tag}:{self.channel_id}"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind."""
        match = _fields(cls.PATTERN, source)
        return cls(DigestAct(match["act"]), match["tag"], int(match["channel"]))


@dataclass(frozen=True, slots=True)
class LookForPapers:
    """Asks the sources for newer papers."""

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(r"look-for-papers", re.ASCII)

    def encode(self) -> str:
        """Return ``look-for-papers``."""
        return "look-for-papers"

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind."""
        _fields(cls.PATTERN, source)
        return cls()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Shows a ``page`` (from 0) of a search whose query is spread over ``count`` buttons; this is piece ``index`` of it."""

    page: int
    index: int
    count: int
    chunk: str

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"search:(?P<page>\d{1,5}):(?P<index>[0-2])(?P<count>[13]):(?P<chunk>.{0,99})\.", re.ASCII | re.DOTALL
    )

    @classmethod
    def alone(cls, query: SearchQuery, page: int = 0) -> Self | None:
        """Return a button that holds the whole query by itself; None if the query is too long for one."""
        state = fold(query, _CHUNK)
        return None if state is None or length(state) > _CHUNK else cls(page, 0, 1, state)

    def encode(self) -> str:
        """Return ``search:<page>:<index><count>:<chunk>.``."""
        return f"search:{self.page}:{self.index}{self.count}:{self.chunk}."

    @classmethod
    def decode(cls, source: re.Match[str] | str) -> Self:
        """Read an id back; ValueError if it is none of this kind."""
        match = _fields(cls.PATTERN, source)
        return cls(int(match["page"]), int(match["index"]), int(match["count"]), match["chunk"])


def encode_search(query: SearchQuery, page: int, pages: int) -> tuple[str, str, str]:
    """Return the ids of a page bar (previous, where we are, next), which together hold the query.

    ``page`` counts from 0. A query beyond what three ids hold (hardly ever one of Discord's 200 characters with an arXiv
    category) loses the end of its text.
    """
    room = 3 * _CHUNK
    folded = fold(query, room)
    while folded is None:
        query = shortened(query) if query.text else replace(query, category=None)
        folded = fold(query, room)
    targets = (max(page - 1, 0), page, max(min(page + 1, pages - 1), 0))
    previous, here, following = (
        SearchPage(min(target, _MOST_PAGE), index, 3, chunk).encode()
        for index, (target, chunk) in enumerate(zip(targets, spread(folded, 3), strict=True))
    )
    return previous, here, following


def decode_search(ids: Iterable[str], pressed: str | None = None) -> SearchQuery:
    """Return the query held by the custom ids of a message, in any order and among others.

    ``pressed`` is used alone where it holds the whole query. ValueError if a piece is missing or nothing can be read.
    """
    found = [SearchPage.decode(match) for one in ids if (match := SearchPage.PATTERN.fullmatch(one))]
    if pressed is not None and (alone := SearchPage.decode(pressed)).count == 1:
        return unfold(alone.chunk)
    if len(found) == 1 and found[0].count == 1:
        return unfold(found[0].chunk)
    chunks = {piece.index: piece.chunk for piece in found if piece.count == 3}
    if sorted(chunks) != [0, 1, 2]:
        raise ValueError("a piece of the search is missing")
    return unfold("".join(chunks[index] for index in range(3)))


def category_key(category: str | None) -> str:
    """Return what stands for a category in a custom id: itself if short and plain, else ``#`` and twelve hex digits."""
    if not category:
        return ""
    if length(category) <= _MOST_CATEGORY and category.isprintable() and category == category.strip():
        return category
    return "#" + hashlib.sha256(category.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:12]


def category_of_key(key: str, known: Iterable[str]) -> str:
    """Return which of the ``known`` categories a key stands for, else the key as it is."""
    return next((category for category in known if category_key(category) == key), key)


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def _day(compact: str) -> date:
    return datetime.strptime(compact, "%Y%m%d").date()  # noqa: DTZ007 - a day has no time zone
