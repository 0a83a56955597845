"""The right to send one request to arXiv, which one holder on this machine has at a time.

A file holds the moment of the last request, and a lock of the operating system on it is the right; the system frees it when
its holder dies. What the folder refuses (a full or read-only disk, a network share without locks) is no reason not to ask: the
pace is then kept within the process only.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["Claim"]

_log = logging.getLogger(__name__)

# Windows locks bytes, and nobody else may read those; this one is behind the moment.
_LOCKED_BYTE = 4096
_MOMENT_BYTES = 32


class Claim:
    """One attempt at that right, by the file at ``path``; its methods block on the disk and may be called from any thread.

    ``rest`` is how many seconds must lie between two requests, and ``busy`` after how many to look again while another process is
    asking. ``release`` is for good: a ``take`` that comes late finds that out.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime], *, rest: float, busy: float) -> None:
        self._path = path
        self._clock = clock
        self._rest = rest
        self._busy = busy
        self._mutex = threading.Lock()
        self._descriptor: int | None = None
        self._over = False

    def take(self) -> float:
        """Take the right, and return 0; or return for how many seconds to wait before the next attempt."""
        with self._mutex:
            if self._over:
                return self._busy
            try:
                return self._take()
            except OSError as error:
                self._close()
                _log.debug("%s cannot be used (%s); other processes are not waited for", self._path, error.strerror)
                return 0.0

    def release(self) -> None:
        """Give the right back, if it was taken, and note that a request ends now."""
        with self._mutex:
            self._over = True
            with suppress(OSError):
                self._stamp()
            self._close()

    def _take(self) -> float:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        self._descriptor = descriptor
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):
            self._close()
            return self._busy
        last = _moment(os.read(descriptor, _MOMENT_BYTES))
        elapsed = self._rest if last is None else (self._clock() - last).total_seconds()
        if elapsed < 0 or elapsed >= self._rest:
            self._stamp()
        if elapsed < self._rest:
            self._close()
        # Below 0 the clock was set back, and all of the rest may be left: it is counted from now.
        return max(0.0, self._rest - max(0.0, elapsed))

    def _stamp(self) -> None:
        if self._descriptor is not None:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, self._clock().astimezone(UTC).isoformat(timespec="microseconds").encode())

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock a file until it is closed. Raise BlockingIOError or PermissionError if somebody else has."""
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _moment(text: bytes) -> datetime | None:
    """Return the moment that a file held, None if it held none."""
    try:
        moment = datetime.fromisoformat(text.decode("ascii"))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
