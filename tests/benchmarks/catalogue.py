"""Reading and indexing lists of papers, and searching them while an event loop has other things to do."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from bot.catalog import Catalog, SearchQuery, SearchResults
from bot.dataset import Parsed, read_papers
from bot.discord_app.render.search import search_page
from tests.benchmarks.lists import bundled_list, queries, repeated_list, typed_titles
from tests.benchmarks.pauses import watched_loop
from tests.benchmarks.tables import Table, Target, p99, spread

__all__ = ["measure_catalogue"]

_PAPERS = 1810
_MOST_INDEXING = 250.0
_MOST_BLOCKED = 20.0
_PAGE = 5


async def measure_catalogue(scratch: Path, runs: int) -> Table:
    """Read, index, search and complete, on the bundled list and on one of 1,810 papers."""
    table = Table("Catalogue", ("", "bundled list", f"{_PAPERS:,} papers"))
    file = scratch / "list.md"
    columns = []
    # As a running bot does: what was imported is not looked through for garbage while somebody waits.
    gc.collect()
    gc.freeze()
    for text in (bundled_list(), repeated_list(_PAPERS)):
        file.write_text(text, encoding="utf-8")
        columns.append(await _figures(file, runs))
    gc.unfreeze()
    for name in columns[0]:
        table.add(name, *(column[name] for column in columns))
    return table


async def _figures(file: Path, runs: int) -> dict[str, object]:
    def read() -> Parsed:
        return read_papers(file.read_text(encoding="utf-8"), "list")

    weeks = read().weeks
    catalog = Catalog(weeks)
    reading = [_milliseconds(read) for _ in range(runs)]
    indexing = [_milliseconds(lambda: Catalog(weeks)) for _ in range(runs)]
    searching, pauses = await _searched(catalog)
    completing = [_milliseconds(partial(catalog.suggest_papers, typed)) for typed in typed_titles(catalog.papers)]
    return {
        "papers": len(catalog.papers),
        "read the file": spread(reading),
        "index": Target(median(indexing), _MOST_INDEXING, "ms"),
        "search p50": f"{median(searching):.2f} ms",
        "search p99": f"{p99(searching):.2f} ms",
        "longest pause of the event loop meanwhile": Target(max(pauses), _MOST_BLOCKED, "ms"),
        "completion p50": f"{median(completing):.2f} ms",
        "completion p99": f"{p99(completing):.2f} ms",
        "longest completion, a pause too": Target(max(completing), _MOST_BLOCKED, "ms"),
    }


async def _searched(catalog: Catalog) -> tuple[list[float], list[float]]:
    """Return how long each search took in its thread, and the pauses of the loop, which draws the pages as the bot does."""
    taken: list[float] = []

    def search(text: str) -> SearchResults:
        began = time.perf_counter()
        results = catalog.search(SearchQuery(text), limit=_PAGE)
        taken.append((time.perf_counter() - began) * 1000)
        return results

    async with watched_loop() as pauses:
        for text in queries(catalog.papers):
            search_page(await asyncio.to_thread(search, text), page=0, page_size=_PAGE)
    return taken, pauses


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
