"""What a bot holds in memory: when it is ready, and when each of its commands was used."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.benchmarks.answers import use_everything
from tests.benchmarks.bots import BARE, bots_to_measure, open_town
from tests.benchmarks.tables import Table, Target

__all__ = ["measure_memory"]

_MOST = {"SQLite": 2.0, "PostgreSQL": 2.3}
_MOMENTS = ("ready", "every command used")

_Sizes = tuple[float, float]
"""Resident and proportional set size, in MB."""


async def measure_memory(scratch: Path, runs: int) -> Table:
    """Start each bot in turn, so often, and read its memory from /proc.

    It is read when the simplest command was answered: that is behind everything that a start does. Then once more after
    all commands, for what they load only when they are used.
    """
    table = Table("Memory", ("", "VmRSS", "ratio", "PSS", "ratio"))
    sizes: dict[str, list[tuple[_Sizes, ...]]] = {}
    with bots_to_measure(scratch) as bots:
        for number in range(runs + 1):
            for bot in bots:
                async with open_town(bot, scratch) as town, town.running() as (_, process):
                    await town.answer(bot.simplest)
                    ready = _memory(process)
                    await use_everything(town)
                    # The first round compiles what Python keeps compiled, in memory that is not given back.
                    if number:
                        sizes.setdefault(bot.name, []).append((ready, _memory(process)))
    for place, moment in enumerate(_MOMENTS):
        yardsticks = _medians(sizes[BARE.name], place)
        for name, kept in sizes.items():
            cells: list[object] = []
            for size, yardstick in zip(_medians(kept, place), yardsticks, strict=True):
                target = Target(size / yardstick, _MOST[name], "x") if place == 0 and name != BARE.name else None
                cells += [f"{size:.1f} MB", target or f"{size / yardstick:.2f} x"]
            table.add(f"{name}, {moment}", *cells)
    return table


def _medians(kept: list[tuple[_Sizes, ...]], place: int) -> _Sizes:
    rss, pss = zip(*(sizes[place] for sizes in kept), strict=True)
    return median(rss), median(pss)


def _memory(process: int) -> _Sizes:
    """Return the resident and the proportional set size of a process, in MB."""
    proc = Path("/proc") / str(process)
    return _megabytes(proc / "status", "VmRSS:"), _megabytes(proc / "smaps_rollup", "Pss:")


def _megabytes(file: Path, key: str) -> float:
    lines = file.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024
