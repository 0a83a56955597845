"""What changed lately, and what papers were called before: kept on disk, for this process, the next one and any other.

One JSON file. It is written rarely and small, so each writing takes what stands there, adds to it and replaces it as a whole.
Where two processes do so in the same moment, the entries of one may be lost; the file is never broken by it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.dataset.replacing import replace_file
from bot.models import Change, ChangeKind

__all__ = ["Journal"]

_VERSION = 1
_MOST_CHANGES = 500
_MOST_RENAMED = 20_000
"""Ten times as many as the longest list has papers, each of them corrected once; some 1 MB."""

_NOT_OURS = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What reading raises where a text is not of the form that is written here."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Entries:
    """``changes`` oldest first; ``renamed`` leads from former identities to present ones, and none of these is a former one."""

    changes: tuple[Change, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


class Journal:
    """The journal in ``path``, whose folder is made at the first writing. What is said of blocking is about the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries = _Entries()
        self._unwritten = _Entries()
        self._writes = True

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed lately, newest first, as it was last read or written: at most 500. Never blocks."""
        return self._entries.changes[::-1]

    @property
    def renamed(self) -> Mapping[str, str]:
        """Former identities of papers, each with its present one, as they were last read or written. Never blocks."""
        return self._entries.renamed

    def read(self) -> None:
        """Take in what this or another process has written. Blocks; never raises for what the disk does."""
        self._entries = _merged(self._from_disk(), self._unwritten)

    def add(self, changes: Iterable[Change], renamed: Mapping[str, str], *, since: datetime | None) -> None:
        """Write down what changed, but for what another process had already: blocks, never raises for what the disk does.

        What another process noted from ``since`` on, when the reading was made that ``changes`` are the difference to, it saw
        in the same text. What cannot be written is kept, and written the next time.
        """
        there = self._from_disk()
        noted = {_undated(one) for one in there.changes if since is not None and one.at >= since}
        new = tuple(change for change in changes if _undated(change) not in noted)
        self._unwritten = _merged(self._unwritten, _Entries(new, renamed))
        self._entries = _merged(there, self._unwritten)
        if self._entries != there:
            self._write()

    def _write(self) -> None:
        try:
            replace_file(self._path, _dumped(self._entries))
        except OSError as error:
            if self._writes:
                _log.warning("What changed in the sources cannot be kept in %s (%s).", self._path, error)
            self._writes = False
        else:
            self._unwritten = _Entries()
            self._writes = True

    def _from_disk(self) -> _Entries:
        try:
            return _loaded(self._path.read_bytes())
        except FileNotFoundError:
            return _Entries()
        except OSError as error:
            _log.warning("What changed in the sources cannot be read from %s (%s).", self._path, error)
        except _NOT_OURS:
            self._set_aside()
        # What this process knows is not lost with the file.
        return self._entries

    def _set_aside(self) -> None:
        aside = self._path.with_name(f"{self._path.name}.broken")
        try:
            self._path.replace(aside)
        except OSError as error:
            _log.warning("%s is broken, and cannot be renamed (%s); it begins anew.", self._path, error)
        else:
            _log.warning("%s was broken, and is now %s; what changed is noted anew from here on.", self._path, aside)


def _undated(change: Change) -> Change:
    return replace(change, at=datetime.min)  # noqa: DTZ901 - a stand-in that is compared with itself only


def _merged(older: _Entries, newer: _Entries) -> _Entries:
    changes = sorted(dict.fromkeys((*older.changes, *newer.changes)), key=lambda change: change.at)
    renamed = dict(older.renamed)
    for former, present in newer.renamed.items():
        _rename(renamed, former, present)
    spare = len(renamed) - _MOST_RENAMED
    for former in list(islice(renamed, max(0, spare))):
        del renamed[former]
    return _Entries(tuple(changes[-_MOST_CHANGES:]), MappingProxyType(renamed))


def _rename(renamed: dict[str, str], former: str, present: str) -> None:
    """Let ``former`` and all that led to it lead to ``present``, which from now on is no former identity itself."""
    if former == present:
        return
    for key in [key for key, value in renamed.items() if value == former]:
        renamed[key] = present
    renamed[former] = present
    # It was renamed back.
    renamed.pop(present, None)


def _dumped(entries: _Entries) -> bytes:
    value = {
        "version": _VERSION,
        "changes": [asdict(change) for change in entries.changes],
        "renamed": dict(entries.renamed),
    }
    # Escaped, because a title from a JSON list may hold half of a surrogate pair, which no encoding takes.
    return json.dumps(value, default=lambda day: day.isoformat(), indent=1).encode("ascii")


def _loaded(content: bytes) -> _Entries:
    """Return what was written, or raise one of _NOT_OURS."""
    value = json.loads(content)
    if value["version"] != _VERSION:
        raise ValueError("another version")
    changes = sorted(map(_change, value["changes"]), key=lambda change: change.at)
    renamed = {str(former): str(present) for former, present in value["renamed"].items()}
    # Nobody is led in a circle by a file that was edited.
    kept = {former: present for former, present in renamed.items() if present not in renamed}
    return _Entries(tuple(changes), MappingProxyType(kept))


def _change(value: dict[str, Any]) -> Change:
    at = datetime.fromisoformat(value["at"])
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return Change(
        source=str(value["source"]),
        kind=ChangeKind(value["kind"]),
        at=at,
        week=date.fromisoformat(value["week"]),
        former=date.fromisoformat(value["former"]) if value["former"] else None,
        weeks=int(value["weeks"]),
        papers=int(value["papers"]),
        title=str(value["title"]),
        fields=tuple(map(str, value["fields"])),
        identity=str(value["identity"]),
        formerly=str(value["formerly"]),
    )
