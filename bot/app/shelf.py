"""The papers in force: where the dataset's weeks become the catalogue that everybody reads."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.catalog import Catalog
from bot.dataset import FetchPolicy, Library, Loaded, Progress
from bot.dataset.reading import Step
from bot.dataset.sources import BundledSource
from bot.models import Change, Complaint, SourceReport
from bot.settings.models import DatasetSettings
from bot.wording import count_changes, say_change

__all__ = ["Renewal", "Shelf"]

_MOST_LINES = 12
"""Changes of one source that are logged in a line each: a week with its papers corrected. More are counted."""

_SWAP_EVERY = 60.0
"""Seconds: building a catalogue takes the processor a quarter of one, and arXiv's answers come every three."""

_log = logging.getLogger(__name__)


def _nobody(*_: object) -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What came of asking the sources: what changed in them, and whether papers are others than before, for whatever reason."""

    swapped: bool = False
    changes: tuple[Change, ...] = ()


class Shelf:
    """Holds one catalogue, and swaps it for the next in one assignment: readers never see half of one.

    ``base`` is the folder that relative paths of sources start from, ``cache`` that of copies of addresses and of what arXiv
    said. With ``offline`` nothing is asked over the network; ``policy`` bounds what is. The first catalogue is made, on the
    spot, of what the machine has; the methods are for the event loop, and build off it.
    """

    def __init__(
        self,
        settings: DatasetSettings,
        *,
        base: Path,
        cache: Path,
        offline: bool = False,
        policy: FetchPolicy | None = None,
    ) -> None:
        self._open = partial(Library, base=base, cache=cache, offline=offline, policy=policy)
        self._library = self._open(settings)
        self._swapping = asyncio.Lock()
        self._loaded = self._library.load_local()
        self._catalog = Catalog(self._loaded.weeks, renamed=self._loaded.renamed)
        _log_complaints(self._loaded, ())

    @property
    def catalog(self) -> Catalog:
        """The catalogue in force."""
        return self._catalog

    @property
    def loaded(self) -> Loaded:
        """What the catalogue was made of, with what could not be read."""
        return self._loaded

    @property
    def arxiv_problem(self) -> str:
        """What stopped the completion of papers the last time, in words; "" if nothing did."""
        return self._library.arxiv_problem

    def changes(self) -> Sequence[Change]:
        """Return what changed lately in the sources, newest first."""
        return self._library.changes()

    def sources(self) -> Sequence[str]:
        """Return a line for each place that papers come from, for members: with its name, without its path or address."""
        return [f"{_public_name(report)}: {report.extent}" for report in self._loaded.sources if report.papers]

    async def refresh(self, *, accept: bool = False, progress: Progress = _nobody) -> Renewal:
        """Ask every source anew. One that fails leaves its last good papers, and is told of in ``loaded``.

        With ``accept`` a list that shrank by half serves all the same.
        """
        # Nothing is swapped meanwhile, so that what was asked last also serves last.
        async with self._swapping:
            loaded = await self._library.refresh(accept=accept, progress=progress)
            _log_complaints(loaded, self._loaded.complaints)
            _log_changes(loaded.changes)
            return Renewal(await self._serve(loaded), loaded.changes)

    async def complete(
        self, swapped: Callable[[], object], step: Step = _nobody, *, every: float = _SWAP_EVERY
    ) -> None:
        """Ask arXiv for what papers lack, the newest first; ``swapped`` is called each time that more of them serve.

        That is as soon as the first are there, then about every so many seconds, and at the end.
        """
        more = asyncio.Event()

        def told(done: int, total: int) -> None:
            more.set()
            step(done, total)

        errand = asyncio.create_task(self._library.complete(told), name="completing papers")
        try:
            while not errand.done():
                await _either(errand, more)
                if more.is_set():
                    more.clear()
                    await self._take_in(swapped)
                    await asyncio.wait({errand}, timeout=every)
            if errand.result():
                await self._take_in(swapped)
        finally:
            errand.cancel()
            await asyncio.wait({errand})

    async def follow(self, settings: DatasetSettings) -> Renewal:
        """Take papers from other sources from now on. Nobody may be completing them meanwhile."""
        before, self._library = self._library, self._open(settings)
        await before.aclose()
        return await self.refresh()

    async def aclose(self) -> None:
        """Close what asking addresses had opened."""
        await self._library.aclose()

    async def _take_in(self, swapped: Callable[[], object]) -> None:
        async with self._swapping:
            done = await self._serve(await asyncio.to_thread(self._library.combined))
        if done:
            swapped()

    async def _serve(self, loaded: Loaded) -> bool:
        """Let this be what serves; return whether papers are others than before. Where they are not, nothing is built.

        Papers that could not be built, or whose building was cut off, have not been served: the next time they are new again.
        """
        others = not await asyncio.to_thread(_same, self._loaded, loaded)
        if others:
            self._catalog = await asyncio.to_thread(Catalog, loaded.weeks, renamed=loaded.renamed)
            _log.info("now serving %d papers of %d weeks", len(self._catalog.papers), len(loaded.weeks))
        self._loaded = loaded
        return others


def _same(before: Loaded, loaded: Loaded) -> bool:
    return before.weeks == loaded.weeks and before.renamed == loaded.renamed


async def _either(task: asyncio.Task[int], event: asyncio.Event) -> None:
    """Wait until the task is done or the event is set."""
    wait = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({task, wait}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        wait.cancel()


def _public_name(report: SourceReport) -> str:
    return BundledSource.origin if report.name == BundledSource.name else report.name


def _log_complaints(loaded: Loaded, before: Collection[Complaint]) -> None:
    """Log what is new among the complaints. What is wrong with a source as a whole, the library logs."""
    known = {*before, *(Complaint(report.name, 0, report.problem) for report in loaded.sources)}
    for complaint in loaded.complaints:
        if complaint not in known:
            _log.warning("%s", complaint)


def _log_changes(changes: Iterable[Change]) -> None:
    by_source: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_source[change.source].append(change)
    for source, own in by_source.items():
        if len(own) > _MOST_LINES:
            _log.info("Source %s: %s", source, count_changes(own))
        else:
            for change in own:
                _log.info("Source %s: %s", source, say_change(change))
