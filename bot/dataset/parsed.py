"""What reading a text of papers comes to, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.models import Complaint, Week

__all__ = ["Parsed", "Reader"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text holds: its weeks, oldest first, and what was wrong with it, by line."""

    weeks: tuple[Week, ...]
    complaints: tuple[Complaint, ...] = ()


class Reader(Protocol):
    """Reads one form of text. Pure, in time that grows no faster than the text."""

    def __call__(self, text: str, source: str) -> Parsed:
        """Read all papers in ``text``; ``source`` names it in complaints.

        What cannot be read is left out with a complaint. Raise :class:`~bot.errors.TableError` where not one paper can be read;
        it says what was expected.
        """
        ...
