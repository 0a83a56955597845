"""Asking arXiv for what papers lack: politely, in batches, and remembered for good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.dataset.arxiv_api.asking import ArxivAddress, FailedError, StoppedError
from bot.dataset.arxiv_api.atom import Answer
from bot.dataset.arxiv_api.completion import wanted_ids
from bot.dataset.arxiv_api.errand import Batch, Errand
from bot.dataset.arxiv_api.pace import Pace
from bot.dataset.arxiv_api.store import ArxivStore
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Step
from bot.dataset.rest import Rest
from bot.models import Week

if TYPE_CHECKING:
    import httpx

__all__ = ["Completer"]

_log = logging.getLogger(__name__)

# After a failure: how long to wait for the next try. After the last, and after so many refusals in a row (a list of 100 is halved
# down to a single id in eight), arXiv is left alone until the next time.
_BACKOFF = (5.0, 15.0)
_MOST_REFUSALS = 10


class Completer:
    """Asks the API at ``url`` for what papers lack, and keeps it in ``store``.

    ``client`` makes the HTTP client when something is asked, and whoever made it closes it. ``policy`` bounds each request, and
    has the clock and the sleep; its retries are not used, as the pace has to hold for them too. With ``allow_private`` the
    address may lead into a private network.

    One lasts as long as the bot: it remembers how long arXiv wants to be left alone. ``problem`` is what stopped the last
    errand, in words for the admin, "" if nothing did.
    """

    def __init__(
        self,
        store: ArxivStore,
        client: Callable[[], httpx.AsyncClient],
        url: str,
        *,
        policy: FetchPolicy,
        allow_private: bool = False,
    ) -> None:
        self.problem = ""
        self._wanted_last: tuple[str, ...] = ()
        self._store = store
        self._policy = replace(policy, attempts=1)
        self._address = ArxivAddress(client, url, self._policy, allow_private=allow_private)
        self._pace = Pace(store.folder, clock=self._policy.clock, sleep=self._policy.sleep)
        self._running = asyncio.Lock()
        self._rest = Rest(self._policy.clock)

    @property
    def completed(self) -> int:
        """For how many papers the last errand brought more than was known before; also while it runs, or was cut off."""
        return sum(self._store.get(base) is not None for base in self._wanted_last)

    async def complete(self, weeks: Iterable[Week], step: Step) -> int:
        """Ask for all that ``weeks`` lack, the newest week first; return for how many papers more is known than before.

        A hundred papers take some four seconds. ``step`` is told after each answer how many papers of how many are settled; what
        was answered by then is in the store, also if this is cancelled. Raises nothing for an arXiv that fails: ``problem`` says
        it, and the next call goes on.
        """
        async with self._running:
            self._wanted_last = ()
            if self._rest.until is not None:
                return 0
            wanted = await asyncio.to_thread(self._wanted, tuple(weeks), self._policy.clock())
            if not wanted:
                self._settle("")
                return 0
            self._wanted_last = wanted
            errand = Errand(wanted, self._store.known())
            try:
                await self._run(errand, step)
            except StoppedError as stop:
                self._rest.begin(stop.wait, stop.reason)
                self._settle(stop.reason)
            else:
                self._settle("")
            await asyncio.to_thread(self._store.keep_unknown, errand.refused, self._policy.clock())
            return self.completed

    async def _run(self, errand: Errand, step: Step) -> None:
        failures = refusals = 0
        while errand.unfinished:
            try:
                refused = await self._turn(errand)
            except FailedError as failure:
                failures += 1
                if failures > len(_BACKOFF):
                    raise StoppedError(failure.reason) from failure
                _log.debug("arXiv: %s; asked again", failure.reason)
                await self._policy.sleep(_BACKOFF[failures - 1])
                continue
            failures = 0
            refusals = refusals + 1 if refused else 0
            if refusals > _MOST_REFUSALS:
                raise StoppedError(f"it refuses whatever it is asked ({refused})")
            step(errand.done, errand.total)

    async def _turn(self, errand: Errand) -> str:
        """Ask for the next batch when it is our turn; return why arXiv refused it, "" if it did not."""
        async with self._pace.turn():
            batch = await asyncio.to_thread(self._next, errand)
            if batch is None:
                return ""
            try:
                answer = await self._address.ask(batch.asked)
                # Whoever cancels this now takes nothing from what arXiv has just said.
                return await asyncio.shield(asyncio.to_thread(self._take, errand, batch, answer))
            except FailedError:
                errand.put_back(batch)
                raise

    def _wanted(self, weeks: tuple[Week, ...], now: datetime) -> tuple[str, ...]:
        self._store.catch_up()
        return wanted_ids(weeks, self._store, now)

    def _next(self, errand: Errand) -> Batch | None:
        """Return what to ask for, without what another process has asked in the meantime; None if that was all of it."""
        self._store.catch_up()
        now = self._policy.clock()
        while errand.unfinished:
            # A turn is worth three seconds: it is not given up for one batch that needs no asking.
            if (batch := errand.next(lambda base: self._store.is_due(base, now))) is not None:
                return batch
        return None

    def _take(self, errand: Errand, batch: Batch, answer: Answer) -> str:
        asked = set(batch.asked)
        records = {record.base: record for record in answer.records if record.base in asked}
        now = self._policy.clock()
        self._store.keep((record for base, record in records.items() if base in batch.ids), now)
        if answer.error and not records:
            errand.refuse(batch)
            return answer.error
        if not records:
            raise FailedError("its answer was empty")
        self._store.keep_unknown(errand.answered(batch, records.keys()), now)
        return ""

    def _settle(self, problem: str) -> None:
        """Note how the errand ended; say it when it changes, not every few hours."""
        if problem and problem != self.problem:
            _log.warning("arXiv: %s (papers stay as they are until the next refresh)", problem)
        elif self.problem and not problem:
            _log.info("arXiv: answers again")
        self.problem = problem
