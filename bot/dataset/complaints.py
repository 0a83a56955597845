"""What is to be said about a list, in the order of its lines."""

from __future__ import annotations

from bot.models import Complaint

__all__ = ["Complaints"]

# Some text is a page of something else; nobody reads more than this about it.
_MOST = 500


class Complaints:
    """Takes complaints about one source, and knows when to stop."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._told: list[Complaint] = []
        self._untold = 0

    def add(self, line: int, reason: str) -> None:
        """Say what is wrong in a line."""
        if len(self._told) < _MOST:
            self._told.append(Complaint(self._source, line, reason))
        else:
            self._untold += 1

    def all(self) -> tuple[Complaint, ...]:
        """Return them by line, with a last one for those beyond what anybody reads."""
        ordered = sorted(self._told, key=lambda complaint: complaint.line)
        if self._untold:
            ordered.append(Complaint(self._source, 0, f"{self._untold} more complaints about this source"))
        return tuple(ordered)
