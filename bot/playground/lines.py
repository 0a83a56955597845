"""Lines out of a pipe, however its bytes are cut."""

from __future__ import annotations

import codecs

__all__ = ["LONGEST", "LineSplitter"]

LONGEST = 2_000
"""Characters of a line that are kept; a bot that writes a megabyte without a line break fills no memory."""


class LineSplitter:
    """Takes bytes as they come and gives back the lines that are complete, without their ends.

    What is not UTF-8 is replaced; what a line has beyond :data:`LONGEST` characters is left out, with ``…`` in its place.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._open = ""

    def feed(self, data: bytes) -> list[str]:
        """Return the lines that these bytes complete."""
        *complete, self._open = (self._open + self._decoder.decode(data)).split("\n")
        # One character more than is shown, so that it stays known that there was more.
        self._open = self._open[: LONGEST + 1]
        return [_shown(line) for line in complete]

    def close(self) -> list[str]:
        """Return the last line where it had no end."""
        rest = self.feed(b"") + [_shown(line) for line in [self._open + self._decoder.decode(b"", final=True)] if line]
        self._open = ""
        return rest


def _shown(line: str) -> str:
    line = line.removesuffix("\r")
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"
