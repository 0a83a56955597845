"""From the start of the process until its commands are known to Discord and the gateway has taken its identification."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.benchmarks.bots import BARE, bots_to_measure, open_town
from tests.benchmarks.tables import Table, Target, spread

__all__ = ["measure_start"]

_MOST = 3.0


async def measure_start(scratch: Path, runs: int) -> Table:
    """Start each bot in turn, so often, each time for the first time (with a sync) and then again (without)."""
    table = Table("Start to commands ready", ("bot", "first start", "ratio", "later start", "ratio"))
    times: dict[str, tuple[list[float], list[float]]] = {}
    with bots_to_measure(scratch) as bots:
        for number in range(runs + 1):
            for bot in bots:
                async with open_town(bot, scratch) as town:
                    for kept in times.setdefault(bot.name, ([], [])):
                        async with town.running() as (seconds, _):
                            # The first round compiles what Python keeps compiled.
                            if number:
                                kept.append(seconds * 1000)
    yardsticks = [median(kept) for kept in times[BARE.name]]
    for name, kinds in times.items():
        cells: list[object] = []
        for kept, yardstick in zip(kinds, yardsticks, strict=True):
            ratio = "" if name == BARE.name else Target(median(kept) / yardstick, _MOST, "x")
            cells += [spread(kept), ratio]
        table.add(name, *cells)
    return table
