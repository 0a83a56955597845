"""One digest in one channel: deciding what is due there, doing it, and recording what became of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.digests._mover import Mover
from bot.digests._target import Target
from bot.digests.courier import Courier, LookAgain
from bot.digests.ledger import Ledger
from bot.digests.model import DigestContent
from bot.digests.plan import Decision, Deliver, NothingDue, Skip, content_of, decide
from bot.digests.reports import ChannelHistory, Outcome, RunRecord
from bot.digests.runs import closed_since, outcome_of
from bot.errors import DeliveryError, RefusedError

__all__ = ["Review", "Runner", "review"]

_log = logging.getLogger(__name__)


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

    @property
    def wants_news(self) -> datetime | None:
        """The due time that is decided if no week was begun for it: then a week that came this minute would be the right one."""
        act, last = self.decision.act, self.target.history.last_run
        if isinstance(act, NothingDue):
            return None
        return act.slot if last is None or last.slot != act.slot or last.outcome is Outcome.WAITING else None


def review(target: Target) -> Review:
    """Decide about a target. Pure."""
    closed = closed_since(target.history, target.now)
    if closed is not None:
        target = replace(target, history=replace(target.history, last_run=closed))
    decision = decide(target.digest, target.weeks, target.history, target.now, in_force_since=target.in_force_since)
    return Review(target, closed, decision)


class Runner:
    """Runs what is due, and keeps the records of runs."""

    def __init__(self, ledger: Ledger, courier: Courier, mover: Mover) -> None:
        self._ledger = ledger
        self._courier = courier
        self._mover = mover

    async def run(self, reviewed: Review) -> RunRecord | None:
        """Do what was decided; return the newest run that was recorded, None if there was nothing to record."""
        target = reviewed.target
        if reviewed.closed is not None:
            await self.record(target, reviewed.closed)
        skipped = None
        for skip in reviewed.decision.passed_over:
            skipped = await self.record(target, _run_of(target, skip.slot, Outcome.SKIPPED, skip.week, skip.reason))
        return await self._act(target, reviewed.decision) or skipped or reviewed.closed

    async def _act(self, target: Target, decision: Decision) -> RunRecord | None:
        act = decision.act
        if isinstance(act, NothingDue):
            return None
        if isinstance(act, Deliver):
            return await self._deliver(target, act, content_of(target.digest, act, next_due=decision.next_due))
        if isinstance(act, Skip):
            return await self.record(target, _run_of(target, act.slot, Outcome.SKIPPED, act.week, act.reason))
        return await self.record(target, _run_of(target, act.slot, Outcome.WAITING, None, act.reason))

    async def _deliver(self, target: Target, act: Deliver, content: DigestContent) -> RunRecord | None:
        begun = _run_of(target, act.slot, Outcome.UNFINISHED, content.week.end)
        # Before anything is sent: whoever finds this, another copy or the next start, knows that the slot has its week.
        if not await asyncio.to_thread(self._ledger.record_run, begun):
            return await self._taken_care_of(target)
        try:
            edition = await self._courier.deliver(content, target.channel_id)
        except LookAgain:
            return await self._begin_anew(target, begun)
        except RefusedError as error:
            return await self.record(target, replace(begun, outcome=Outcome.FAILED, reason=error.reason))
        except DeliveryError as error:
            reason = f"{error.reason} Paperboy tries again by itself."
            return await self.record(target, replace(begun, reason=reason))
        if target.found(edition):
            return await self._begin_anew(target, begun)
        return await self.record(target, replace(begun, outcome=outcome_of(edition), reason=edition.reason))

    async def _begin_anew(self, target: Target, begun: RunRecord) -> RunRecord | None:
        await asyncio.to_thread(self._ledger.release_run, begun)
        return await self.run(review(await self.look_anew(target)))

    async def look_anew(self, target: Target) -> Target:
        """Return the target with what was found in its channel; what is due is decided as if nothing had been begun."""
        (found,) = await self._mover.follow([replace(target, history=await self._history(target))])
        return replace(found, history=replace(found.history, last_run=target.history.last_run))

    async def record(self, target: Target, run: RunRecord) -> RunRecord | None:
        """Remember a run, and log it: what is new aloud, what is repeated every hour in a low voice.

        Returns the run; where the ledger has meanwhile what this would contradict, the newest one as it stands.
        """
        if not await asyncio.to_thread(self._ledger.record_run, run):
            return await self._taken_care_of(target)
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

    async def _taken_care_of(self, target: Target) -> RunRecord | None:
        _log.info(
            "%s in channel %d: taken care of meanwhile, by hand or by another copy of the bot.",
            target.digest.name,
            target.channel_id,
        )
        return (await self._history(target)).last_run

    async def _history(self, target: Target) -> ChannelHistory:
        name, channel_id = target.digest.name, target.channel_id
        return await asyncio.to_thread(self._ledger.history, name, channel_id, unmet=target.now)


def _run_of(target: Target, slot: datetime, outcome: Outcome, week: date | None = None, reason: str = "") -> RunRecord:
    return RunRecord(target.digest.name, target.channel_id, slot, outcome, target.now, week, reason)


def _severity(run: RunRecord, before: RunRecord | None) -> int:
    # A run that was closed since is decided upon as closed: then it stands in the history as this very record.
    repeats = before is not None and before != run and before == replace(run, at=before.at)
    if repeats:
        return logging.DEBUG
    return logging.WARNING if run.outcome is Outcome.FAILED else logging.INFO
