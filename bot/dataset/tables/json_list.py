"""From JSON to weeks of papers.

Papers are objects: in a list, in an object under ``papers``, each week's under ``weeks``, or under the week itself::

    [{...}]   {"papers": [{...}]}   {"weeks": [{"week": "2023-03-26", "papers": [{...}]}]}   {"2023-03-26": [{...}]}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dataset.cells import CellError
from bot.dataset.parsed import Parsed
from bot.dataset.tables.collector import Collector, Spot
from bot.dataset.tables.columns import names_for
from bot.dataset.tables.entries import Entries
from bot.dataset.tables.headers import names_in_words
from bot.dataset.tables.json_places import BrokenJsonError, Walker
from bot.dataset.tables.jsonl_list import read_jsonl
from bot.dataset.tables.weeks import read_week
from bot.errors import TableError
from bot.settings.models import ColumnName

__all__ = ["read_json"]

_PAPERS, _WEEKS = "papers", "weeks"


def read_json(text: str, source: str, *, columns: Mapping[ColumnName, str] | None = None) -> Parsed:
    """Read a JSON text; one of an object a line is read as such.

    ``source`` names it in complaints, ``columns`` are the settings' names of keys. Raise TableError where it is no JSON, saying
    from where on, or where not one paper is in it.
    """
    expected = f'a list of objects, one for each paper, or {{"papers": [...]}}; of their keys {names_for(columns)}'
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TableError(source, "the text is empty", expected)
    document = _Document(text)
    try:
        document.read()
    except BrokenJsonError as fault:
        raise TableError(source, f"it is no JSON from {fault.where} on: {fault.reason}", expected) from None
    if document.goes_on:
        return read_jsonl(text, source, columns=columns)
    collector = Collector(source, "entry")
    entries = Entries(collector, columns)
    document.hand_to(entries)
    if entries.unmet_in_words:
        raise TableError(source, entries.unmet_in_words, expected)
    return collector.parsed(document.emptiness, expected)


@dataclass(slots=True)
class _Entry:
    place: int
    value: object
    week: object = None


@dataclass(slots=True)
class _Week:
    """An object of a list of weeks: what it says besides its papers, from ``first`` to before ``end`` among all entries."""

    fields: dict[str, object]
    first: int
    end: int


class _Document:
    """A JSON text while its entries are looked for."""

    def __init__(self, text: str) -> None:
        self._walker = Walker(text)
        self._entries: list[_Entry] = []
        self._weeks: list[_Week] = []
        self._fields: dict[str, object] = {}
        self._lists = False
        self.goes_on = False
        """Whether another object follows the first one, as in a text of one object a line."""

    def read(self) -> None:
        """Find all entries; raise BrokenJsonError where it is no JSON."""
        walker = self._walker
        start = walker.skip(0)
        if walker.text.startswith("[", start):
            self._lists = True
            end = walker.array(start, self._entry)
        elif walker.text.startswith("{", start):
            end = walker.object(start, self._member)
        else:
            raise walker.fault("neither a list nor an object begins here", start)
        rest = walker.skip(end)
        self.goes_on = walker.text.startswith("{", rest) and not self._lists
        if rest < len(walker.text) and not self.goes_on:
            raise walker.fault("something follows what was complete", rest)
        if not self._lists:
            self._entries.append(_Entry(start, self._fields))

    def hand_to(self, entries: Entries) -> None:
        """Hand over all entries, each with where it stands and the week it stands in."""
        for week in self._weeks:
            said = entries.week_of(week.fields)
            for entry in self._entries[week.first : week.end]:
                entry.week = said
        lines = [self._walker.line(entry.place) for entry in self._entries]
        crowded = len(set(lines)) < len(lines)
        for number, (line, entry) in enumerate(zip(lines, self._entries, strict=True), start=1):
            entries.take(Spot(line, number if crowded else 0), entry.value, entry.week)

    @property
    def emptiness(self) -> str:
        """Why there is no entry at all."""
        return (
            f"its lists are empty (its keys are {names_in_words(self._fields)})"
            if self._fields
            else "the list is empty"
        )

    def _entry(self, place: int, week: object = None) -> int:
        value, end = self._walker.value(place)
        self._entries.append(_Entry(place, value, week))
        return end

    def _member(self, key: str, place: int) -> int:
        """Walk a list of papers or weeks, and decode what else stands beside it."""
        if self._walker.text.startswith("[", place):
            folded = key.strip().casefold()
            if folded == _PAPERS:
                self._lists = True
                return self._walker.array(place, self._entry)
            if folded == _WEEKS:
                return self._walker.array(place, self._week)
            if _is_week(key):
                self._lists = True
                return self._walker.array(place, lambda item: self._entry(item, key))
        self._fields[key], end = self._walker.value(place)
        return end

    def _week(self, place: int) -> int:
        """Walk an object with a week's papers; one without papers only says which weeks the papers are of."""
        if not self._walker.text.startswith("{", place):
            return self._walker.value(place)[1]
        week = _Week({}, len(self._entries), 0)

        def member(key: str, value: int) -> int:
            if key.strip().casefold() == _PAPERS and self._walker.text.startswith("[", value):
                self._lists = True
                return self._walker.array(value, self._entry)
            week.fields[key], end = self._walker.value(value)
            return end

        end = self._walker.object(place, member)
        week.end = len(self._entries)
        self._weeks.append(week)
        return end


def _is_week(key: str) -> bool:
    try:
        read_week(key)
    except CellError:
        return False
    return True
