"""All sources of the settings together: what the rest of the bot asks for papers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dataset.ahead import without_far_weeks
from bot.dataset.arxiv_api.completion import completed
from bot.dataset.arxiv_api.store import ArxivStore
from bot.dataset.cache import CopyCache
from bot.dataset.changes import changes_between, former_identities
from bot.dataset.client import http_client
from bot.dataset.journal import Journal
from bot.dataset.loaded import Loaded, merge, reports
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Asking, Reading, Source, Step
from bot.dataset.sources import BundledSource, open_source
from bot.models import Change, Week
from bot.settings.models import DatasetSettings

if TYPE_CHECKING:
    import httpx

    from bot.dataset.arxiv_api.completer import Completer
    from bot.dataset.fetch import Fetcher

__all__ = ["Library", "Progress"]

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Told how far the asking of a source is: its name, and so many of so many addresses."""


def _nobody(*_: object) -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class _State:
    """The last readings, begun at ``at``, and the weeks that they come to together."""

    at: datetime
    readings: tuple[Reading, ...]
    merged: tuple[Week, ...]


class Library:
    """The bundled table, and the lists that the settings name, in their order; completed by what arXiv says of their papers.

    ``base`` is the folder that relative paths start from, the settings file's; ``cache`` the folder for copies of addresses, for
    what arXiv said and for what changed, made when it is needed. ``client`` makes the HTTP client when the first address is
    asked; ``aclose`` closes it. With ``offline`` no address is asked, nor arXiv: files are read anew, and copies serve.
    """

    def __init__(
        self,
        settings: DatasetSettings,
        *,
        base: Path,
        cache: Path,
        client: Callable[[], httpx.AsyncClient] = http_client,
        policy: FetchPolicy | None = None,
        offline: bool = False,
    ) -> None:
        self._policy = policy or FetchPolicy()
        self._make_client = client
        self._client: httpx.AsyncClient | None = None
        opened = partial(
            open_source,
            base=base,
            copies=CopyCache(cache),
            fetcher=self._fetcher,
            policy=self._policy,
            offline=offline,
        )
        self._sources: tuple[Source, ...] = (BundledSource(), *map(opened, settings.sources))
        self._journal = Journal(cache / "changes.json")
        self._store = ArxivStore(cache / "arxiv") if settings.arxiv.complete else None
        self._arxiv = None if offline else settings.arxiv
        self._completer: Completer | None = None
        self._asks = not offline and any(source.url for source in settings.sources)
        self._state: _State | None = None
        self._problems: dict[str, str] = {}
        self._refreshing = asyncio.Lock()

    def load_local(self) -> Loaded:
        """Return what this machine has: bundled, files, and the last copies of addresses. Quick; for the start and for checks.

        What a refresh calls a change is a difference to that, or to the refresh before.
        """
        self._take_local()
        return self.combined()

    async def refresh(self, *, accept: bool = False, progress: Progress = _nobody) -> Loaded:
        """Return the newest there is, and what changed; addresses are asked all at once, and one refresh at a time.

        With ``accept`` a list that shrank by half serves all the same. Never raises for a source that fails: its last good
        papers are in the answer, and what is wrong is in its report. What came before a cancellation is kept, and noted.
        """
        async with self._refreshing:
            before = await self._before()
            askings = [Asking(partial(progress, source.name), accept) for source in self._sources]
            if self._asks:
                # Importing httpx and reading the system's certificates takes a tenth of a second, in which nobody is answered.
                await asyncio.to_thread(self._fetcher)
            at = self._policy.clock()
            try:
                readings = await asyncio.gather(
                    *(source.ask(asking) for source, asking in zip(self._sources, askings, strict=True))
                )
            except asyncio.CancelledError:
                # Here and now: whoever cancels may well be about to end the process.
                self._take(before, [source.local() for source in self._sources], at)
                raise
            self._log_problems(readings)
            changes = await asyncio.to_thread(self._take, before, readings, at)
            return await asyncio.to_thread(self.combined, changes)

    async def complete(self, step: Step = _nobody) -> int:
        """Ask arXiv for what papers lack; return for how many of them more is known now, which :meth:`combined` puts in.

        ``step`` is told how many papers are done, while ``combined`` has more of them already. A long list takes minutes; never
        raises for an arXiv that does not answer, and goes on the next time.
        """
        if self._store is None or self._arxiv is None:
            return 0
        if self._completer is None:
            # A bot that asks nothing of arXiv needs none of what speaks with it.
            from bot.dataset.arxiv_api.completer import Completer  # noqa: PLC0415

            url, private = self._arxiv.url, self._arxiv.allow_private
            self._completer = Completer(self._store, self._http, url, policy=self._policy, allow_private=private)
        return await self._completer.complete((await self._before()).merged, step)

    @property
    def completed(self) -> int:
        """For how many papers arXiv told more the last time it was asked, also if that was cut off."""
        return self._completer.completed if self._completer is not None else 0

    @property
    def arxiv_problem(self) -> str:
        """What stopped the completion the last time, in words; "" if nothing did."""
        return self._completer.problem if self._completer is not None else ""

    def combined(self, changes: tuple[Change, ...] = ()) -> Loaded:
        """Return what the last reading came to, with what arXiv has said by now, and say of it what changed. Blocks."""
        state = self._state or self._take_local()
        if self._store is not None:
            self._store.catch_up()
        return Loaded(
            weeks=state.merged if self._store is None else completed(state.merged, self._store),
            complaints=tuple(complaint for reading in state.readings for complaint in reading.complaints),
            sources=reports(self._sources, state.readings),
            changes=changes,
            renamed=self._journal.renamed,
        )

    def changes(self) -> tuple[Change, ...]:
        """Return what changed lately in any source, newest first, also if another process noticed it. Never blocks."""
        return self._journal.changes

    async def aclose(self) -> None:
        """Close the HTTP client, if one was needed; a refresh after that makes a new one."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    # Addresses.

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = self._make_client()
        return self._client

    def _fetcher(self) -> Fetcher:
        # Imports httpx; see there.
        from bot.dataset.fetch import Fetcher  # noqa: PLC0415

        return Fetcher(self._http(), self._policy)

    # Readings.

    async def _before(self) -> _State:
        return await asyncio.to_thread(self._take_local) if self._state is None else self._state

    def _take_local(self) -> _State:
        self._journal.read()
        at = self._policy.clock()
        readings = self._near([source.local() for source in self._sources])
        self._state = _State(at, readings, merge(self._sources, readings))
        return self._state

    def _take(self, before: _State, readings: Iterable[Reading], at: datetime) -> tuple[Change, ...]:
        """Let these readings be the last ones, and note what changed by them."""
        pairs = zip(before.readings, readings, strict=True)
        kept = self._near(
            [now if now.weeks else replace(now, weeks=was.weeks, curated=was.curated) for was, now in pairs]
        )
        same = all(_alike(was, now) for was, now in zip(before.readings, kept, strict=True))
        merged = before.merged if same else merge(self._sources, kept)
        noticed = self._policy.clock()
        changes = tuple(
            change
            for source, was, now in zip(self._sources, before.readings, kept, strict=True)
            for change in changes_between(source.name, was.weeks, now.weeks, noticed)
        )
        self._state = _State(at, kept, merged)
        self._journal.add(changes, former_identities(before.merged, merged), since=before.at)
        return changes

    def _near(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        today = self._policy.clock().date()
        named = zip(self._sources, readings, strict=True)
        return tuple(without_far_weeks(reading, source.name, today) for source, reading in named)

    def _log_problems(self, readings: Iterable[Reading]) -> None:
        """Log what begins to be wrong with a source and when it is over, not the same every few hours."""
        for source, reading in zip(self._sources, readings, strict=True):
            before = self._problems.get(source.name, "")
            self._problems[source.name] = reading.problem
            if reading.problem and reading.problem != before:
                _log.warning("Source %s: %s", source.name, reading.problem)
            elif before and not reading.problem:
                _log.info("Source %s: well again", source.name)


def _alike(was: Reading, now: Reading) -> bool:
    return was.curated == now.curated and was.weeks == now.weeks
