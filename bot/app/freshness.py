"""Keeping the papers fresh while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.app.shelf import Renewal, Shelf
from bot.dataset.reading import Step
from bot.settings.models import DatasetSettings

__all__ = ["Freshness"]

_LEAD = timedelta(minutes=2)
"""How long before a digest is due the sources are asked: what is long to fetch and to read is there when they are asked once
more at the due time, and most have nothing to add then. arXiv has a moment to complete the papers that came."""

_FRESH = timedelta(minutes=1)
"""How long an answer of the sources, or their failure, is new enough for a digest: a list that is edited right before the hour
counts."""

_PATIENCE = 45.0
"""Seconds that a due digest waits for the sources at most; they answer within seconds, or not at all."""

_LOOK_EVERY = 60.0
"""Seconds: timers do not count the time that a machine sleeps, nor follow a clock that is set."""

_LOG_EVERY = 300
"""Completed papers from one line of the log to the next."""

_log = logging.getLogger(__name__)


class Freshness:
    """Asks the sources: at start, as often as the settings say, before digests are due, and when somebody wants it.

    Meanwhile the last good papers serve. One asking at a time: who comes meanwhile waits for the same one. After each, arXiv is
    asked for what papers lack. ``changed`` is called when papers are others than before; ``due`` returns when a digest is next
    due after a moment, None for never.
    """

    def __init__(
        self,
        shelf: Shelf,
        settings: Callable[[], DatasetSettings],
        changed: Callable[[], None],
        *,
        due: Callable[[datetime], datetime | None],
        clock: Callable[[], datetime],
    ) -> None:
        self._shelf = shelf
        self._settings = settings
        self._changed = changed
        self._due = due
        self._clock = clock
        self._followed = settings()
        self._wanted = asyncio.Event()
        self._asking: asyncio.Task[Renewal] | None = None
        self._completing: asyncio.Task[None] | None = None
        self._asked_at: datetime | None = None
        self._brought = Renewal()

    @property
    def asked_at(self) -> datetime | None:
        """When the sources last had answered, or failed to; None before the first time."""
        return self._asked_at

    @property
    def brought(self) -> Renewal:
        """What came of it then."""
        return self._brought

    @property
    def asking(self) -> bool:
        """Whether they are being asked at this moment."""
        return self._asking is not None and not self._asking.done()

    def ask_now(self) -> None:
        """Have :meth:`run` ask the sources without waiting for the hour."""
        self._wanted.set()

    async def ask(self) -> Renewal:
        """Ask the sources and return what came of it; what goes wrong is logged, and leaves the papers as they are.

        Cancelling this does not end the asking.
        """
        task = self._asking
        if task is None or task.done():
            task = self._asking = asyncio.create_task(self._ask(), name="asking the sources")
        await asyncio.wait({task})
        return Renewal() if task.cancelled() else task.result()

    async def before_due(self, *, patience: float = _PATIENCE) -> bool:
        """Ask the sources for a digest that is due, unless that was done within the last minute; return whether papers changed.

        Waits that many seconds at most; the asking goes on, and whoever is told by ``changed`` is told of what it brings.
        """
        if not self.asking and self._fresh():
            return False
        try:
            async with asyncio.timeout(patience):
                return (await self.ask()).swapped
        except TimeoutError:
            _log.info("The sources take long to answer; the digests that are due go on with the papers that are there.")
            return False

    async def run(self) -> None:
        """Ask as the settings say until cancelled, which also ends what is under way."""
        try:
            while True:
                self._wanted.clear()
                if self.asking:
                    # It may have begun before the settings changed.
                    await self.ask()
                await self.ask()
                await self._until_wanted()
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """End what is under way; what was fetched until then is kept."""
        await _end(self._asking)
        await _end(self._completing)

    def _fresh(self) -> bool:
        return self._asked_at is not None and timedelta(0) <= self._clock() - self._asked_at < _FRESH

    async def _until_wanted(self) -> None:
        while (left := self._left()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, _LOOK_EVERY)):
                    await self._wanted.wait()
                    return

    def _left(self) -> float:
        """Return for how many seconds nobody needs newer papers."""
        now, asked = self._clock(), self._asked_at
        if asked is None or asked > now:
            return 0.0
        due = self._due(asked + _LEAD)
        wanted = asked + self._settings().refresh
        return ((wanted if due is None else min(wanted, due - _LEAD)) - now).total_seconds()

    async def _ask(self) -> Renewal:
        asked = Renewal()
        try:
            asked = await self._shelf_asked()
            if asked.swapped:
                self._changed()
        except Exception:  # noqa: BLE001 - logged with its traceback; the next hour may fare better
            _log.exception("The papers could not be refreshed; the last ones serve on.")
        finally:
            self._asked_at, self._brought = self._clock(), asked
        if self._completing is None or self._completing.done():
            self._completing = asyncio.create_task(_logged(self._complete()), name="completing the papers")
        return asked

    async def _shelf_asked(self) -> Renewal:
        wanted = self._settings()
        if wanted == self._followed:
            return await self._shelf.refresh(progress=self._log_first)
        await _end(self._completing)
        asked = await self._shelf.follow(wanted)
        self._followed = wanted
        return asked

    def _log_first(self, source: str, done: int, total: int) -> None:
        """Log how far the first reading of a list of many pages is."""
        report = next((one for one in self._shelf.loaded.sources if one.name == source), None)
        if total > 1 and (report is None or not report.papers):
            _log.info("Source %s: %d of %d pages asked for", source, done, total)

    async def _complete(self) -> None:
        """Complete papers, and those that came meanwhile."""
        begun = None
        while begun != self._asked_at:
            begun = self._asked_at
            await self._shelf.complete(self._changed, self._log_completion())

    def _log_completion(self) -> Step:
        logged = 0

        def step(done: int, total: int) -> None:
            nonlocal logged
            if done - logged >= _LOG_EVERY or (logged and done == total):
                logged = done
                _log.info("arXiv: %d of %d papers completed", done, total)

        return step


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:  # noqa: BLE001 - logged with its traceback; the next refresh goes on with it
        _log.exception("The papers could not be completed; they serve as they are.")


async def _end(task: asyncio.Task[Any] | None) -> None:
    if task is not None and not task.done():
        task.cancel()
        await asyncio.wait({task})
