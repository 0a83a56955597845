"""What arXiv said, kept on disk for good.

One file of JSON lines that only ever grows, so that the bot and a command line may write it at the same time: a line comes by one
write at the end of the file, and of two lines about one paper the later counts. A list of 2,000 papers takes some 4 MB. What a
crash or a full disk left half written is one broken line, whose paper is asked for again.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import Any

from bot.dataset.arxiv_api.record import Record

__all__ = ["ArxivStore"]

_log = logging.getLogger(__name__)

_ASK_AGAIN_AFTER = timedelta(days=7)
"""How long a paper that arXiv does not know is left alone; arXiv announces new ones within days."""

_FORMAT = 1


class ArxivStore:
    """arXiv's descriptions of papers in ``folder``, by arXiv id without version, and the ids that arXiv did not know.

    The file is read at the first question; ``catch_up`` adds what another process has written since. Every method may block on
    the disk, may be called from any thread, and raises nothing for a disk that cannot be read or written: what cannot be kept
    there is in memory until it can.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / "papers.jsonl"
        self._lock = threading.Lock()
        self._records: dict[str, Record] = {}
        self._unknown: dict[str, datetime] = {}
        self._read = False
        self._offset = 0
        self._unsaved: deque[bytes] = deque()
        self._troubled = False

    def get(self, base: str) -> Record | None:
        """Return what arXiv said of a paper, None if it has not."""
        self._open()
        return self._records.get(base)

    def is_due(self, base: str, now: datetime) -> bool:
        """Tell whether a paper is to be asked for: nothing is known of it, and arXiv did not say so within seven days."""
        self._open()
        asked = self._unknown.get(base)
        return base not in self._records and (asked is None or not timedelta(0) <= now - asked < _ASK_AGAIN_AFTER)

    def known(self) -> str:
        """Return the id of some paper that arXiv surely has, "" if none was ever answered."""
        self._open()
        return next(reversed(self._records), "")

    def catch_up(self) -> None:
        """Read what was written since the last time, by whomever."""
        with self._lock:
            self._catch_up()

    def keep(self, records: Iterable[Record], now: datetime) -> None:
        """Keep what arXiv says, at ``now`` (UTC)."""
        with self._lock:
            for record in records:
                self._take(record)
                self._unsaved.append(_line({"at": now.isoformat(), **asdict(record)}))
            self._save()

    def keep_unknown(self, bases: Iterable[str], now: datetime) -> None:
        """Keep that arXiv did not know these papers at ``now`` (UTC)."""
        with self._lock:
            for base in bases:
                self._unknown[base] = now
                self._unsaved.append(_line({"at": now.isoformat(), "base": base, "unknown": True}))
            self._save()

    def _open(self) -> None:
        if not self._read:
            self.catch_up()

    def _catch_up(self) -> None:
        self._read = True
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                # A file that shrank is another one.
                file.seek(self._offset if self._offset <= size else 0)
                start = file.tell()
                # The last piece has no end yet: it is being written at this moment, or never will be.
                whole, end, _ = file.read().rpartition(b"\n")
        except FileNotFoundError:
            self._offset = 0
            return
        except OSError as error:
            self._report("read", error)
            return
        self._offset = start + len(whole) + len(end)
        broken = sum(not self._understands(line) for line in whole.split(b"\n") if line)
        if broken:
            _log.info(
                "%s: %d of its lines could not be read; what they held is asked of arXiv again", self._path, broken
            )

    def _understands(self, line: bytes) -> bool:
        """Take a line; one of a later format is left to the version that wrote it."""
        try:
            values = json.loads(line)
            if values["format"] == _FORMAT:
                self._take_values(values)
        except (ValueError, KeyError, TypeError, RecursionError):
            return False
        return True

    def _take_values(self, values: dict[str, Any]) -> None:
        if values.get("unknown"):
            asked = datetime.fromisoformat(values["at"])
            if asked.tzinfo is None:
                raise ValueError("a moment without its time zone")
            self._unknown[_text(values["base"])] = asked
            return
        self._take(
            Record(
                base=_text(values["base"]),
                title=_text(values["title"]),
                abstract=_text(values["abstract"]),
                authors=tuple(map(_text, values["authors"])),
                primary=_text(values["primary"]),
                categories=tuple(map(_text, values["categories"])),
            )
        )

    def _take(self, record: Record) -> None:
        # The one that is there already is shared with the papers that were completed from it.
        if self._records.get(record.base) != record:
            self._records[record.base] = record

    def _save(self) -> None:
        """Write what is not on disk yet. No fsync: what a power cut takes is asked of arXiv again."""
        if not self._unsaved:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab+", buffering=0) as file:
                if _ends_midway(file):
                    file.write(b"\n")
                while self._unsaved:
                    _write_whole(file, self._unsaved[0])
                    self._unsaved.popleft()
        except OSError as error:
            self._report("write", error)
        else:
            self._troubled = False

    def _report(self, verb: str, error: OSError) -> None:
        if not self._troubled:
            _log.warning(
                "%s: cannot %s what arXiv said (%s); it is asked again after a restart",
                self._path,
                verb,
                error.strerror,
            )
        self._troubled = True


def _ends_midway(file: FileIO) -> bool:
    if not file.seek(0, os.SEEK_END):
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def _write_whole(file: FileIO, line: bytes) -> None:
    if file.write(line) != len(line):
        raise OSError(errno.ENOSPC, "the disk took only a part of it")


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps({"format": _FORMAT, **values}, separators=(",", ":")).encode() + b"\n"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
