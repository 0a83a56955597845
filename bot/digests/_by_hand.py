"""Posting when somebody asks for it, apart from any due time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from bot.digests._runner import Runner
from bot.digests._target import Target
from bot.digests.courier import Courier, LookAgain
from bot.digests.due import due_after
from bot.digests.ledger import Ledger
from bot.digests.model import DigestContent, StepState
from bot.digests.plan import Deliver, choose_by_hand, content_of, newest_there, say_nothing_new
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome, PostResult
from bot.digests.runs import closed_since, outcome_of
from bot.digests.wording import say_day
from bot.errors import DeliveryError

__all__ = ["HandPosting"]


class HandPosting:
    """Posts what is undelivered, or what is there already once more."""

    def __init__(self, ledger: Ledger, courier: Courier, runner: Runner) -> None:
        self._ledger = ledger
        self._courier = courier
        self._runner = runner

    @staticmethod
    def has_something_new(target: Target) -> bool:
        """Tell whether :meth:`post` would send a week that is not from the archive."""
        choice = choose_by_hand(target.digest, target.weeks, target.history, target.now)
        return choice is not None and not choice.archive

    async def post(self, target: Target) -> PostResult:
        """Deliver the newest undelivered week; where all is there, say so with the edition that stands."""
        choice = choose_by_hand(target.digest, target.weeks, target.history, target.now)
        if choice is None:
            return await self._already(target)
        act = Deliver(target.now, choice.selected, choice.archive)
        content = content_of(target.digest, act, next_due=due_after(target.digest, target.now))
        try:
            result = await self._send(target, content)
        except LookAgain:
            return await self.post(await self._runner.look_anew(target))
        if result.edition is not None and target.found(result.edition):
            return await self.post(await self._runner.look_anew(target))
        return result

    async def _already(self, target: Target) -> PostResult:
        newest = _newest(target)
        if newest is None:
            reason = say_nothing_new(target.digest, target.weeks, (), target.now) + "."
            return PostResult(target.digest.name, target.channel_id, Outcome.SKIPPED, reason=reason)
        standing = await self._standing(target.history, newest)
        return PostResult(target.digest.name, target.channel_id, Outcome.DELIVERED, standing, already=True)

    async def post_again(self, target: Target, wanted: date | None = None) -> PostResult:
        """Deliver a week that stands in the channel, by default the newest, as a further attempt."""
        week = wanted or _newest(target)
        if week not in target.history.delivered:
            missing = f"The week to {say_day(wanted)} was not" if wanted else "Nothing was"
            reason = f"{missing} posted here before, so there is nothing to post again."
            return PostResult(target.digest.name, target.channel_id, Outcome.SKIPPED, reason=reason)
        standing = await self._standing(target.history, week)
        selected = next((one for one in target.weeks if one.end == week), None)
        if selected is None:
            reason = f"The list has no papers of the week to {say_day(week)} for this digest any more."
            return PostResult(target.digest.name, target.channel_id, Outcome.SKIPPED, standing, reason=reason)
        content = content_of(
            target.digest, Deliver(target.now, selected), next_due=due_after(target.digest, target.now)
        )
        newest = target.history.editions[week]
        # An attempt that did not come through is gone on with; only one that did makes room for the next.
        attempt = newest.key.attempt + (newest.state is StepState.SENT)
        return await self._send(target, replace(content, attempt=attempt))

    async def _send(self, target: Target, content: DigestContent) -> PostResult:
        name, channel_id = target.digest.name, target.channel_id
        try:
            edition = await self._courier.deliver(content, channel_id)
        except DeliveryError as error:
            return PostResult(name, channel_id, Outcome.FAILED, reason=error.reason)
        history = await asyncio.to_thread(self._ledger.history, name, channel_id, unmet=target.now)
        closed = closed_since(history, target.now)
        if closed is not None:
            await self._runner.record(target, closed)
        return PostResult(name, channel_id, outcome_of(edition), edition, reason=edition.reason)

    async def _standing(self, history: ChannelHistory, week: date) -> EditionRecord:
        """Return the edition of a delivered week that stands in the channel, of several attempts the last that does."""
        newest = history.editions[week]
        if newest.state is StepState.SENT:
            return newest
        for attempt in range(newest.key.attempt - 1, 0, -1):
            earlier = await asyncio.to_thread(self._ledger.edition, replace(newest.key, attempt=attempt))
            if earlier is not None and earlier.state is StepState.SENT:
                return earlier
        return newest


def _newest(target: Target) -> date | None:
    """Return the newest delivered week; one that lies ahead only where there is no other."""
    delivered = target.history.delivered
    return newest_there(target.digest, delivered, target.now) or max(delivered, default=None)
