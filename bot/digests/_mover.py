"""Letting the ledger follow weeks whose date was corrected at the source, before anything is decided by it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.catalog import Catalog
from bot.digests._move_finder import MoveFinder, moved
from bot.digests._target import Target
from bot.digests.courier import Courier

__all__ = ["Mover"]

_log = logging.getLogger(__name__)


class Mover:
    """Follows the catalogue in force, and calls ``on_move`` for each week that moved."""

    def __init__(
        self, finder: MoveFinder, courier: Courier, catalog: Callable[[], Catalog], on_move: Callable[[], None]
    ) -> None:
        self._finder = finder
        self._courier = courier
        self._catalog = catalog
        self._on_move = on_move

    async def follow(self, targets: Sequence[Target]) -> list[Target]:
        """Return the targets as they are once every posted week has the date that the list gives it now.

        Where that cannot be yet, because another copy of the bot is sending that very edition, the week is kept out of the
        target's, so that nobody takes it for a new one.
        """
        histories = {target.pair: target.history for target in targets}
        moves = await asyncio.to_thread(self._finder.find, histories, self._catalog())
        return [await self._move(one, moves[one.pair]) if one.pair in moves else one for one in targets]

    async def _move(self, target: Target, days: Mapping[date, date]) -> Target:
        done: dict[date, date] = {}
        for former, present in sorted(days.items()):
            if not await self._courier.move(*target.pair, former, present):
                continue
            done[former] = present
            self._on_move()
            _log.info(
                "%s in channel %d: the list dates the week to %s to %s now; what was posted of it follows.",
                *target.pair,
                former,
                present,
            )
        held = set(days.values()).difference(done.values())
        weeks = tuple(one for one in target.weeks if one.end not in held)
        return replace(target, weeks=weeks, history=moved(target.history, done))
