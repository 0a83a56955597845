"""What reading a text of papers comes to, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.models import Complaint, Week

__all__ = ["Parsed", "Reader"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text holds: its weeks, oldest first, and what was wrong with it, by line.

    ``curated`` tells a list that somebody writes week by week from a table of what papers say of themselves; merging goes by it.
    It stands here because a source whose settings name no kind is told by its text.
    """

    weeks: tuple[Week, ...]
    complaints: tuple[Complaint, ...] = ()
    curated: bool = False


class Reader(Protocol):
    """Reads one form of text. Pure, in time that grows no faster than the text."""

    def __call__(self, text: str, source: str) -> Parsed:
        """Read all papers in ``text``; ``source`` names it in complaints.

        What cannot be read is left out with a complaint. Raise :class:`~bot.errors.TableError` where not one paper can be read;
        it says what was expected.
        """
        ...
