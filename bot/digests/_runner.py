"""One digest in one channel: deciding what is due there, doing it, and recording what became of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime

from bot.digests.courier import Courier
from bot.digests.ledger import Ledger
from bot.digests.model import DigestContent
from bot.digests.plan import Decision, Deliver, NothingDue, Skip, content_of, decide
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome, RunRecord
from bot.digests.runs import closed_since, outcome_of
from bot.digests.selection import Selected
from bot.errors import DeliveryError, RefusedError
from bot.settings.models import DigestSettings

__all__ = ["Review", "Runner", "Target", "review"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Target:
    """A digest in a channel, and all that deciding about it at ``now`` takes."""

    digest: DigestSettings
    channel_id: int
    weeks: tuple[Selected, ...]
    history: ChannelHistory
    now: datetime
    in_force_since: datetime | None = None
    """Since when the digest's schedule is what it is, if it was just changed."""

    def found(self, edition: EditionRecord) -> bool:
        """Tell whether the channel turned out to have that week: a ledger that is new, or was lost, learns it on delivery."""
        return edition.adopted and edition.key.week not in self.history.editions


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be done for a target: first to record ``closed``, a run whose edition went on since, then ``decision``."""

    target: Target
    closed: RunRecord | None
    decision: Decision

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        nothing_due = isinstance(self.decision.act, NothingDue) and not self.decision.passed_over
        return nothing_due and self.closed is None


def review(target: Target) -> Review:
    """Decide about a target. Pure."""
    closed = closed_since(target.history, target.now)
    if closed is not None:
        target = replace(target, history=replace(target.history, last_run=closed))
    decision = decide(target.digest, target.weeks, target.history, target.now, in_force_since=target.in_force_since)
    return Review(target, closed, decision)


class Runner:
    """Runs what is due, and keeps the records of runs."""

    def __init__(self, ledger: Ledger, courier: Courier) -> None:
        self._ledger = ledger
        self._courier = courier

    async def run(self, reviewed: Review) -> RunRecord | None:
        """Do what was decided; return the newest run that was recorded, None if there was nothing to record."""
        target = reviewed.target
        if reviewed.closed is not None:
            await self.record(target, reviewed.closed)
        skipped = None
        for skip in reviewed.decision.passed_over:
            skipped = await self.record(target, _run_of(target, skip.slot, Outcome.SKIPPED, reason=skip.reason))
        return await self._act(target, reviewed.decision) or skipped or reviewed.closed

    async def _act(self, target: Target, decision: Decision) -> RunRecord | None:
        act = decision.act
        if isinstance(act, NothingDue):
            return None
        if isinstance(act, Deliver):
            return await self._deliver(target, act, content_of(target.digest, act, next_due=decision.next_due))
        outcome = Outcome.SKIPPED if isinstance(act, Skip) else Outcome.WAITING
        return await self.record(target, _run_of(target, act.slot, outcome, reason=act.reason))

    async def _deliver(self, target: Target, act: Deliver, content: DigestContent) -> RunRecord | None:
        begun = replace(_run_of(target, act.slot, Outcome.UNFINISHED), week=content.week.end)
        # Before anything is sent: whoever finds this after a kill knows that the slot has its week.
        await asyncio.to_thread(self._ledger.record_run, begun)
        try:
            edition = await self._courier.deliver(content, target.channel_id)
        except RefusedError as error:
            return await self.record(target, replace(begun, outcome=Outcome.FAILED, reason=error.reason))
        except DeliveryError as error:
            reason = f"{error.reason} Paperboy tries again by itself."
            return await self.record(target, replace(begun, reason=reason))
        if target.found(edition):
            return await self.run(review(await self.look_anew(target)))
        return await self.record(target, replace(begun, outcome=outcome_of(edition), reason=edition.reason))

    async def look_anew(self, target: Target) -> Target:
        """Return the target with what was found in its channel; what is due is decided as if nothing had been begun."""
        name, channel_id = target.digest.name, target.channel_id
        history = await asyncio.to_thread(self._ledger.history, name, channel_id, unmet=target.now)
        return replace(target, history=replace(history, last_run=target.history.last_run))

    async def record(self, target: Target, run: RunRecord) -> RunRecord:
        """Remember a run, and log it: what is new aloud, what is repeated every hour in a low voice."""
        await asyncio.to_thread(self._ledger.record_run, run)
        _log.log(
            _severity(run, target.history.last_run),
            "%s in channel %d, due %s: week %s, %s%s",
            run.digest,
            run.channel_id,
            run.slot.isoformat(timespec="minutes"),
            run.week or "none",
            run.outcome,
            f": {run.reason}" if run.reason else "",
        )
        return run


def _run_of(target: Target, slot: datetime, outcome: Outcome, *, reason: str = "") -> RunRecord:
    return RunRecord(target.digest.name, target.channel_id, slot, outcome, target.now, reason=reason)


def _severity(run: RunRecord, before: RunRecord | None) -> int:
    if before is not None and (run.slot, run.outcome, run.reason) == (before.slot, before.outcome, before.reason):
        return logging.DEBUG
    return logging.WARNING if run.outcome is Outcome.FAILED else logging.INFO
