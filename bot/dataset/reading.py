"""What a source answers, and what it can be told when it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.models import Complaint, Week

__all__ = ["PLAINLY", "Asking", "Reading", "Source", "Step"]

Step = Callable[[int, int], None]
"""Told how much of an errand is done: so many of so many addresses."""


def _nobody(done: int, total: int) -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a source is to be asked: ``step`` watches; with ``accept`` a list that shrank by half serves all the same."""

    step: Step = _nobody
    accept: bool = False


PLAINLY = Asking()
"""Unwatched, and with every judgement."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source has: its weeks, what is to be said about them, and when an address last confirmed them.

    ``problem`` is "" while all is well, else a sentence for the admin; the weeks are then the last good ones, if there are any.
    ``curated`` is what their text was found to be (:class:`~bot.dataset.parsed.Parsed`).
    """

    weeks: tuple[Week, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    fetched_at: datetime | None = None
    problem: str = ""
    curated: bool = False


class Source(Protocol):
    """One place. ``name`` marks its complaints; ``origin`` describes it to people and holds no secret."""

    @property
    def name(self) -> str:
        """A short name, unique among the sources."""

    @property
    def origin(self) -> str:
        """Where that is, in words, a path or an address."""

    def local(self) -> Reading:
        """Return what this machine has; blocks on the disk, never on the network."""

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Return the newest there is, without blocking the event loop."""
