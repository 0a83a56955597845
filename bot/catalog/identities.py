"""Papers by identity, also by those that they had before: what was posted in an earlier year must still be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.models import Paper, title_identity

__all__ = ["Identities"]


class Identities:
    """Finds papers by identity; ``papers`` are those of the newest week first, ``renamed`` maps former identities to present.

    A paper whose arXiv id is known is found by its title's identity as well: that was its identity before, and still is where
    another snapshot does not know the id.
    """

    def __init__(self, papers: Sequence[Paper], renamed: Mapping[str, str]) -> None:
        self._papers = papers
        self._renamed = renamed
        self._entries: dict[str, list[Paper]] = {}
        for paper in papers:
            self._entries.setdefault(paper.identity, []).append(paper)
        self._by_title: Mapping[str, list[Paper]] | None = None

    def find(self, identity: str, week: date | None = None) -> Paper | None:
        """Return the paper's entry in the week that ends on ``week``, else its newest one.

        Its own identity counts before a former one, unless only by a former one it is in that very week.
        """
        newest: Paper | None = None
        for entries in self._readings(identity):
            for paper in entries:
                if week is None or paper.week == week:
                    return paper
            newest = newest or next(iter(entries), None)
        return newest

    def _readings(self, identity: str) -> Iterator[Sequence[Paper]]:
        """Yield the entries of what an identity may stand for, most likely first."""
        present = self._renamed.get(identity, identity)
        for one in dict.fromkeys((identity, present)):
            yield self._entries.get(one, ())
            if one.startswith("t-"):
                yield self._titled().get(one, ())

    def _titled(self) -> Mapping[str, list[Paper]]:
        # Made when the first press needs it, by every thread that finds it missing: hashing all titles delays each start.
        if self._by_title is None:
            by_title: dict[str, list[Paper]] = {}
            for paper in self._papers:
                if paper.arxiv_id is not None:
                    by_title.setdefault(title_identity(paper.title), []).append(paper)
            self._by_title = by_title
        return self._by_title
