"""How long each command takes to answer, beyond what a constant answer of discord.py takes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.bots import BARE, Town, bots_to_measure, open_town
from tests.benchmarks.tables import Table, Target, spread

__all__ = ["measure_answers", "use_everything"]

_MOST = 8.0
_ROUNDS_A_RUN = 10


@dataclass(frozen=True, slots=True)
class _Asked:
    """A command with its options; with ``typing``, what is typed into that option so far."""

    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    typing: str = ""

    def __str__(self) -> str:
        words = " ".join(f"{name}:{value}" for name, value in self.options.items())
        return f"/{self.command} {words}{'…' if self.typing else ''}".rstrip()

    async def seconds(self, town: Town) -> float:
        """Ask, and return how long it took."""
        if not self.typing:
            return await town.answer(self.command, **self.options)
        others = dict(self.options)
        return await town.suggest(self.command, self.typing, others.pop(self.typing), **others)


_CONSTANT = _Asked("ping")
_ASKED = (
    _Asked("help"),
    _Asked("paper", {"paper": "2302.04761"}),
    _Asked("paper", {"paper": "toolfrmer"}),
    _Asked("week"),
    _Asked("week", {"week": "march 2023"}),
    _Asked("week", {"week": "2023-03-08", "category": "cs.CV"}),
    _Asked("search", {"query": "chain of thought reasoning"}),
    _Asked("search", {"query": "toolformr", "since": "2023-02-01"}),
    _Asked("search", {"query": "zzzzqqq"}),
    _Asked("paper", {"paper": ""}, typing="paper"),
    _Asked("paper", {"paper": "toolfro"}, typing="paper"),
    _Asked("week", {"week": "feb"}, typing="week"),
    _Asked("week", {"category": "robot"}, typing="category"),
    _Asked("search", {"query": "x", "since": "2023-02"}, typing="since"),
    _Asked("digest preview", {"digest": "week"}, typing="digest"),
    _Asked("digest preview", {"channel": "pap"}, typing="channel"),
    _Asked("digest status"),
    _Asked("digest preview"),
)


async def measure_answers(scratch: Path, runs: int) -> Table:
    """Let a bare bot and ours run side by side, and ask them in turns."""
    table = Table("Median answer time", ("command", "SQLite", "beyond ping", "PostgreSQL", "beyond ping"))
    async with AsyncExitStack() as stack:
        towns = []
        for bot in stack.enter_context(bots_to_measure(scratch)):
            towns.append(await stack.enter_async_context(open_town(bot, scratch)))
            await stack.enter_async_context(towns[-1].running())
        times: dict[tuple[str, str], list[float]] = {}
        for number in range(runs * _ROUNDS_A_RUN + 1):
            for asked in _ASKED:
                for town in towns:
                    one = _CONSTANT if town.bot is BARE else asked
                    seconds = await one.seconds(town)
                    # The first time of all is another matter: it loads and fills what is kept.
                    if number:
                        times.setdefault((town.bot.name, str(one)), []).append(seconds * 1000)
    constant = times.pop((BARE.name, str(_CONSTANT)))
    table.notes.append(f"/ping of the bare bot: {spread(constant)}")
    for asked in _ASKED:
        cells: list[object] = []
        for name in ("SQLite", "PostgreSQL"):
            taken = times[name, str(asked)]
            cells += [spread(taken), Target(median(taken) - median(constant), _MOST, "ms")]
        table.add(asked, *cells)
    return table


async def use_everything(town: Town) -> None:
    """Use each command of the bot once."""
    for asked in (_CONSTANT,) if town.bot is BARE else _ASKED:
        await asked.seconds(town)
