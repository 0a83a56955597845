"""The digests' desk: what commands and the command line ask about digests, and what the scheduler has done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.catalog import Catalog
from bot.digests.courier import Courier
from bot.digests.due import due_after
from bot.digests.ledger import Ledger
from bot.digests.model import DigestContent, Renderer, StepState
from bot.digests.outlook import DigestOutlook
from bot.digests.plan import (
    Decision,
    Deliver,
    NothingDue,
    Skip,
    choose_by_hand,
    content_of,
    decide,
    say_nothing_new,
)
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome, PostResult, RunRecord, RunSummary
from bot.digests.runs import SOON, closed_since, look_again_at, outcome_of
from bot.digests.selection import Selected
from bot.errors import DeliveryError, PaperboyError, RefusedError
from bot.settings.models import DigestSettings, Settings

__all__ = ["DigestDesk"]

_log = logging.getLogger(__name__)

_CHANNELS_AT_ONCE = 16
"""How many channels are served side by side; more would only wait for Discord's 50 requests a second."""


@dataclass(frozen=True, slots=True)
class _Target:
    """A digest in a channel, and all that deciding about it at ``now`` takes."""

    digest: DigestSettings
    channel_id: int
    weeks: tuple[Selected, ...]
    history: ChannelHistory
    now: datetime


@dataclass(frozen=True, slots=True)
class _Pass:
    """What a pass over one channel recorded, and when that channel is worth another look."""

    run: RunRecord | None
    look_at: datetime | None


class DigestDesk(DigestOutlook):
    """The outlook, with hands: it posts. One at a time in a process; copies of the bot may share a database."""

    def __init__(
        self,
        *,
        settings: Callable[[], Settings],
        catalog: Callable[[], Catalog],
        ledger: Ledger,
        courier: Courier,
        renderer: Renderer,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(settings=settings, catalog=catalog, ledger=ledger, renderer=renderer, clock=clock)
        self._courier = courier
        self._looked_at: datetime | None = None
        self._look_again: datetime | None = None

    async def run_due(self) -> RunSummary:
        """Do everything that is due: finish what was begun, then decide about each digest and channel, and deliver.

        Channels are served side by side, and one that fails does not stop the others: what went wrong is recorded and
        logged. Raises :class:`~bot.errors.StoreError` where the database cannot be used at all.
        """
        now = self._looked_at = self._clock()
        settled = await self._courier.settle()
        targets = await self._targets(now)
        room = asyncio.Semaphore(_CHANNELS_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._pass(target, room), name=f"digest {target.digest.name} to {target.channel_id}")
                for target in targets
            ]
        passes = [task.result() for task in tasks]
        self._look_again = await self._earliest_look(now, passes, settled)
        return RunSummary(tuple(done.run for done in passes if done.run is not None), settled)

    def next_wake(self) -> datetime | None:
        """Return when :meth:`run_due` is next worth calling, in UTC; None while no digest is ever due.

        May lie in the past: a digest that came due during the last pass is not passed over.
        """
        since = self._looked_at or self._clock()
        moments = [due_after(digest, since) for digest in self._settings().digests]
        return min((moment for moment in [*moments, self._look_again] if moment is not None), default=None)

    async def post(self, digest: str, channel_id: int, *, again: bool = False) -> PostResult:
        """Post to a channel now what is undelivered there, whether or not anything is due.

        That is the newest new week (as ``backlog`` says), else one that failed, else what ``nothing_new`` brings. Where all
        is there, nothing is sent: ``already``, with the edition that stands there. With ``again``, the newest delivered week
        is sent once more, as a further attempt.

        Raises :class:`~bot.errors.DigestError` where the settings name no such digest or channel.
        """
        found = self._find(digest, channel_id)
        now = self._clock()
        history = await asyncio.to_thread(self._ledger.history, found.name, channel_id, unmet=now)
        target = _Target(found, channel_id, await self._weeks(found), history, now)
        result = await (self._post_again(target) if again else self._post(target))
        week = result.edition.key.week if result.edition else "none"
        _log.info(
            "%s in channel %d, asked to post now: week %s, %s%s",
            found.name,
            channel_id,
            week,
            "already there" if result.already else result.outcome,
            f": {result.reason}" if result.reason else "",
        )
        return result

    # Running what is due.

    async def _targets(self, now: datetime) -> list[_Target]:
        digests = self._settings().digests
        pairs = [(digest.name, channel) for digest in digests for channel in digest.channel_ids]
        histories = await asyncio.to_thread(self._meet, pairs, now)
        return [
            _Target(digest, channel, weeks, histories[digest.name, channel], now)
            for digest, weeks in [(digest, await self._weeks(digest)) for digest in digests]
            for channel in digest.channel_ids
        ]

    def _meet(self, pairs: list[tuple[str, int]], now: datetime) -> dict[tuple[str, int], ChannelHistory]:
        """Return the histories; due times begin now for whoever was never met."""
        histories = dict(self._ledger.histories(pairs, unmet=now))
        for pair, history in histories.items():
            if history.first_seen == now:
                histories[pair] = replace(history, first_seen=self._ledger.first_seen(*pair, now))
        return histories

    async def _pass(self, target: _Target, room: asyncio.Semaphore) -> _Pass:
        try:
            async with room:
                run = await self._run(target)
        except Exception as error:  # noqa: BLE001 - logged with its traceback; the other channels go on
            _log.exception("%s in channel %d could not be run.", target.digest.name, target.channel_id)
            return _Pass(None, target.now + SOON if isinstance(error, PaperboyError) else None)
        return _Pass(run, look_again_at(target.digest, run or target.history.last_run, target.now))

    async def _run(self, target: _Target) -> RunRecord | None:
        """Decide and act; return the newest run that was recorded, None if there was nothing to record."""
        closed = closed_since(target.history, target.now)
        if closed is not None:
            await self._record(target, closed)
            target = replace(target, history=replace(target.history, last_run=closed))
        decision = decide(target.digest, target.weeks, target.history, target.now)
        for skip in decision.passed_over:
            await self._record(target, _run_of(target, skip.slot, Outcome.SKIPPED, reason=skip.reason))
        return await self._act(target, decision) or closed

    async def _act(self, target: _Target, decision: Decision) -> RunRecord | None:
        act = decision.act
        if isinstance(act, NothingDue):
            return None
        if isinstance(act, Deliver):
            return await self._deliver(target, act, content_of(target.digest, act, next_due=decision.next_due))
        outcome = Outcome.SKIPPED if isinstance(act, Skip) else Outcome.WAITING
        return await self._record(target, _run_of(target, act.slot, outcome, reason=act.reason))

    async def _deliver(self, target: _Target, act: Deliver, content: DigestContent) -> RunRecord | None:
        begun = replace(_run_of(target, act.slot, Outcome.UNFINISHED), week=content.week.end)
        # Before anything is sent: whoever finds this after a kill knows that the slot has its week.
        await asyncio.to_thread(self._ledger.record_run, begun)
        try:
            edition = await self._courier.deliver(content, target.channel_id)
        except RefusedError as error:
            return await self._record(target, replace(begun, outcome=Outcome.FAILED, reason=error.reason))
        except DeliveryError as error:
            reason = f"{error.reason} Paperboy tries again by itself."
            return await self._record(target, replace(begun, reason=reason))
        if _was_found(edition, target):
            return await self._run(await self._look_anew(target))
        return await self._record(target, replace(begun, outcome=outcome_of(edition), reason=edition.reason))

    async def _look_anew(self, target: _Target) -> _Target:
        """Return the target with what was found in its channel; what is due is decided as if nothing had been begun."""
        name, channel_id = target.digest.name, target.channel_id
        history = await asyncio.to_thread(self._ledger.history, name, channel_id, unmet=target.now)
        return replace(target, history=replace(history, last_run=target.history.last_run))

    async def _record(self, target: _Target, run: RunRecord) -> RunRecord:
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

    async def _earliest_look(
        self, now: datetime, passes: list[_Pass], settled: tuple[EditionRecord, ...]
    ) -> datetime | None:
        looks = [done.look_at for done in passes if done.look_at is not None]
        if any(edition.state in (StepState.PLANNED, StepState.SENDING) for edition in settled):
            looks.append(now + SOON)
        # A copy that was killed while sending holds its claim until then.
        expiry = await asyncio.to_thread(self._ledger.next_expiry)
        if expiry is not None:
            looks.append(self._clock() + expiry)
        return min(looks, default=None)

    # Posting on request.

    async def _post(self, target: _Target) -> PostResult:
        choice = choose_by_hand(target.digest, target.weeks, target.history)
        if choice is None:
            return await self._already(target)
        act = Deliver(target.now, choice.selected, choice.archive)
        result = await self._send(target, content_of(target.digest, act, next_due=due_after(target.digest, target.now)))
        if result.edition is not None and _was_found(result.edition, target):
            return await self._post(await self._look_anew(target))
        return result

    async def _already(self, target: _Target) -> PostResult:
        standing = await self._standing(target.history)
        if standing is None:
            reason = say_nothing_new(target.digest, target.weeks, ()) + "."
            return PostResult(target.digest.name, target.channel_id, Outcome.SKIPPED, reason=reason)
        return PostResult(target.digest.name, target.channel_id, Outcome.DELIVERED, standing, already=True)

    async def _post_again(self, target: _Target) -> PostResult:
        standing = await self._standing(target.history)
        if standing is None:
            reason = "Nothing was posted here before, so there is nothing to post again."
            return PostResult(target.digest.name, target.channel_id, Outcome.SKIPPED, reason=reason)
        week = standing.key.week
        selected = next((one for one in target.weeks if one.end == week), None)
        if selected is None:
            reason = f"The list has no papers of the week to {week} for this digest any more."
            return PostResult(target.digest.name, target.channel_id, Outcome.SKIPPED, standing, reason=reason)
        content = content_of(
            target.digest, Deliver(target.now, selected), next_due=due_after(target.digest, target.now)
        )
        newest = target.history.editions[week]
        # An attempt that did not come through is gone on with; only one that did makes room for the next.
        attempt = newest.key.attempt + (newest.state is StepState.SENT)
        return await self._send(target, replace(content, attempt=attempt))

    async def _send(self, target: _Target, content: DigestContent) -> PostResult:
        name, channel_id = target.digest.name, target.channel_id
        try:
            edition = await self._courier.deliver(content, channel_id)
        except DeliveryError as error:
            return PostResult(name, channel_id, Outcome.FAILED, reason=error.reason)
        history = await asyncio.to_thread(self._ledger.history, name, channel_id, unmet=target.now)
        closed = closed_since(history, target.now)
        if closed is not None:
            await self._record(target, closed)
        return PostResult(name, channel_id, outcome_of(edition), edition, reason=edition.reason)

    async def _standing(self, history: ChannelHistory) -> EditionRecord | None:
        """Return the newest delivered week's edition that stands in the channel, of several attempts the last that does."""
        newest = history.editions.get(max(history.delivered)) if history.delivered else None
        if newest is None or newest.state is StepState.SENT:
            return newest
        for attempt in range(newest.key.attempt - 1, 0, -1):
            earlier = await asyncio.to_thread(self._ledger.edition, replace(newest.key, attempt=attempt))
            if earlier is not None and earlier.state is StepState.SENT:
                return earlier
        return newest


def _run_of(target: _Target, slot: datetime, outcome: Outcome, *, reason: str = "") -> RunRecord:
    return RunRecord(target.digest.name, target.channel_id, slot, outcome, target.now, reason=reason)


def _was_found(edition: EditionRecord, target: _Target) -> bool:
    """Tell whether the channel turned out to have that week: a ledger that is new, or was lost, learns it on delivery."""
    return edition.adopted and edition.key.week not in target.history.editions


def _severity(run: RunRecord, before: RunRecord | None) -> int:
    """Say what is new aloud, and what is repeated every hour in a low voice."""
    if before is not None and (run.slot, run.outcome, run.reason) == (before.slot, before.outcome, before.reason):
        return logging.DEBUG
    return logging.WARNING if run.outcome is Outcome.FAILED else logging.INFO
