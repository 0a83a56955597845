"""One text at a time, whatever the number of threads that have one to read."""

from __future__ import annotations

from threading import Lock
from typing import Final

from bot.dataset.parsed import Parsed, Reader

__all__ = ["in_turn"]

_TURN: Final = Lock()
"""Of the process, as is what it spares: threads that read at once take turns at the interpreter, and are done no sooner, while
the event loop, which stands in line with all of them, waits 5 ms for each."""


def in_turn(reader: Reader) -> Reader:
    """Return the reader, which then waits until no other that was made here is reading."""

    def read(text: str, source: str) -> Parsed:
        with _TURN:
            return reader(text, source)

    return read
