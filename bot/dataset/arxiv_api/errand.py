"""What is asked next, and what an answer proves: the plan of one errand to arXiv. Pure.

arXiv answers for all papers of a list in one feed, without those that it does not know. But it also sends an empty feed now and
then (its manual does not say so; its users do), and one id that it does not like has the whole list refused. So nothing that is
missing from an answer counts as unknown by that alone:

- Each list contains a *witness*, a paper that arXiv surely has, as soon as one is known. An answer without any paper is none.
- What is missing is asked for once more, in small lists; an answer without the witness proves nothing.
- A list that is refused twice is halved until the id that spoils it stands alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

__all__ = ["BATCH", "Batch", "Errand"]

BATCH = 100
"""Ids in one request: far below what arXiv takes (2,000 results), and an answer that comes within seconds."""

_FEW = 20


@dataclass(frozen=True, slots=True)
class Batch:
    """What is asked for in one request; ``again`` if a former answer lacked these ids, ``refused`` if arXiv refused the list."""

    ids: tuple[str, ...]
    witness: str = ""
    again: bool = False
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
        self._open = set(wanted)
        self._batches = deque(Batch(wanted[start : start + BATCH]) for start in range(0, len(wanted), BATCH))
        self._missing: list[str] = []
        self._refused: list[str] = []
        self._witness = witness
        self._proven = False

    @property
    def unfinished(self) -> bool:
        """Whether there is anything left to ask; what is missing without a witness is left to the next errand."""
        return bool(self._batches or (self._missing and self._witness))

    @property
    def done(self) -> int:
        """How many of the papers are settled."""
        return self.total - len(self._open)

    @property
    def refused(self) -> tuple[str, ...]:
        """What arXiv refused by itself, while it did answer for others: ids that it does not take."""
        return tuple(self._refused) if self._proven else ()

    def next(self, is_due: Callable[[str], bool]) -> Batch | None:
        """Return what to ask for; leaves out what need not be asked any more, and None if that is all of the next batch."""
        if self._batches:
            batch = self._batches.popleft()
        else:
            batch = Batch(tuple(self._missing[:_FEW]), again=True)
            del self._missing[:_FEW]
        due = tuple(base for base in batch.ids if is_due(base))
        self._open -= set(batch.ids) - set(due)
        return replace(batch, ids=due, witness=self._witness) if due else None

    def doubts(self, batch: Batch, known: AbstractSet[str]) -> bool:
        """Tell whether an answer that holds ``known`` is more likely a failure than true."""
        if batch.again:
            return batch.witness not in known
        return not known and (bool(batch.witness) or len(batch.ids) > _FEW)

    def answered(self, batch: Batch, known: AbstractSet[str]) -> tuple[str, ...]:
        """Take an answer that holds ``known``, and is not in doubt; return what it proves to be unknown to arXiv."""
        self._open -= known
        if known:
            self._proven = True
            self._witness = next(base for base in batch.asked if base in known)
        missing = tuple(base for base in batch.ids if base not in known)
        if not batch.again:
            self._missing.extend(missing)
            return ()
        self._open -= set(missing)
        return missing

    def refuse(self, batch: Batch) -> None:
        """Take a refusal: the list is asked once more as it is, then by halves."""
        if not batch.refused:
            self._batches.appendleft(replace(batch, refused=True))
        elif len(batch.ids) == 1:
            self._refused.extend(batch.ids)
            self._open -= set(batch.ids)
        else:
            middle = len(batch.ids) // 2
            halves = (batch.ids[:middle], batch.ids[middle:])
            self._batches.extendleft(replace(batch, ids=half) for half in reversed(halves))

    def put_back(self, batch: Batch) -> None:
        """Ask for a batch once more, next, as there was no answer."""
        self._batches.appendleft(batch)
