"""Waking the digests' desk when something is due; the only place that knows APScheduler.

APScheduler only wakes: what is due follows from settings, ledger and now, so a wake too many does no harm, and one that was
missed is made good by the next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.date import DateTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

__all__ = ["DigestScheduler", "DueWork"]

_log = logging.getLogger(__name__)

_LOOK_EVERY = timedelta(minutes=1)
"""How often the clock is looked at: timers do not count the time that a machine sleeps, nor follow a clock that is set."""

_RUN_AT_LEAST_EVERY = timedelta(hours=1)
"""A pass with nothing due costs a few queries, and finds whatever no timer foresaw."""

_AFTER_ERROR = timedelta(minutes=5)

_CUT_OFF = 1.0
"""Seconds that cut-off work has to end in; it only has to let go."""


class DueWork(Protocol):
    """What is woken: :class:`bot.digests.desk.DigestDesk`."""

    async def run_due(self) -> object:
        """Do everything that is due now."""
        ...

    def next_wake(self) -> datetime | None:
        """Return when something is next due, None if nothing ever is."""
        ...


class DigestScheduler:
    """Runs what is due: at start, at each due time, when woken, and at least once an hour; never twice at a time.

    All methods are for the event loop's own thread. ``clock`` returns aware moments.
    """

    def __init__(self, desk: DueWork, *, clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._next: datetime | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._started = False
        self._stopped = False

    @property
    def next_run(self) -> datetime | None:
        """When the next pass begins, if nobody wakes it before; None before the first one has ended."""
        return self._next

    def start(self) -> None:
        """Begin, with a pass at once that catches up on what was missed. Must be called inside a running loop."""
        self._started = True
        self._scheduler.start()
        # Without a grace time, APScheduler drops what comes more than a second late.
        self._scheduler.add_job(
            self._look_at_the_clock, IntervalTrigger(seconds=_LOOK_EVERY.seconds), id="look", misfire_grace_time=None
        )
        self.wake()

    def wake(self) -> None:
        """Run what is due now and set the next time anew: settings or catalogue changed.

        During a pass, it asks for exactly one more after it, however often it is called. Before :meth:`start`, which begins
        with a pass anyway, and after :meth:`stop` it does nothing.
        """
        if not self._started or self._stopped:
            return
        if self._working():
            self._again = True
            return
        self._task = asyncio.get_running_loop().create_task(self._work(), name="digests: what is due")

    async def stop(self, limit: float) -> None:
        """End within about ``limit`` seconds: let a pass that is under way finish, and cut it off if that takes longer.

        A step that was being sent then stays so in the ledger, and the next start settles it. Harmless when called twice, or
        before the start.
        """
        self._stopped = True
        if self._scheduler.running:
            # Only looks at the clock are APScheduler's own, so that nothing is lost by its cancelling what runs.
            self._scheduler.shutdown(wait=False)
            # It takes effect on the next turn of the loop.
            await asyncio.sleep(0)
        if self._task is not None and not self._task.done():
            await self._finish(self._task, limit)

    async def _finish(self, task: asyncio.Task[None], limit: float) -> None:
        done, _ = await asyncio.wait({task}, timeout=limit)
        if done:
            return
        _log.warning("Digests were still being posted after %g s; the next start goes on with them.", limit)
        task.cancel()
        await asyncio.wait({task}, timeout=_CUT_OFF)

    async def _work(self) -> None:
        while True:
            self._again = False
            await self._run_once()
            if not self._again or self._stopped:
                return

    async def _run_once(self) -> None:
        try:
            await self._desk.run_due()
            wanted = self._desk.next_wake()
        except Exception:  # noqa: BLE001 - logged with its traceback; the next pass may fare better
            _log.exception("The digests could not be run; trying again in %d minutes.", _AFTER_ERROR.seconds // 60)
            wanted = self._clock() + _AFTER_ERROR
        latest = self._clock() + _RUN_AT_LEAST_EVERY
        self._next = latest if wanted is None else min(wanted, latest)
        if not self._stopped:
            self._scheduler.add_job(
                self._look_at_the_clock,
                DateTrigger(run_date=self._next),
                id="due",
                replace_existing=True,
                misfire_grace_time=None,
            )

    def _working(self) -> bool:
        return self._task is not None and not self._task.done()

    async def _look_at_the_clock(self) -> None:
        now = self._clock()
        if self._working() or self._next is None:
            return
        # Further away than it was ever set: the clock was put back.
        if not now < self._next <= now + _RUN_AT_LEAST_EVERY:
            self.wake()
