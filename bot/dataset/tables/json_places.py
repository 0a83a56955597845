"""The entries of a JSON text with the place of each, which a whole ``json.loads`` would lose.

Lists and objects are walked here as far down as entries stand; each entry is then decoded by the standard library. Numbers stay
text as written, so that arXiv ids keep their zeros and no number is too large; NaN and infinity are nothing.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable

__all__ = ["BrokenJsonError", "Members", "Walker"]

_WHITE = re.compile(r"[ \t\n\r]*")
_LINE_END = re.compile(r"\r\n|\n|\r")


class BrokenJsonError(ValueError):
    """A text is not JSON from ``line`` and ``column`` on, both from 1; ``reason`` says why."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        self.reason = reason
        self.line = line
        self.column = column
        super().__init__(f"{self.where}: {reason}")

    @property
    def where(self) -> str:
        """The place in words."""
        return f"line {self.line}, column {self.column}"


class Members(dict[str, object]):
    """An object of JSON; ``repeated`` are the keys that stand in it more than once, of which the last counts."""

    repeated: tuple[str, ...] = ()


def _members(pairs: list[tuple[str, object]]) -> Members:
    members = Members(pairs)
    if len(members) < len(pairs):
        members.repeated = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return members


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=str, parse_float=str, parse_constant=lambda name: None, strict=False
)
_REASONS = {
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing behind the key",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing, or there is a comma too many",
    "Expecting value": "a value is missing",
    "Unterminated string starting at": "the text that begins here has no closing quotation mark",
}


class Walker:
    """Goes through a text; places count from 0 and stand on the first character of a value."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._line_ends = [end.end() for end in _LINE_END.finditer(text)]

    def skip(self, place: int) -> int:
        """Return where the next thing begins that is no white space."""
        white = _WHITE.match(self.text, place)
        return white.end() if white else place

    def value(self, place: int) -> tuple[object, int]:
        """Return the value at ``place`` and where it ends; raise BrokenJsonError if there is none."""
        try:
            return _DECODER.raw_decode(self.text, place)
        except json.JSONDecodeError as error:
            raise self.fault(_REASONS.get(error.msg, error.msg.lower()), error.pos) from None
        except RecursionError:
            raise self.fault("lists and objects lie too deep in one another", place) from None

    def array(self, place: int, item: Callable[[int], int]) -> int:
        """Walk the list at ``place``; ``item`` is told where each value begins, and says where it ends.

        Return where the list ends. A comma behind the last value is forgiven.
        """
        place = self.skip(place + 1)
        while not self.text.startswith("]", place):
            place = self._next(item(place), "]")
        return place + 1

    def object(self, place: int, member: Callable[[str, int], int]) -> int:
        """Walk the object at ``place``; ``member`` is told each key and where its value begins, and says where that ends."""
        place = self.skip(place + 1)
        while not self.text.startswith("}", place):
            if not self.text.startswith('"', place):
                raise self.fault(_REASONS["Expecting property name enclosed in double quotes"], place)
            key, end = self.value(place)
            colon = self.skip(end)
            if not self.text.startswith(":", colon):
                raise self.fault(_REASONS["Expecting ':' delimiter"], colon)
            place = self._next(member(str(key), self.skip(colon + 1)), "}")
        return place + 1

    def line(self, place: int) -> int:
        """Return the line of a place, from 1."""
        return bisect_right(self._line_ends, place) + 1

    def fault(self, reason: str, place: int) -> BrokenJsonError:
        """Return the error to raise about a place."""
        line = self.line(place)
        begins = self._line_ends[line - 2] if line > 1 else 0
        return BrokenJsonError(reason, line, place - begins + 1)

    def _next(self, place: int, closing: str) -> int:
        """Step over the comma behind a value; a closing bracket stays."""
        place = self.skip(place)
        if self.text.startswith(",", place):
            return self.skip(place + 1)
        if not self.text.startswith(closing, place):
            raise self.fault(_REASONS["Expecting ',' delimiter"], place)
        return place
