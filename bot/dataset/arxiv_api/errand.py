"""What is asked next, and what an answer proves: the plan of one errand to arXiv. Pure.

arXiv answers for all papers of a list in one feed, without those that it does not know. But it also sends an empty feed now and
then (its manual does not say so; its users do), and one id that it does not like has the whole list refused. So

- an answer counts only if it holds a paper; a *witness*, one that arXiv surely has, goes along with each list as soon as one is
  known, so that a list of papers that arXiv does not know can have such an answer;
- a list that is refused twice is halved until the id that spoils it stands alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

__all__ = ["BATCH", "Batch", "Errand"]

BATCH = 100
"""Ids in one request: far below what arXiv takes (2,000 results), and an answer that comes within seconds."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is asked for in one request; ``refused`` if arXiv has refused the list, or one that held it, before."""

    ids: tuple[str, ...]
    witness: str = ""
    refused: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """All ids of the request."""
        return (*self.ids, self.witness) if self.witness and self.witness not in self.ids else self.ids


class Errand:
    """Asks for ``ids`` in their order; ``witness`` is a paper that arXiv surely has, "" if none is known yet.

    Each batch from ``next`` is reported by one of ``answered``, ``refuse`` and ``put_back``.
    """

    def __init__(self, ids: Iterable[str], witness: str = "") -> None:
        wanted = tuple(ids)
        self.total = len(wanted)
        self.done = 0
        """How many of the papers are settled."""
        self._batches = deque(Batch(wanted[start : start + BATCH]) for start in range(0, len(wanted), BATCH))
        self._refused: list[str] = []
        self._witness = witness
        self._proven = False

    @property
    def unfinished(self) -> bool:
        """Whether there is anything left to ask."""
        return bool(self._batches)

    @property
    def refused(self) -> tuple[str, ...]:
        """What arXiv refused by itself, while it did answer for others: ids that it does not take."""
        return tuple(self._refused) if self._proven else ()

    def next(self, is_due: Callable[[str], bool]) -> Batch | None:
        """Return what to ask for; leaves out what need not be asked any more, and None if that is all of the next batch."""
        batch = self._batches.popleft()
        due = tuple(base for base in batch.ids if is_due(base))
        self.done += len(batch.ids) - len(due)
        return replace(batch, ids=due, witness=self._witness) if due else None

    def answered(self, batch: Batch, known: Collection[str]) -> tuple[str, ...]:
        """Take an answer that holds the papers ``known``, at least one; return what arXiv does not know."""
        self.done += len(batch.ids)
        self._proven = True
        self._witness = next(base for base in batch.asked if base in known)
        return tuple(base for base in batch.ids if base not in known)

    def refuse(self, batch: Batch) -> None:
        """Take a refusal: the list is asked once more as it is, then by halves."""
        if not batch.refused:
            self._batches.appendleft(replace(batch, refused=True))
        elif len(batch.ids) == 1:
            self._refused.extend(batch.ids)
            self.done += 1
        else:
            middle = len(batch.ids) // 2
            halves = (batch.ids[:middle], batch.ids[middle:])
            self._batches.extendleft(replace(batch, ids=half) for half in reversed(halves))

    def put_back(self, batch: Batch) -> None:
        """Ask for a batch once more, next, as there was no answer."""
        self._batches.appendleft(batch)
