"""From the start of the process until its commands are known to Discord and the gateway has taken its identification."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.benchmarks.bots import BARE, bots_to_measure, open_town
from tests.benchmarks.tables import Table, Target, spread

__all__ = ["measure_start"]

_MOST = 3.0


async def measure_start(scratch: Path, runs: int) -> Table:
    """Start each bot in turn, so often, each time for the first time (with a sync) and then again (without).

    Beside the time that passes stands that of the processor, which says the same on a machine that has other work as well.
    """
    table = Table("Start to commands ready", ("", "time", "ratio", "of the processor", "ratio"))
    kept: dict[tuple[str, str], list[tuple[float, float]]] = {}
    with bots_to_measure(scratch) as bots:
        for number in range(runs + 1):
            for bot in bots:
                async with open_town(bot, scratch) as town:
                    # The first round compiles what Python keeps compiled, which one start is enough for.
                    for kind in ("first start", "later start") if number else ("first start",):
                        async with town.running() as (seconds, process):
                            if number:
                                took = (seconds * 1000, _processor_milliseconds(process))
                                kept.setdefault((kind, bot.name), []).append(took)
    for (kind, name), figures in sorted(kept.items(), key=lambda item: item[0][0]):
        times, processor = zip(*figures, strict=True)
        bare_times, bare_processor = zip(*kept[kind, BARE.name], strict=True)
        ratio = median(times) / median(bare_times)
        table.add(
            f"{name}, {kind}",
            spread(times),
            f"{ratio:.2f} x" if name == BARE.name else Target(ratio, _MOST, "x"),
            spread(processor),
            f"{median(processor) / median(bare_processor):.2f} x",
        )
    return table


def _processor_milliseconds(process: int) -> float:
    """Return for how long the threads of a process have run so far (https://docs.kernel.org/scheduler/sched-stats.html)."""
    threads = (Path("/proc") / str(process) / "task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e6
