"""Finding, among many channels' pasts, the weeks whose date was corrected at the source."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.catalog import Catalog
from bot.digests.ledger import Ledger
from bot.digests.model import EditionKey, Renderer
from bot.digests.moves import near_weeks, same_weeks
from bot.digests.reports import ChannelHistory

__all__ = ["Histories", "MoveFinder", "Pair", "moved"]

Pair = tuple[str, int]
"""A digest by its name, and a channel."""

Histories = Mapping[Pair, ChannelHistory]


@dataclass(frozen=True, slots=True)
class _Doubted:
    """Weeks of a channel that may have another date now: the newest attempt of each, and the weeks near it that it could be."""

    keys: Mapping[date, EditionKey]
    near: Mapping[date, tuple[date, ...]]


class MoveFinder:
    """Only reads, and for any threads at once. Each edition is judged once for each catalogue, so that asking often is cheap."""

    def __init__(self, ledger: Ledger, renderer: Renderer) -> None:
        self._ledger = ledger
        self._renderer = renderer
        self._judged: tuple[Catalog | None, set[EditionKey]] = None, set()

    def find(self, histories: Histories, catalog: Catalog) -> dict[Pair, dict[date, date]]:
        """Return, for channels that have any, the posted weeks that the list has under another date now: from former to present.

        Blocks, for the ledger and because a thousand channels take their time.
        """
        judged = self._judged_by(catalog)
        listed = frozenset(week.end for week in catalog.weeks)
        doubted = {
            pair: found
            for pair, history in histories.items()
            if (found := _doubted(history, listed, judged)) is not None
        }
        papers = self._papers([key for one in doubted.values() for key in one.keys.values()]) if doubted else {}

        def holds(identity: str, day: date) -> bool:
            paper = catalog.paper(identity, day)
            return paper is not None and paper.week == day

        moves = {}
        for pair, one in doubted.items():
            posted = {week: papers[key] for week, key in one.keys.items()}
            days = same_weeks(posted, one.near, holds)
            judged.update(key for week, key in one.keys.items() if week not in days)
            if days:
                moves[pair] = days
        return moves

    def as_listed(self, histories: Histories, catalog: Catalog) -> Histories:
        """Return the histories as they will be once the ledger has followed the list."""
        moves = self.find(histories, catalog)
        return {pair: moved(history, moves.get(pair, {})) for pair, history in histories.items()}

    def _judged_by(self, catalog: Catalog) -> set[EditionKey]:
        """Return what was judged by that catalogue; who still goes by the one before must not add to it."""
        by, judged = self._judged
        if by is not catalog:
            judged = set()
            self._judged = catalog, judged
        return judged

    def _papers(self, keys: Sequence[EditionKey]) -> dict[EditionKey, tuple[str, ...]]:
        """Return what each edition shows; of one that remembers nothing, what its messages tell."""
        said = self._ledger.said_papers(keys)
        return {key: said[key] if key in said else self._papers_in_messages(key) for key in keys}

    def _papers_in_messages(self, key: EditionKey) -> tuple[str, ...]:
        payloads = [step.payload for step in self._ledger.steps(key) if step.payload is not None]
        return tuple(dict.fromkeys(paper for payload in payloads for paper in self._renderer.papers_in(payload)))


def _doubted(history: ChannelHistory, listed: frozenset[date], judged: Container[EditionKey]) -> _Doubted | None:
    near = near_weeks(history.editions, listed)
    keys = {week: key for week in near if (key := history.editions[week].key) not in judged}
    return _Doubted(keys, {week: near[week] for week in keys}) if keys else None


def moved(history: ChannelHistory, days: Mapping[date, date]) -> ChannelHistory:
    """Return a history as it is once these weeks have moved."""
    if not days:
        return history
    editions = {
        days.get(week, week): replace(edition, key=replace(edition.key, week=days.get(week, week)))
        for week, edition in history.editions.items()
    }
    run = history.last_run
    if run is not None and run.week is not None and run.week in days:
        run = replace(run, week=days[run.week])
    return replace(history, editions=editions, last_run=run)
