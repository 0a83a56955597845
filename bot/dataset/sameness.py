"""When two entries of one week are the same paper."""

from __future__ import annotations

from bot.models import Paper, normalised_title

__all__ = ["Shelf"]


class Shelf:
    """The papers of one week, found again by what makes them the same.

    Two are the same if their arXiv ids agree but for the version, or if their titles agree (case, accents and punctuation aside)
    and not both have an arXiv id: two ids that differ are two papers, whatever they are called.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, int] = {}
        self._by_title: dict[str, list[int]] = {}
        self._has_id: list[bool] = []

    def place(self, paper: Paper) -> int | None:
        """Return the place, from 0, of the same paper; None if it is not here."""
        if paper.arxiv_id is not None and paper.arxiv_id.base in self._by_id:
            return self._by_id[paper.arxiv_id.base]
        alike = self._by_title.get(normalised_title(paper.title), [])
        return next((place for place in alike if paper.arxiv_id is None or not self._has_id[place]), None)

    def add(self, paper: Paper) -> int:
        """Put a new paper at the end and return its place."""
        place = len(self._has_id)
        self._has_id.append(paper.arxiv_id is not None)
        self._by_title.setdefault(normalised_title(paper.title), []).append(place)
        if paper.arxiv_id is not None:
            self._by_id.setdefault(paper.arxiv_id.base, place)
        return place

    def also(self, place: int, paper: Paper) -> None:
        """Let what is at ``place`` be found by the id of ``paper`` too, which is the same."""
        if paper.arxiv_id is not None:
            self._by_id.setdefault(paper.arxiv_id.base, place)
            self._has_id[place] = True
