"""How the digests stand and what they will post: everything that can be said without a connection to Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import process, utils

from bot.catalog import Catalog
from bot.digests._move_finder import Histories, MoveFinder
from bot.digests.due import due_after
from bot.digests.ledger import Ledger
from bot.digests.model import DigestContent, EditionKey, Part, Renderer, StepState
from bot.digests.plan import LATE, Decision, Deliver, NothingDue, content_of, decide
from bot.digests.reports import ChannelHistory, ChannelStatus, DigestStatus, EditionRecord, Preview
from bot.digests.selection import Selected, selections
from bot.digests.steps import MESSAGES
from bot.digests.wording import say_moment
from bot.errors import DigestChannelError, DigestNotFoundError
from bot.models import Week
from bot.settings.models import DigestSettings, Settings

__all__ = ["DigestOutlook"]

_LIKE = 60
"""Below this likeness (of 100) another digest's name is no help."""

_CORRECTIONS_SHOWN = timedelta(days=30)
"""For how long a status tells of a correction: one that failed needs no more than to be known, and stays as it is."""

_NEVER = "Its schedule never comes true again."


@dataclass(frozen=True, slots=True)
class _Shelved:
    """What was selected of these weeks for a digest with these settings."""

    digest: DigestSettings
    weeks: tuple[Week, ...]
    selected: tuple[Selected, ...]


class DigestOutlook:
    """Answers about the digests of the settings in force, over the catalogue in force.

    Only reads: asking leaves no trace in the ledger, and a digest that the bot has not met yet stays unmet. Every method
    that asks the ledger raises :class:`~bot.errors.StoreError` where the database cannot be used.
    """

    def __init__(
        self,
        *,
        settings: Callable[[], Settings],
        catalog: Callable[[], Catalog],
        ledger: Ledger,
        renderer: Renderer,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._catalog = catalog
        self._ledger = ledger
        self._renderer = renderer
        self._clock = clock
        self._finder = MoveFinder(ledger, renderer)
        self._shelf: dict[str, _Shelved] = {}

    async def status(self, channels: Container[int] | None = None) -> tuple[DigestStatus, ...]:
        """Return how each digest stands; with ``channels``, only digests that post to one of them, and only those channels."""
        now = self._clock()
        wanted = [
            (digest, [channel for channel in digest.channel_ids if channels is None or channel in channels])
            for digest in self._settings().digests
        ]
        pairs = [(digest.name, channel) for digest, mine in wanted for channel in mine]
        histories = await self._histories(pairs, now)
        return tuple([await self._digest_status(digest, mine, histories, now) for digest, mine in wanted if mine])

    async def preview(self, digest: str, channel_id: int) -> Preview:
        """Return exactly what the next run posts to a channel: decided, selected and rendered as that run will do it.

        Raises :class:`~bot.errors.DigestError` where the settings name no such digest or channel.
        """
        found = self._find(digest, channel_id)
        now = self._clock()
        history = (await self._histories([(found.name, channel_id)], now))[found.name, channel_id]
        weeks = await self._weeks(found)
        moment, decision = _next_run(found, weeks, history, now)
        act = decision.act
        if isinstance(act, NothingDue):
            return Preview(found.name, channel_id, None, None, reason=_NEVER)
        if not isinstance(act, Deliver):
            return Preview(found.name, channel_id, act.slot, None, reason=act.reason)
        content = content_of(found, act, next_due=decision.next_due)
        begun = content.week.end in history.editions
        parts = await self._parts(content, channel_id) if begun else self._renderer.parts(content)
        return Preview(found.name, channel_id, max(act.slot, moment), content, parts)

    async def _histories(self, pairs: Sequence[tuple[str, int]], now: datetime) -> Histories:
        """Return the pasts, with the dates that the list gives their weeks now: by these the next run will decide."""
        catalog = self._catalog()

        def read() -> Histories:
            return self._finder.as_listed(self._ledger.histories(pairs, unmet=now), catalog)

        return await asyncio.to_thread(read)

    def _find(self, name: str, channel_id: int) -> DigestSettings:
        """Return the digest called ``name``, in whatever case, if it posts to that channel."""
        digests = {digest.name.casefold(): digest for digest in self._settings().digests}
        found = digests.get(name.strip().casefold())
        if found is None:
            names = [digest.name for digest in digests.values()]
            near = process.extract(name, names, processor=utils.default_process, score_cutoff=_LIKE, limit=3)
            raise DigestNotFoundError(name, tuple(match for match, *_ in near))
        if channel_id not in found.channel_ids:
            raise DigestChannelError(found.name, channel_id, found.channel_ids)
        return found

    async def _weeks(self, digest: DigestSettings) -> tuple[Selected, ...]:
        """Return the weeks that have papers for a digest, selected once for each change of its settings or the catalogue."""
        weeks = self._catalog().weeks
        shelved = self._shelf.get(digest.name)
        if shelved is None or shelved.weeks is not weeks or shelved.digest != digest:
            # With keywords and years of papers this takes long enough to be felt by everybody else on the loop.
            selected = await asyncio.to_thread(selections, weeks, digest)
            shelved = self._shelf[digest.name] = _Shelved(digest, weeks, selected)
        return shelved.selected

    async def _digest_status(
        self, digest: DigestSettings, channels: Sequence[int], histories: Histories, now: datetime
    ) -> DigestStatus:
        weeks = await self._weeks(digest)

        def ask() -> tuple[ChannelStatus, ...]:
            return tuple(
                _channel_status(digest, channel, weeks, histories[digest.name, channel], now) for channel in channels
            )

        # Deciding is quick for one channel, and would hold up everybody else on the loop for a thousand.
        return DigestStatus(digest.name, due_after(digest, now), await asyncio.to_thread(ask))

    async def _parts(self, content: DigestContent, channel_id: int) -> tuple[Part, ...]:
        """Return what would be sent: of an edition that was planned before, the stored messages that are still missing."""
        key = EditionKey(content.digest, channel_id, content.week.end, content.attempt)
        planned = await asyncio.to_thread(self._ledger.steps, key)
        if not planned:
            return self._renderer.parts(content)
        return tuple(
            Part(step.marker(key), step.payload)
            for step in planned
            if step.payload is not None and step.kind in MESSAGES and step.state is not StepState.SENT
        )


def _next_run(
    digest: DigestSettings, weeks: Sequence[Selected], history: ChannelHistory, now: datetime
) -> tuple[datetime, Decision]:
    """Return when something is next decided about, now if something is due, and what that will be."""
    decision = decide(digest, weeks, history, now)
    if not isinstance(decision.act, NothingDue) or decision.next_due is None:
        return now, decision
    return decision.next_due, decide(digest, weeks, history, decision.next_due)


def _channel_status(
    digest: DigestSettings, channel: int, weeks: Sequence[Selected], history: ChannelHistory, now: datetime
) -> ChannelStatus:
    _, decision = _next_run(digest, weeks, history, now)
    act = decision.act
    week = act.selected.end if isinstance(act, Deliver) else None
    return ChannelStatus(
        channel_id=channel,
        last_run=history.last_run,
        last_edition=max(history.editions.values(), key=lambda edition: edition.changed_at, default=None),
        next_week=week,
        next_reason=_clock_was_ahead(digest, history, now) or _reason(digest, decision, now),
        last_corrected=_last_corrected(history, now),
    )


def _last_corrected(history: ChannelHistory, now: datetime) -> EditionRecord | None:
    corrected = [
        (one.correction.at, week)
        for week, one in history.editions.items()
        if one.correction is not None and now - one.correction.at <= _CORRECTIONS_SHOWN
    ]
    return history.editions[max(corrected)[1]] if corrected else None


def _reason(digest: DigestSettings, decision: Decision, now: datetime) -> str:
    act = decision.act
    if isinstance(act, NothingDue):
        return _NEVER
    if not isinstance(act, Deliver):
        return act.reason
    said = ["There is no newer week, so one comes from the archive."] if act.archive else []
    if act.slot <= now:
        said.append(
            f"It has been due since {say_moment(act.slot, digest.zone)}, and is posted as soon as the bot runs."
        )
    return " ".join(said)


def _clock_was_ahead(digest: DigestSettings, history: ChannelHistory, now: datetime) -> str:
    """Return a sentence if the ledger's past lies in the future, which silences a digest until then."""
    last = max(history.first_seen, history.last_run.slot) if history.last_run else history.first_seen
    if last <= now + LATE:
        return ""
    return (
        f"The ledger remembers {say_moment(last, digest.zone)}, which is still to come: the clock of the bot's machine was "
        "ahead, or is behind. Until then nothing is due; /digest post works."
    )
