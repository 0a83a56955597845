"""Papers that are objects of JSON: which key holds what, and what is said of those that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dataset.cells import shown
from bot.dataset.tables.collector import Collector, Spot
from bot.dataset.tables.columns import NoColumnError, find_columns
from bot.dataset.tables.headers import names_in_words
from bot.dataset.tables.json_places import Members
from bot.settings.models import ColumnName

__all__ = ["Entries"]

_Keys = tuple[str, ...]


class Entries:
    """Hands decoded entries to a collector. Each may have other keys, as what is empty is often left out."""

    def __init__(self, collector: Collector, mapping: Mapping[ColumnName, str] | None) -> None:
        self._collector = collector
        self._mapping = mapping or {}
        self._known: dict[_Keys, dict[str, str]] = {}
        self._first: _Keys = ()
        self.unmet: dict[ColumnName, str] = dict(self._mapping)
        """The settings' names of columns that no entry had so far."""

    def take(self, spot: Spot, entry: object, week: object = None) -> None:
        """Take an entry; ``week`` is that of the week it stands in, for one that names none itself."""
        if not isinstance(entry, Mapping):
            self._collector.leave_out(spot, "it is no object such as {" + '"title": ..., "link": ...}')
            return
        keys = tuple(entry)
        self._first = self._first or keys
        values: dict[str, object] = {column: entry[key] for column, key in self._columns(keys).items()}
        if week is not None and values.get("week") is None:
            values["week"] = week
        if isinstance(entry, Members) and entry.repeated:
            self._collector.complain(
                spot, f"the key {shown(entry.repeated[0])} stands twice in it; the last one counts"
            )
        hint = "" if "title" in values or not keys else f" (its keys are {names_in_words(keys)})"
        self._collector.take(spot, values, hint=hint)

    def week_of(self, fields: Mapping[str, object]) -> object:
        """Return what an object that holds a week's papers says of its week; None if nothing."""
        key = self._columns(tuple(fields)).get("week")
        return None if key is None else fields[key]

    @property
    def unmet_in_words(self) -> str:
        """Why a name of the settings was not met, "" if all were."""
        if not self.unmet or not self._first:
            return ""
        error = NoColumnError(*next(iter(self.unmet.items())))
        return f"{error}, but no entry has that key; the first one has {names_in_words(self._first)}"

    def _columns(self, keys: _Keys) -> Mapping[str, str]:
        """Return the key for each column; what the settings name counts where it is there."""
        if keys not in self._known:
            here = {column: title for column, title in self._mapping.items() if _has(keys, column, title)}
            self.unmet = {column: title for column, title in self.unmet.items() if column not in here}
            self._known[keys] = {column: keys[place] for column, place in find_columns(keys, here).items()}
        return self._known[keys]


def _has(keys: _Keys, column: ColumnName, title: str) -> bool:
    try:
        find_columns(keys, {column: title})
    except NoColumnError:
        return False
    return True
