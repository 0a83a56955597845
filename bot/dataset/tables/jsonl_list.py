"""From JSON Lines, an object a line, to weeks of papers; a line that is broken costs only itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.dataset.parsed import Parsed
from bot.dataset.tables.collector import Collector, Spot
from bot.dataset.tables.columns import names_for
from bot.dataset.tables.entries import Entries
from bot.dataset.tables.json_places import BrokenJsonError, Walker
from bot.errors import TableError
from bot.settings.models import ColumnName

__all__ = ["read_jsonl"]

# Text may hold U+2028 and its like, at which str.splitlines would break too.
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_jsonl(text: str, source: str, *, columns: Mapping[ColumnName, str] | None = None) -> Parsed:
    """Read a paper from each line; empty ones are passed over, and a comma behind an object is forgiven.

    ``source`` names it in complaints, ``columns`` are the settings' names of keys. Raise TableError where no line is a paper.
    """
    expected = f"an object in each line, one for each paper; of their keys {names_for(columns)}"
    collector = Collector(source, "line")
    entries = Entries(collector, columns)
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        if not line.strip():
            continue
        try:
            entries.take(Spot(number), _decoded(line))
        except BrokenJsonError as fault:
            collector.leave_out(Spot(number), f"it is no JSON from column {fault.column} on: {fault.reason}")
    if entries.unmet_in_words:
        raise TableError(source, entries.unmet_in_words, expected)
    return collector.parsed("the text is empty", expected)


def _decoded(line: str) -> object:
    walker = Walker(line)
    value, end = walker.value(walker.skip(0))
    rest = walker.skip(end)
    if line[rest:].rstrip() not in {"", ","}:
        raise walker.fault("something follows the object", rest)
    return value
