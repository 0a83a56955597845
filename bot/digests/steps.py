"""What an edition asks of Discord, step by step: how parts become steps, and what the steps together amount to. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from bot.digests.model import ChannelKind, EditionKey, Marker, Part, Payload, StepKind, StepState
from bot.digests.reports import Correction

__all__ = [
    "MESSAGES",
    "PlannedStep",
    "Standing",
    "StepRecord",
    "changed_at",
    "correction_of",
    "delivered_ids",
    "nonce_for",
    "overall_reason",
    "overall_state",
    "steps_for",
]


MESSAGES = frozenset({StepKind.POST, StepKind.OPEN_POST})
"""What brings a message into a channel; all else happens to one that stands there, and makes an edition neither more nor less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One thing to ask of Discord, before it is asked.

    ``ordinal`` counts from 1 in the order of asking. ``after`` is the ordinal of the step that this one builds on: a post
    into a forum post's thread needs the thread, publishing and editing need the message. ``message_id`` is set where the
    message was found in the channel and nothing is left to ask. ``title`` is the name of the forum post that is opened; of one
    that is edited, if it is to have another.
    """

    ordinal: int
    kind: StepKind
    part: int
    parts: int
    payload: Payload | None = None
    title: str = ""
    after: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord(PlannedStep):
    """A step as the ledger has it.

    ``doubtful``: the message may stand in the channel though nobody recorded it, so look before sending. ``begun_at`` and
    ``claimed_at`` are the database's own clock: nothing was sent before the first, and the second is the newest claim.
    ``marked`` is the week that the edition was planned as, if that week's date was corrected since.
    """

    state: StepState
    planned_at: datetime
    changed_at: datetime
    doubtful: bool = False
    begun_at: datetime | None = None
    claimed_at: datetime | None = None
    reason: str = ""
    marked: date | None = None

    def marker(self, key: EditionKey) -> Marker:
        """Return what the message of this step carries."""
        return Marker(Marker.tag_of(key.digest), self.marked or key.week, key.attempt, self.part, self.parts)

    def nonce(self, key: EditionKey) -> str:
        """Return the nonce of this step's message, which a corrected date leaves as it is."""
        return nonce_for(replace(key, week=self.marked or key.week), self.part)


class Standing(Protocol):
    """As much of a step as tells how its edition stands; a row of the ledger will do."""

    @property
    def kind(self) -> str:
        """A :class:`StepKind` or its value."""
        ...

    @property
    def state(self) -> str:
        """A :class:`StepState` or its value."""
        ...

    @property
    def message_id(self) -> int | None:
        """The message that stands."""
        ...

    @property
    def reason(self) -> str:
        """What went wrong last."""
        ...

    @property
    def changed_at(self) -> datetime:
        """When it came to stand so."""
        ...


def steps_for(
    kind: ChannelKind, parts: Sequence[Part], *, title: str = "", found: Mapping[int, int] | None = None
) -> tuple[PlannedStep, ...]:
    """Return the steps that bring ``parts`` into a channel of that kind.

    A forum takes the first part as a new post named ``title`` and the others into its thread. In an announcement channel
    every message is published, after all of them stand: Discord allows few publications an hour, and the channel's own
    readers need not wait for them. ``found`` maps parts that already stand there to their message ids.
    """
    found = found or {}
    steps = [_post(kind, ordinal, part, title, found) for ordinal, part in enumerate(parts, start=1)]
    if kind is ChannelKind.ANNOUNCEMENT:
        steps += [_publication(post, len(parts)) for post in steps]
    return tuple(steps)


def _post(kind: ChannelKind, ordinal: int, part: Part, title: str, found: Mapping[int, int]) -> PlannedStep:
    opens = kind is ChannelKind.FORUM and ordinal == 1
    return PlannedStep(
        ordinal=ordinal,
        kind=StepKind.OPEN_POST if opens else StepKind.POST,
        part=part.marker.part,
        parts=part.marker.parts,
        payload=part.payload,
        title=title if opens else "",
        after=1 if kind is ChannelKind.FORUM and not opens else None,
        message_id=found.get(part.marker.part),
    )


def _publication(post: PlannedStep, offset: int) -> PlannedStep:
    return PlannedStep(
        ordinal=post.ordinal + offset, kind=StepKind.PUBLISH, part=post.part, parts=post.parts, after=post.ordinal
    )


def nonce_for(key: EditionKey, part: int) -> str:
    """Return the nonce of a part: the same after any restart, another for every channel, part and attempt.

    24 hex digits of SHA-256; Discord takes 25 characters. A week with a date that another one was posted under has the nonce of
    that one, which Discord has forgotten by then.
    """
    identity = f"{key.digest.casefold()}|{key.channel_id}|{key.week.isoformat()}|{key.attempt}|{part}"
    return hashlib.sha256(identity.encode()).hexdigest()[:24]


def overall_state(steps: Sequence[Standing]) -> StepState:
    """Return where an edition stands: ``SENT`` once every message stands, whatever became of publishing and editing."""
    return _state_of([step for step in steps if step.kind in MESSAGES])


def overall_reason(steps: Sequence[Standing]) -> str:
    """Return what an admin should know of an edition: what stopped it, else what went wrong with publishing, else ``""``."""
    troubled = [step for step in steps if step.reason and step.state != StepState.SENT and step.kind != StepKind.EDIT]
    troubled.sort(key=lambda step: (step.state != StepState.FAILED, step.kind == StepKind.PUBLISH))
    return troubled[0].reason if troubled else ""


def delivered_ids(steps: Sequence[Standing]) -> tuple[int, ...]:
    """Return the ids of the messages that stand in the channel, in order."""
    return tuple(step.message_id for step in steps if step.message_id is not None and step.kind in MESSAGES)


def changed_at(steps: Sequence[Standing]) -> datetime:
    """Return when an edition came to stand as it does; corrections leave that as it is."""
    return max(step.changed_at for step in steps if step.kind != StepKind.EDIT)


def correction_of(steps: Sequence[Standing]) -> Correction | None:
    """Return how the newest correction of an edition stands; None if there never was one."""
    edits = [step for step in steps if step.kind == StepKind.EDIT]
    if not edits:
        return None
    state = _state_of(edits)
    reason = next((step.reason for step in edits if step.reason and step.state == state), "")
    return Correction(max(step.changed_at for step in edits), state, reason)


def _state_of(steps: Sequence[Standing]) -> StepState:
    states = {step.state for step in steps}
    for state in (StepState.FAILED, StepState.SENDING, StepState.PLANNED):
        if state in states:
            return state
    return StepState.SENT
