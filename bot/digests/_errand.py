"""Bringing one planned edition into its channel: every step once, whatever happened before."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.digests._lease import holding
from bot.digests.ledger import Ledger
from bot.digests.model import ChannelView, EditionKey, Payload, Publisher, StepKind, StepState
from bot.digests.retry import RetryPolicy
from bot.digests.steps import MESSAGES, StepRecord
from bot.errors import DeliveryError, MaybeSentError, RefusedError, UnreachableError

__all__ = ["Errand", "Means"]

_log = logging.getLogger(__name__)

_NONCE_WINDOW = timedelta(minutes=2)
"""How long a repeat with the same nonce is surely recognised: Discord documents "the past few minutes", no figure."""

_CLOCK_MARGIN = timedelta(minutes=10)
"""By how much the database's clock may run ahead of Discord's when a channel is searched from the first claim on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What delivering takes: the memory, the sending end, time, and patience."""

    ledger: Ledger
    publisher: Publisher
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    retry: RetryPolicy


@dataclass(frozen=True, slots=True)
class _Setback:
    """A try that did not succeed; ``doubtful`` if the message may stand in the channel nevertheless."""

    error: DeliveryError
    doubtful: bool


class Errand:
    """The delivery of the edition ``key``; ``channel`` is its channel where somebody has looked already."""

    def __init__(self, means: Means, key: EditionKey, channel: ChannelView | None = None) -> None:
        self._means = means
        self._key = key
        self._views = {} if channel is None else {channel.channel_id: channel}
        self._messages: dict[int, int | None] = {}
        self._steps: dict[int, StepRecord] = {}

    async def run(self) -> None:
        """Perform the steps that are left, in order, as far as it goes.

        Messages that fail, or that another copy is sending, stop it; publishing and editing do not. Where one of those failed,
        it is not tried again: the messages stand.
        """
        await self._read()
        for step in tuple(self._steps.values()):
            brings = step.kind in MESSAGES
            if step.state is StepState.SENT or (step.state is StepState.FAILED and not brings):
                continue
            if not await self._perform(step.ordinal) and brings:
                return

    async def _read(self) -> None:
        steps = await asyncio.to_thread(self._means.ledger.steps, self._key)
        self._steps = {step.ordinal: step for step in steps}
        self._messages = {step.ordinal: step.message_id for step in steps if step.state is StepState.SENT}

    async def _perform(self, ordinal: int) -> bool:
        """Return whether the step is done, by this copy or another."""
        attempt = 0
        while True:
            attempt += 1
            step = await asyncio.to_thread(self._means.ledger.claim, self._key, ordinal)
            if step is None:
                await self._read()
                return ordinal in self._messages
            setback = await self._try(step)
            if setback is None:
                return True
            # Nobody waits for an edit, while the next digest that is due waits for the pass that this is part of.
            pause = None if step.kind is StepKind.EDIT else self._pause_after(setback.error, attempt)
            await self._record(step, setback, final=pause is None)
            if pause is None:
                return False
            await self._means.sleep(pause)

    async def _try(self, step: StepRecord) -> _Setback | None:
        doubtful = step.doubtful and step.kind in MESSAGES
        try:
            async with holding(self._means.ledger, self._key, step.ordinal):
                message_id = None
                if doubtful:
                    message_id = await self._look(step)
                    doubtful = not self._views[self._place(step)].readable
                if message_id is None:
                    message_id = await self._ask(step)
        except DeliveryError as error:
            return _Setback(error, doubtful or isinstance(error, MaybeSentError))
        except Exception:  # noqa: BLE001 - logged with its traceback; the step must not be tried for ever
            _log.exception("Part %d of %s for channel %d met a bug.", step.part, self._key.digest, self._key.channel_id)
            return _Setback(RefusedError("Paperboy met an error of its own while posting; its log says which."), True)
        await asyncio.to_thread(self._means.ledger.sent, self._key, step.ordinal, message_id, self._means.clock())
        self._messages[step.ordinal] = message_id
        return None

    def _pause_after(self, error: DeliveryError, attempt: int) -> float | None:
        if not isinstance(error, UnreachableError | MaybeSentError):
            return None
        return self._means.retry.pause(attempt, error.retry_after if isinstance(error, UnreachableError) else None)

    async def _record(self, step: StepRecord, setback: _Setback, *, final: bool) -> None:
        now, error = self._means.clock(), setback.error
        lasting = not isinstance(error, UnreachableError | MaybeSentError)
        if lasting or (final and _tried_for(step, now) >= self._means.retry.give_up_after):
            write, reason = self._means.ledger.failed, error.reason
        else:
            write, reason = self._means.ledger.release, f"{error.reason} Paperboy tries again by itself."
        _log.warning(
            "Step %d of %s, week %s, in channel %d: %s",
            step.ordinal,
            self._key.digest,
            self._key.week,
            self._key.channel_id,
            reason,
        )
        await asyncio.to_thread(write, self._key, step.ordinal, reason, now, doubtful=setback.doubtful)

    # Asking Discord.

    async def _ask(self, step: StepRecord) -> int | None:
        publisher = self._means.publisher
        if step.kind is StepKind.PUBLISH:
            message_id = self._messages.get(step.after or 0)
            if message_id is not None:
                await publisher.publish(self._key.channel_id, message_id)
            return None
        payload = step.payload or {}
        if step.kind is StepKind.EDIT:
            await self._edit(step, payload)
            return None
        if step.kind is StepKind.OPEN_POST:
            return await publisher.open_post(await self._view(self._key.channel_id), step.title, payload)
        return await publisher.post(self._place(step), payload, nonce=step.nonce(self._key))

    async def _edit(self, step: StepRecord, payload: Payload) -> None:
        post = self._steps.get(step.after or 0)
        message_id = None if post is None else self._messages.get(post.ordinal)
        if post is None or message_id is None:
            raise RefusedError("The message that was to be corrected is not known any more.")
        # What opens a forum post stands in the thread that has its own id.
        place = message_id if post.kind is StepKind.OPEN_POST else self._place(post)
        await self._means.publisher.edit(place, message_id, payload, name=step.title)

    async def _look(self, step: StepRecord) -> int | None:
        """Return the message of a step that may have been sent, None if there is none.

        Raises :class:`~bot.errors.RefusedError` where that cannot be known: better late than twice.
        """
        channel = await self._view(self._place(step))
        if channel.readable:
            since = None if step.begun_at is None else step.begun_at - _CLOCK_MARGIN
            posted = await self._means.publisher.posted(channel, since=since)
            wanted = step.marker(self._key)
            return min((message.message_id for message in posted if message.marker == wanted), default=None)
        if step.kind is StepKind.POST and _is_recent(step):
            return None
        raise RefusedError(
            f"Paperboy was interrupted while posting in #{channel.name}, and cannot see whether the message arrived. "
            "Give it the permission Read Message History there, then post the digest again."
        )

    def _place(self, step: StepRecord) -> int:
        """Return the channel or thread that a step's message goes to."""
        thread = self._messages.get(step.after) if step.after is not None else None
        return self._key.channel_id if thread is None else thread

    async def _view(self, channel_id: int) -> ChannelView:
        if channel_id not in self._views:
            self._views[channel_id] = await self._means.publisher.view(channel_id)
        return self._views[channel_id]


def _tried_for(step: StepRecord, now: datetime) -> timedelta:
    """Return for how long a step has been tried; edits come days after the planning, and are told by the database's clock."""
    if step.kind is not StepKind.EDIT:
        return now - step.planned_at
    return step.claimed_at - step.begun_at if step.claimed_at and step.begun_at else timedelta()


def _is_recent(step: StepRecord) -> bool:
    """Tell whether the nonce still makes a repeat harmless."""
    return step.begun_at is not None and step.claimed_at is not None and step.claimed_at - step.begun_at < _NONCE_WINDOW
