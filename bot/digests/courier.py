"""Delivery, exactly once: plan everything, then claim, send and record step by step.

Killed at any point, restarted, or two copies at once on one database: each part appears once. What makes it so is the order
of writing (the claim before the send, the message id after), a nonce that is the same after a restart, and a look into the
channel wherever nobody knows what became of a send.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.digests._errand import Errand, Means
from bot.digests.found import parts_of_week
from bot.digests.ledger import Ledger
from bot.digests.model import (
    ChannelKind,
    ChannelView,
    DigestContent,
    EditionKey,
    Marker,
    Part,
    Posted,
    Publisher,
    Renderer,
)
from bot.digests.moves import NEAR, is_near
from bot.digests.reports import EditionRecord
from bot.digests.retry import RetryPolicy
from bot.digests.steps import steps_for
from bot.digests.troubles import obstacle
from bot.errors import MaybeSentError, RefusedError, StoreError, UnreachableError

__all__ = ["Courier", "LookAgain"]

_log = logging.getLogger(__name__)

_CHANNELS_AT_ONCE = 16
"""How many channels are settled side by side; more would only wait for Discord's 50 requests a second."""

_DIGESTS_AT_ONCE = 16
"""How many renderings are kept: the channels of one digest share one."""

_EDITS_AT_ONCE = 8
"""How many channels have their messages edited side by side. Nobody waits for an edit, and Discord's 50 requests a second are
for all: at the sixth of a second that one takes, this stays within them."""

_T = TypeVar("_T")


class LookAgain(Exception):  # noqa: N818 - no error: whoever decided has to decide again
    """The channel turned out to have weeks so near the one at hand that it may be one of them under another date."""


class Courier:
    """Brings editions into channels, in order within a channel; different channels may be delivered to side by side."""

    def __init__(
        self,
        ledger: Ledger,
        renderer: Renderer,
        publisher: Publisher,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        retry: RetryPolicy | None = None,
    ) -> None:
        self._ledger = ledger
        self._renderer = renderer
        self._publisher = publisher
        self._means = Means(ledger=ledger, publisher=publisher, clock=clock, sleep=sleep, retry=retry or RetryPolicy())
        self._parts = lru_cache(maxsize=_DIGESTS_AT_ONCE)(renderer.parts)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def deliver(self, content: DigestContent, channel_id: int) -> EditionRecord:
        """Deliver a week to a channel, or go on with it, and return the edition as it stands then.

        ``SENT``: it is there, now or from before. ``FAILED``: ``reason`` says what a person must do; delivering again goes on
        with it. ``PLANNED`` or ``SENDING``: it goes on by itself (:meth:`settle`), or another copy is at it. An edition that
        was planned before is sent as it was planned.

        While nothing is planned yet, what stands in the way is raised instead: :class:`~bot.errors.RefusedError` if a person
        must change something (a permission, the channel), :class:`~bot.errors.UnreachableError` if Discord cannot be
        reached. :class:`~bot.errors.StoreError` where the database cannot be used. :class:`LookAgain` where the channel, met
        for the first time, has a week that this one may be: whether it is, the list tells.
        """
        key = EditionKey(content.digest, channel_id, content.week.end, content.attempt)
        async with self._lock(channel_id):
            channel = await self._patiently(lambda: self._publisher.view(channel_id))
            _require_postable(channel)
            if await asyncio.to_thread(self._ledger.edition, key) is None:
                await self._prepare(key, content, channel)
            return await self._finish(key, channel)

    async def look(self, channel_id: int) -> ChannelView:
        """Look at a channel, once and without leaving a trace; :class:`~bot.errors.DeliveryError` where that fails."""
        return await self._publisher.view(channel_id)

    async def settle(self) -> tuple[EditionRecord, ...]:
        """Go on with every unfinished edition, and return them as they stand then; call it at start and at each wake.

        Those that stand and are to be edited are left to :meth:`edit`: what is due comes first.

        One that meets an error is logged and does not stop the others. What another copy holds is left to it until its
        lease runs out: :meth:`~bot.digests.ledger.Ledger.next_expiry` says when it is worth calling again.
        """
        return await self._settle(await asyncio.to_thread(self._ledger.unfinished), _CHANNELS_AT_ONCE)

    async def edit(self) -> tuple[EditionRecord, ...]:
        """Perform the edits that were planned, each tried once, and return their editions as they stand then."""
        return await self._settle(await asyncio.to_thread(self._ledger.to_edit), _EDITS_AT_ONCE)

    def render(self, content: DigestContent) -> tuple[Part, ...]:
        """Return the messages of a content: rendered once, however many channels they are for."""
        return self._parts(content)

    def title(self, content: DigestContent) -> str:
        """Return how a forum post of that content is called."""
        return self._renderer.post_title(content)

    async def move(self, digest: str, channel_id: int, former: date, present: date) -> bool:
        """Let the ledger follow a week to another date, while nothing is being delivered to that channel from here.

        False as of :meth:`bot.digests.ledger.Ledger.move`.
        """
        async with self._lock(channel_id):
            return await asyncio.to_thread(self._ledger.move, digest, channel_id, former, present)

    async def _settle(self, keys: Sequence[EditionKey], at_once: int) -> tuple[EditionRecord, ...]:
        by_channel = groupby(sorted(keys, key=lambda key: key.channel_id), key=lambda key: key.channel_id)
        room = asyncio.Semaphore(at_once)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._settle_channel(tuple(mine), room), name=f"settle channel {channel_id}")
                for channel_id, mine in by_channel
            ]
        return tuple(edition for task in tasks for edition in task.result())

    async def adopt(self, digest: str, channel: ChannelView) -> frozenset[date]:
        """Read the bot's own recent messages in a channel, record the editions they are, and return the complete weeks.

        For a ledger that knows nothing of the channel, because it is new or was lost. Without the permission to read the
        history nothing is found.
        """
        if not channel.readable:
            _log.info("The history of channel %d cannot be read; taken as empty of %s.", channel.channel_id, digest)
            return frozenset()
        posted = await self._posted(digest, channel)
        now, forum = self._means.clock(), channel.kind is ChannelKind.FORUM
        return await asyncio.to_thread(self._ledger.adopt, digest, channel.channel_id, posted, now, forum=forum)

    async def _prepare(self, key: EditionKey, content: DigestContent, channel: ChannelView) -> None:
        """Write the plan, unless the channel turns out to have that week already."""
        if not await asyncio.to_thread(self._ledger.met, key.digest, key.channel_id):
            weeks = await self.adopt(key.digest, channel)
            if weeks:
                _log.info("Found %d weeks of %s in channel %d.", len(weeks), key.digest, key.channel_id)
            if await asyncio.to_thread(self._ledger.edition, key) is not None:
                return
            if await self._may_be_among(weeks, key, content):
                raise LookAgain
        parts = self._parts(content)
        found = await self._found_parts(key, content, parts, channel)
        title = self._renderer.post_title(content) if channel.kind is ChannelKind.FORUM else ""
        planned = steps_for(channel.kind, parts, title=title, found=found)
        await asyncio.to_thread(self._ledger.plan, key, planned, self._means.clock(), content)

    async def _may_be_among(self, weeks: Collection[date], key: EditionKey, content: DigestContent) -> bool:
        """Tell whether one of the weeks that were found near this one shows a paper of it."""
        near = [replace(key, week=week) for week in weeks if is_near(week, key.week)]
        papers = {paper.identity for paper in content.week.papers}
        said = await asyncio.to_thread(self._ledger.said_papers, near) if near else {}
        return any(not papers.isdisjoint(shown) for shown in said.values())

    async def _found_parts(
        self, key: EditionKey, content: DigestContent, parts: Sequence[Part], channel: ChannelView
    ) -> dict[int, int]:
        sightings = parts_of_week(await asyncio.to_thread(self._ledger.sightings, key, NEAR), content)
        if sightings and channel.readable:
            # Somebody may have deleted them since, as is asked for below.
            standing = {message.message_id for message in await self._posted(key.digest, channel)}
            sightings = tuple(sighting for sighting in sightings if sighting.message_id in standing)
        if any(sighting.marker.parts != len(parts) for sighting in sightings):
            raise RefusedError(
                f"Some messages of the week to {key.week} stand in #{channel.name} already, and Paperboy would cut that week "
                "into other messages now. Delete them there and post the week again."
            )
        return {sighting.marker.part: sighting.message_id for sighting in sightings}

    async def _posted(self, digest: str, channel: ChannelView) -> list[Posted]:
        """Return the bot's own recent messages in a channel, of a forum with those in the threads of ``digest``."""
        posted = list(await self._patiently(lambda: self._publisher.posted(channel)))
        return posted + (await self._posted_in_threads(digest, posted) if channel.kind is ChannelKind.FORUM else [])

    async def _posted_in_threads(self, digest: str, posted: Sequence[Posted]) -> list[Posted]:
        """Return the further parts of forum posts, which stand in the posts' own threads."""
        tag = Marker.tag_of(digest)
        found: list[Posted] = []
        for first in posted:
            if first.marker.digest_tag == tag and first.marker.part == 1 and first.marker.parts > 1:
                try:
                    thread = await self._publisher.view(first.message_id)
                    found += await self._publisher.posted(thread)
                except RefusedError as error:
                    _log.info("The thread of an old post could not be read: %s", error)
        return [message for message in found if message.marker.part > 1]

    async def _finish(self, key: EditionKey, channel: ChannelView | None = None) -> EditionRecord:
        await Errand(self._means, key, channel).run()
        edition = await asyncio.to_thread(self._ledger.edition, key)
        if edition is None:
            raise StoreError(f"The edition of {key.digest} for {key.week} is no longer in the database.")
        return edition

    async def _settle_channel(self, keys: Sequence[EditionKey], room: asyncio.Semaphore) -> list[EditionRecord]:
        settled = []
        for key in keys:
            try:
                async with room, self._lock(key.channel_id):
                    settled.append(await self._finish(key))
            except Exception:  # noqa: BLE001 - logged with its traceback; the other editions go on
                _log.exception("%s, week %s, in channel %d could not be settled.", key.digest, key.week, key.channel_id)
        return settled

    async def _patiently(self, ask: Callable[[], Awaitable[_T]]) -> _T:
        """Ask for something that may be asked any number of times, as often as the policy allows."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return await ask()
            except (UnreachableError, MaybeSentError) as error:
                retry_after = error.retry_after if isinstance(error, UnreachableError) else None
                pause = self._means.retry.pause(attempt, retry_after)
                if pause is None:
                    raise
            await self._means.sleep(pause)

    def _lock(self, channel_id: int) -> asyncio.Lock:
        return self._locks.setdefault(channel_id, asyncio.Lock())


def _require_postable(channel: ChannelView) -> None:
    reason = obstacle(channel)
    if reason:
        raise RefusedError(reason)
