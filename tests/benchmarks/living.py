"""What the whole living list takes: its pages read, merged with the bundled list, and indexed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bot.catalog import Catalog
from bot.dataset import read_papers
from bot.dataset.merge import merge_weeks
from bot.dataset.weekly_pages import read_weekly_pages
from bot.models import Week
from tests.benchmarks.lists import LIVING_PAGE, bundled_list, living_pages
from tests.benchmarks.tables import Table, Target, spread

__all__ = ["measure_living"]

_MOST_INDEXING = 250.0


async def measure_living(scratch: Path, runs: int) -> Table:
    """Read, merge and index 1,810 papers of four yearly pages, made from the real one of 2023 where that is at hand."""
    del scratch
    table = Table("Living list", ("", "181 weeks"))
    if not LIVING_PAGE.exists():
        table.notes.append(f"Not measured: there is no {LIVING_PAGE}.")
        return table
    pages = living_pages(LIVING_PAGE.read_text(encoding="utf-8"))
    bundled = read_papers(bundled_list(), "bundled").weeks

    def read() -> list[Week]:
        return [week for year, text in pages.items() for week in read_weekly_pages(text, "list", page_year=year).weeks]

    def merge(living: list[Week]) -> tuple[Week, ...]:
        return merge_weeks([("bundled", False, bundled), ("living-list", True, living)])

    gc.collect()
    before = _resident()
    living = read()
    weeks = merge(living)
    catalog = Catalog(weeks)
    taken = _resident() - before
    table.add("weeks / papers", f"{len(catalog.weeks)} / {len(catalog.papers):,}")
    table.add("read four pages", spread(_times(read, runs)))
    table.add("merge with the bundled list", spread(_times(lambda: merge(living), runs)))
    table.add("index", Target(median(_times(lambda: Catalog(weeks), runs)), _MOST_INDEXING, "ms"))
    table.add("memory for papers and index", f"{taken:.1f} MB")
    return table


def _times(work: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _resident() -> float:
    """Return what this process has in memory, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
