"""What the digests' desk answers to commands and the command line, and what the ledger remembers of the past.

Values only; times are aware and in UTC, so that each reader's own zone is the business of whoever shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.digests.model import DigestContent, EditionKey, Part, StepState

__all__ = [
    "ChannelHistory",
    "ChannelStatus",
    "Correction",
    "DigestStatus",
    "EditionRecord",
    "Outcome",
    "PostResult",
    "Preview",
    "RunRecord",
    "RunSummary",
]


class Outcome(StrEnum):
    """How a run of a digest in a channel ended, or stands."""

    DELIVERED = "delivered"
    SKIPPED = "skipped"  # nothing new, missed, too late: ``reason`` says which
    WAITING = "waiting"  # due, and looking for a new week until a time that ``reason`` names
    FAILED = "failed"  # ``reason`` says what is missing and what to do
    UNFINISHED = "unfinished"  # planned or half sent; goes on by itself


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What became of one due time (``slot``) of a digest in a channel; ``at`` is when that was written."""

    digest: str
    channel_id: int
    slot: datetime
    outcome: Outcome
    at: datetime
    week: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit of messages that stand, because their week was corrected at its source.

    ``SENT`` says that they were edited ``at`` that time; ``FAILED`` that they stay as they were, and ``reason`` why; else it
    is on its way, perhaps with a ``reason`` why it takes so long.
    """

    at: datetime
    state: StepState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as the ledger has it: ``state`` of the whole, and the ids of the messages that exist, in order.

    ``adopted`` marks one that was not sent by this ledger but found in the channel. ``thread_id`` is set for a forum post.
    ``correction`` is the newest one of what was posted.
    """

    key: EditionKey
    state: StepState
    message_ids: tuple[int, ...]
    changed_at: datetime
    reason: str = ""
    adopted: bool = False
    thread_id: int | None = None
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class ChannelHistory:
    """All that deciding about a digest in a channel needs to know of the past.

    ``first_seen`` is when the ledger first met this digest in this channel: nothing due earlier is caught up. ``last_run`` is
    the newest slot that was dealt with. ``editions`` holds the highest attempt of each week.
    """

    first_seen: datetime
    last_run: RunRecord | None = None
    editions: Mapping[date, EditionRecord] = field(default_factory=dict)

    @property
    def delivered(self) -> frozenset[date]:
        """The weeks that stand in the channel in full; a second attempt is made only of one that does."""
        return frozenset(
            week
            for week, edition in self.editions.items()
            if edition.state is StepState.SENT or edition.key.attempt > 1
        )

    @property
    def taken(self) -> frozenset[date]:
        """The weeks that are delivered, or on their way without anything more to decide."""
        under_way = (StepState.PLANNED, StepState.SENDING)
        return self.delivered | {week for week, edition in self.editions.items() if edition.state in under_way}


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """One channel of a digest: its last run, its last edition, and the week that the next run would post, if any.

    ``last_corrected`` is the edition with the newest correction, if that is no older than a month.
    """

    channel_id: int
    last_run: RunRecord | None
    last_edition: EditionRecord | None
    next_week: date | None
    next_reason: str = ""
    last_corrected: EditionRecord | None = None

    @property
    def last_reason(self) -> str:
        """Why the last run ended as it did; "" where ``next_reason`` says the same, as it does while a run waits."""
        reason = self.last_run.reason if self.last_run else ""
        return "" if reason == self.next_reason else reason


@dataclass(frozen=True, slots=True)
class DigestStatus:
    """A digest as it stands; ``next_due`` is None where its schedule never comes true again."""

    digest: str
    next_due: datetime | None
    channels: tuple[ChannelStatus, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what the next run will post to a channel: ``parts`` are the very payloads; empty with a ``reason`` if nothing."""

    digest: str
    channel_id: int
    due: datetime | None
    content: DigestContent | None
    parts: tuple[Part, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PostResult:
    """The answer to "post now": what ``outcome`` says, of which week, with the edition where there is one.

    ``already`` is True where the week stood in the channel before, and nothing was sent.
    """

    digest: str
    channel_id: int
    outcome: Outcome
    edition: EditionRecord | None = None
    already: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What one pass over all digests did: ``runs`` as they were recorded, and editions of before that went on meanwhile.

    ``corrected`` are those whose messages were edited, or were to be: their ``correction`` says.
    """

    runs: tuple[RunRecord, ...] = ()
    settled: tuple[EditionRecord, ...] = ()
    corrected: tuple[EditionRecord, ...] = ()
