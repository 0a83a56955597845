"""Letting the ledger follow weeks whose date was corrected at the source, before anything is decided by it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.catalog import Catalog
from bot.digests._target import Target
from bot.digests.courier import Courier
from bot.digests.ledger import Ledger
from bot.digests.model import EditionKey, Renderer
from bot.digests.moves import near_weeks, same_weeks

__all__ = ["Mover"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Gone:
    """Weeks of a target that the list has not any more, each with those near it that it could be now."""

    target: Target
    near: Mapping[date, tuple[date, ...]]

    def keys(self) -> dict[date, EditionKey]:
        """Return the newest attempt of each week."""
        return {week: self.target.history.editions[week].key for week in self.near}


class Mover:
    """Follows the catalogue in force; ``moved`` tells whether anything moved since it was last set to False."""

    def __init__(self, ledger: Ledger, courier: Courier, renderer: Renderer, catalog: Callable[[], Catalog]) -> None:
        self._ledger = ledger
        self._courier = courier
        self._renderer = renderer
        self._catalog = catalog
        self._judged: set[EditionKey] = set()
        self._judged_by: Catalog | None = None
        self.moved = False

    async def follow(self, targets: Sequence[Target]) -> list[Target]:
        """Return the targets as they are once every posted week has the date that the list gives it now.

        Where that cannot be yet, because another copy of the bot is sending that very edition, the week is kept out of the
        target's, so that nobody takes it for a new one.
        """
        catalog = self._catalog()
        if self._judged_by is not catalog:
            self._judged, self._judged_by = set(), catalog
        found = await asyncio.to_thread(self._found, targets, catalog)
        done = {target.pair: await self._move(target, days) for target, days in found}
        return [done.get(target.pair, target) for target in targets]

    def _found(self, targets: Iterable[Target], catalog: Catalog) -> list[tuple[Target, dict[date, date]]]:
        """Return the targets with weeks that have another date now, from former to present."""
        listed = frozenset(week.end for week in catalog.weeks)
        gone = [one for target in targets if (one := self._gone(target, listed)) is not None]
        if not gone:
            return []

        def holds(identity: str, day: date) -> bool:
            paper = catalog.paper(identity, day)
            return paper is not None and paper.week == day

        papers = self._papers([key for one in gone for key in one.keys().values()])
        found = []
        for one in gone:
            posted = {week: papers[key] for week, key in one.keys().items()}
            days = same_weeks(posted, one.near, holds)
            self._judged.update(key for week, key in one.keys().items() if week not in days)
            if days:
                found.append((one.target, days))
        return found

    def _gone(self, target: Target, listed: frozenset[date]) -> _Gone | None:
        near = near_weeks(target.history.editions, listed)
        fresh = {week: days for week, days in near.items() if target.history.editions[week].key not in self._judged}
        return _Gone(target, fresh) if fresh else None

    def _papers(self, keys: Sequence[EditionKey]) -> dict[EditionKey, tuple[str, ...]]:
        """Return what each edition shows; of one that remembers nothing, what its messages tell."""
        said = self._ledger.said_papers(keys)
        return {key: said[key] if key in said else self._papers_in_messages(key) for key in keys}

    def _papers_in_messages(self, key: EditionKey) -> tuple[str, ...]:
        payloads = [step.payload for step in self._ledger.steps(key) if step.payload is not None]
        return tuple(dict.fromkeys(paper for payload in payloads for paper in self._renderer.papers_in(payload)))

    async def _move(self, target: Target, days: Mapping[date, date]) -> Target:
        name, channel_id = target.pair
        held = set()
        for former, present in sorted(days.items()):
            if not await self._courier.move(name, channel_id, former, present):
                held.add(present)
                continue
            self.moved = True
            _log.info(
                "%s in channel %d: the list dates the week to %s to %s now; what was posted of it follows.",
                name,
                channel_id,
                former,
                present,
            )
        history = await asyncio.to_thread(self._ledger.history, name, channel_id, unmet=target.now)
        weeks = tuple(one for one in target.weeks if one.end not in held)
        return replace(target, weeks=weeks, history=replace(history, first_seen=target.history.first_seen))
