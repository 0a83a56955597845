"""What a refresh of the whole living list takes from an event loop that has members to answer."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.app.shelf import Shelf
from bot.dataset.arxiv_api.record import Record
from bot.dataset.arxiv_api.store import ArxivStore
from bot.models import Paper
from bot.settings.models import DatasetSettings, SourceSettings
from tests.benchmarks.lists import LIVING_PAGE, living_pages
from tests.benchmarks.pauses import watched_loop
from tests.benchmarks.tables import Table, Target, spread

__all__ = ["measure_refresh"]

_MOST_BLOCKED = 20.0
_COUNTING = 0.3
_SERVES = re.compile(r"port (\d+)")
_ABSTRACT = "We ask what a model of language knows of the world, and find that it is more than it says. " * 14


async def measure_refresh(scratch: Path, runs: int) -> Table:
    """Ask a server on loopback for four yearly pages, so often, beside a loop that is watched for pauses."""
    table = Table("Refresh", ("181 weeks, 1,810 papers", "time", "longest pause", "ratio"))
    if not LIVING_PAGE.exists():
        table.notes.append(f"Not measured: there is no {LIVING_PAGE}.")
        return table
    pages = living_pages(LIVING_PAGE.read_text(encoding="utf-8"))
    figures: dict[str, list[_Figure]] = {}
    gc.collect()
    gc.freeze()
    for number in range(runs + 1):
        folder = scratch / f"refresh-{number}"
        async with _Site.serving(folder / "site", pages) as site:
            async for name, figure in _figures(site, folder):
                # The first round imports what the others have.
                if number:
                    figures.setdefault(name, []).append(figure)
    gc.unfreeze()
    _fill(table, figures)
    return table


@dataclass(frozen=True, slots=True)
class _Figure:
    taken: float
    longest: float


@dataclass
class _Site:
    """Pages in a folder, which a process of its own serves as they were last written."""

    folder: Path
    pages: dict[int, str]
    port: int = 0
    written: int = 0

    @classmethod
    @asynccontextmanager
    async def serving(cls, folder: Path, pages: dict[int, str]) -> AsyncIterator[_Site]:
        await asyncio.to_thread(folder.mkdir, parents=True)
        command = ("-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder))
        server = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            assert server.stdout is not None
            said = _SERVES.search((await server.stdout.readline()).decode())
            assert said is not None
            site = cls(folder, pages, int(said[1]))
            site.write(pages)
            yield site
        finally:
            server.kill()
            await server.communicate()

    def write(self, years: Iterable[int]) -> None:
        """Write the pages of these years, each with twenty titles that no earlier revision has."""
        self.written += 1
        for year in years:
            file = self.folder / f"{year}.md"
            file.write_text(self.pages[year].replace(") **", f") **Revision {self.written} of ", 20), encoding="utf-8")
            # The server tells revisions by the second.
            os.utime(file, (self.written * 60, self.written * 60))


async def _figures(site: _Site, folder: Path) -> AsyncIterator[tuple[str, _Figure]]:
    source = SourceSettings(name="living", url=f"http://127.0.0.1:{site.port}/{{year}}.md", allow_private=True)
    shelf = Shelf(DatasetSettings(sources=(source,)), base=folder, cache=folder / "cache")
    yield "a thread that counts", await _watched(lambda: asyncio.to_thread(_count))
    yield "the first refresh", await _watched(shelf.refresh)
    yield "nothing changed", await _watched(shelf.refresh)
    site.write([2026])
    yield "one page changed", await _watched(shelf.refresh)
    site.write(site.pages)
    yield "all pages changed", await _watched(shelf.refresh)
    ArxivStore(folder / "cache" / "arxiv").keep(map(_record, shelf.catalog.papers), datetime.now(UTC))
    yield "arXiv had told of all papers", await _watched(shelf.refresh)
    await shelf.aclose()


async def _watched(work: Callable[[], Awaitable[object]]) -> _Figure:
    async with watched_loop() as pauses:
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        await work()
        taken = time.perf_counter() - began
        # The last tick may still be late.
        await asyncio.sleep(0.01)
    return _Figure(taken * 1000, max(pauses))


def _count() -> None:
    """Keep the interpreter busy, as any work in Python does."""
    number = 0
    end = time.thread_time() + _COUNTING
    while time.thread_time() < end:
        number += 1


def _record(paper: Paper) -> Record:
    base = paper.arxiv_id.base if paper.arxiv_id else paper.identity
    return Record(
        base=base,
        title=paper.title,
        abstract=f"{_ABSTRACT} {paper.title}",
        authors=("Ada Lovelace", "Alan Turing"),
        primary="cs.CL",
        categories=("cs.CL",),
    )


def _fill(table: Table, figures: dict[str, list[_Figure]]) -> None:
    yardstick = 0.0
    for name, kept in figures.items():
        longest = median(figure.longest for figure in kept)
        yardstick = yardstick or longest
        time_taken = spread(figure.taken for figure in kept)
        table.add(name, time_taken, Target(longest, _MOST_BLOCKED, "ms"), f"{longest / yardstick:.2f} x")
