"""The digests' desk: what commands and the command line ask about digests, and what the scheduler has done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.catalog import Catalog
from bot.digests._by_hand import HandPosting
from bot.digests._corrector import Corrector
from bot.digests._mover import Mover
from bot.digests._runner import Review, Runner, review
from bot.digests._target import Target
from bot.digests.courier import Courier
from bot.digests.due import cron_expression, due_after
from bot.digests.ledger import Ledger
from bot.digests.model import ChannelView, Renderer, StepState
from bot.digests.outlook import DigestOutlook
from bot.digests.plan import LATE
from bot.digests.reports import ChannelHistory, EditionRecord, PostResult, RunRecord, RunSummary
from bot.digests.runs import SOON, look_again_at
from bot.digests.troubles import Trouble, trouble
from bot.errors import DeliveryError, PaperboyError, RefusedError
from bot.settings.models import DigestSettings, Settings

__all__ = ["DigestDesk"]

_log = logging.getLogger(__name__)

_CHANNELS_AT_ONCE = 16
"""How many channels are served side by side; more would only wait for Discord's 50 requests a second."""

_ASK_AGAIN = timedelta(minutes=5)
"""How soon after they were asked the sources may be asked for the same due times again: what they bring wakes the next pass at
once."""

_MOST_LOOKING = 5.0
"""Seconds that a look at channels may take: somebody waits for the answer, and has more use for the rest of it."""


@dataclass(frozen=True, slots=True)
class _Pass:
    """What a pass over one channel recorded, and when that channel is worth another look."""

    run: RunRecord | None
    look_at: datetime | None


class DigestDesk(DigestOutlook):
    """The outlook, with hands: it posts. One at a time in a process; copies of the bot may share a database.

    ``freshen`` asks the sources of papers for newer ones, in a time that it limits by itself, and returns whether the papers
    changed; ``catalog`` has them from then on. It is asked before anything that is due is decided for good.
    """

    def __init__(  # noqa: PLR0913 - named rooms, joined once
        self,
        *,
        settings: Callable[[], Settings],
        catalog: Callable[[], Catalog],
        ledger: Ledger,
        courier: Courier,
        renderer: Renderer,
        clock: Callable[[], datetime],
        freshen: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        super().__init__(settings=settings, catalog=catalog, ledger=ledger, renderer=renderer, clock=clock)
        self._courier = courier
        self._freshen = freshen
        self._asked_at: datetime | None = None
        self._corrector = Corrector(ledger, courier, catalog)
        # A copy of the bot with another list may have moved the week elsewhere, after this list was looked through.
        self._mover = Mover(self._finder, courier, catalog, on_move=self._corrector.look_again)
        self._runner = Runner(ledger, courier, self._mover)
        self._by_hand = HandPosting(ledger, courier, self._runner)
        self._schedules: dict[str, tuple[str, str]] = {}
        self._looked_at: datetime | None = None
        self._look_again: datetime | None = None

    async def run_due(self) -> RunSummary:
        """Do everything that is due: finish what was begun, decide about each digest and channel, deliver, and correct.

        Channels are served side by side, and one that fails does not stop the others: what went wrong is recorded and
        logged. Raises :class:`~bot.errors.StoreError` where the database cannot be used at all.
        """
        now = self._clock()
        in_force = self._in_force_since(now)
        settled = await self._courier.settle()
        reviews = await self._reviews(now, in_force)
        if await self._found_news([slot for one in reviews if (slot := one.wants_news) is not None], now):
            reviews = await self._reviews(now, in_force)
        room = asyncio.Semaphore(_CHANNELS_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._pass(one, room), name=f"{one.target.digest.name} to {one.target.channel_id}")
                for one in reviews
                if not one.idle
            ]
        passes = [task.result() for task in tasks] + [_Pass(None, _look_at(one)) for one in reviews if one.idle]
        corrected = await self._correct(now)
        self._look_again = await self._earliest_look(now, passes, settled + corrected)
        return RunSummary(tuple(done.run for done in passes if done.run is not None), settled, corrected)

    def next_wake(self) -> datetime | None:
        """Return when :meth:`run_due` is next worth calling, in UTC; None while no digest is ever due.

        May lie in the past: a digest that came due during the last pass is not passed over.
        """
        since = self._looked_at or self._clock()
        moments = [due_after(digest, since) for digest in self._settings().digests]
        return min((moment for moment in [*moments, self._look_again] if moment is not None), default=None)

    async def post(self, digest: str, channel_id: int, *, again: bool = False, week: date | None = None) -> PostResult:
        """Post to a channel now what is undelivered there, whether or not anything is due.

        That is the newest new week (as ``backlog`` says), else one that failed, else what ``nothing_new`` brings. Where all
        is there, nothing is sent: ``already``, with the edition that stands there. With ``again``, ``week``, by default the
        newest delivered one, is sent once more, as a further attempt. The sources are asked first if nothing new is known.

        Raises :class:`~bot.errors.DigestError` where the settings name no such digest or channel.
        """
        found = self._find(digest, channel_id)
        target = await self._target(found, channel_id)
        if not again and not self._by_hand.has_something_new(target) and await self._asked_sources():
            target = await self._target(found, channel_id)
        result = await (self._by_hand.post_again(target, week) if again else self._by_hand.post(target))
        # The list may have changed while that was on its way.
        self._corrector.look_again()
        _log.info(
            "%s in channel %d, asked to post now: week %s, %s%s",
            found.name,
            channel_id,
            result.edition.key.week if result.edition else "none",
            "already there" if result.already else result.outcome,
            f": {result.reason}" if result.reason else "",
        )
        return result

    async def troubles(
        self, channel_ids: Collection[int], *, within: float = _MOST_LOOKING
    ) -> Mapping[tuple[str, int], Trouble]:
        """Return what stands in the way of each digest in each of these channels, where anything does.

        Looks at the channels now, all of them within that many seconds. One that could not be looked at in time, or while
        Discord does not answer, is left out: whether anything is wrong there nobody knows.
        """
        views = await self._look(channel_ids, within)
        found: dict[tuple[str, int], Trouble] = {}
        for digest in self._settings().digests:
            role = int(digest.mention_role) if digest.mention_role else None
            for channel_id in digest.channel_ids:
                seen = views.get(channel_id)
                wrong = trouble(seen, role) if isinstance(seen, ChannelView) else seen
                if wrong is not None:
                    found[digest.name, channel_id] = wrong
        return found

    # Looking at channels.

    async def _look(self, channel_ids: Collection[int], within: float) -> dict[int, ChannelView | Trouble]:
        room = asyncio.Semaphore(_CHANNELS_AT_ONCE)
        looks = {asyncio.create_task(self._look_at(one, room), name=f"look at {one}"): one for one in channel_ids}
        if not looks:
            return {}
        try:
            done, _ = await asyncio.wait(looks, timeout=within)
        finally:
            for look in looks:
                look.cancel()
        return {looks[look]: seen for look in done if (seen := look.result()) is not None}

    async def _look_at(self, channel_id: int, room: asyncio.Semaphore) -> ChannelView | Trouble | None:
        try:
            async with room:
                return await self._courier.look(channel_id)
        except RefusedError as error:
            return Trouble(error.reason)
        except DeliveryError as error:
            _log.info("channel %d could not be looked at: %s", channel_id, error)
        except Exception:  # noqa: BLE001 - logged with its traceback; what is known without a look is still told
            _log.exception("Channel %d could not be looked at.", channel_id)
        return None

    # Running what is due.

    def _in_force_since(self, now: datetime) -> dict[str, datetime]:
        """Return since when each digest's schedule is what it is, for those that changed since the last pass."""
        since = max(self._looked_at, now - LATE) if self._looked_at else None
        self._looked_at = now
        changed = self._changed_schedules(self._settings().digests)
        return dict.fromkeys(changed, since) if since is not None else {}

    def _changed_schedules(self, digests: Sequence[DigestSettings]) -> set[str]:
        """Return the names of digests whose schedule is another than at the last pass, and remember the present ones."""
        before = self._schedules
        self._schedules = {digest.name: (cron_expression(digest), digest.timezone) for digest in digests}
        return {name for name, schedule in self._schedules.items() if before.get(name, schedule) != schedule}

    async def _reviews(self, now: datetime, in_force: Mapping[str, datetime]) -> list[Review]:
        targets = await self._targets(now, in_force)
        # Deciding is quick for one channel, and would hold up everybody else on the loop for a thousand.
        return await asyncio.to_thread(lambda: [one for one in map(_reviewed, targets) if one is not None])

    async def _targets(self, now: datetime, in_force: Mapping[str, datetime]) -> list[Target]:
        digests = self._settings().digests
        pairs = [(digest.name, channel) for digest in digests for channel in digest.channel_ids]
        histories = await asyncio.to_thread(self._meet, pairs, now)
        targets = [
            Target(
                digest, channel, weeks, histories[digest.name, channel], now, in_force_since=in_force.get(digest.name)
            )
            for digest, weeks in [(digest, await self._weeks(digest)) for digest in digests]
            for channel in digest.channel_ids
        ]
        return await self._followed(targets)

    async def _target(self, digest: DigestSettings, channel_id: int) -> Target:
        """Return what posting by hand to one channel takes."""
        now = self._clock()
        history = await asyncio.to_thread(self._ledger.history, digest.name, channel_id, unmet=now)
        (target,) = await self._followed([Target(digest, channel_id, await self._weeks(digest), history, now)])
        return target

    async def _followed(self, targets: list[Target]) -> list[Target]:
        """Return the targets once their posted weeks have the dates that the list gives them now."""
        try:
            targets = await self._mover.follow(targets)
        except PaperboyError:
            raise
        except Exception:  # noqa: BLE001 - logged with its traceback; a week with a new date is rarer than a digest that is due
            _log.exception("Weeks whose date was corrected could not be followed.")
        return targets

    def _meet(self, pairs: list[tuple[str, int]], now: datetime) -> dict[tuple[str, int], ChannelHistory]:
        """Return the histories; due times begin now for whoever was never met."""
        histories = dict(self._ledger.histories(pairs, unmet=now))
        for pair, history in histories.items():
            if history.first_seen == now:
                histories[pair] = replace(history, first_seen=self._ledger.first_seen(*pair, now))
        return histories

    async def _found_news(self, slots: Collection[datetime], now: datetime) -> bool:
        """Ask the sources for these due times, unless a pass did so just now; return whether the papers changed."""
        asked = self._asked_at
        if not slots or (asked is not None and max(slots) <= asked <= now < asked + _ASK_AGAIN):
            return False
        self._asked_at = now
        return await self._asked_sources()

    async def _asked_sources(self) -> bool:
        if self._freshen is None:
            return False
        before = self._catalog()
        try:
            return await self._freshen() or self._catalog() is not before
        except Exception:  # noqa: BLE001 - logged with its traceback; what is known is posted all the same
            _log.exception("The sources of papers could not be asked; the digests go on with what is known.")
        return self._catalog() is not before

    async def _pass(self, reviewed: Review, room: asyncio.Semaphore) -> _Pass:
        try:
            async with room:
                run = await self._runner.run(reviewed)
        except Exception as error:  # noqa: BLE001 - logged with its traceback; the other channels go on
            _log_bug(reviewed.target)
            return _Pass(None, reviewed.target.now + SOON if isinstance(error, PaperboyError) else None)
        return _Pass(run, _look_at(reviewed, run))

    async def _correct(self, now: datetime) -> tuple[EditionRecord, ...]:
        try:
            return await self._corrector.correct(self._settings().digests, now)
        except Exception:  # noqa: BLE001 - logged with its traceback; what was posted today is recorded all the same
            _log.exception("What was posted could not be corrected; the next pass tries again.")
            return ()

    async def _earliest_look(
        self, now: datetime, passes: list[_Pass], settled: tuple[EditionRecord, ...]
    ) -> datetime | None:
        looks = [done.look_at for done in passes if done.look_at is not None]
        if any(_goes_on(edition) for edition in settled):
            looks.append(now + SOON)
        # A copy that was killed while sending holds its claim until then.
        expiry = await asyncio.to_thread(self._ledger.next_expiry)
        if expiry is not None:
            looks.append(self._clock() + expiry + timedelta(seconds=1))
        return min(looks, default=None)


def _goes_on(edition: EditionRecord) -> bool:
    states = {edition.state, edition.correction.state if edition.correction else StepState.SENT}
    return not states.isdisjoint((StepState.PLANNED, StepState.SENDING))


def _reviewed(target: Target) -> Review | None:
    try:
        return review(target)
    except Exception:  # noqa: BLE001 - logged with its traceback; the other channels go on
        _log_bug(target)
        return None


def _log_bug(target: Target) -> None:
    _log.exception("%s in channel %d could not be run.", target.digest.name, target.channel_id)


def _look_at(reviewed: Review, run: RunRecord | None = None) -> datetime | None:
    target = reviewed.target
    return look_again_at(target.digest, run or target.history.last_run, target.now)
