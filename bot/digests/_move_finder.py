"""Finding, among many channels' pasts, the weeks whose date was corrected at the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
class _Gone:
    """Weeks of a channel that the list has not any more: the newest attempt of each, and the weeks near it that it could be."""

    keys: Mapping[date, EditionKey]
    near: Mapping[date, tuple[date, ...]]


class MoveFinder:
    """Only reads. Each edition is judged once for each catalogue, so that asking often costs little."""

    def __init__(self, ledger: Ledger, renderer: Renderer) -> None:
        self._ledger = ledger
        self._renderer = renderer
        self._judged: set[EditionKey] = set()
        self._judged_by: Catalog | None = None

    def find(self, histories: Histories, catalog: Catalog) -> dict[Pair, dict[date, date]]:
        """Return, for channels that have any, the posted weeks that the list has under another date now: from former to present.

        Blocks, for the ledger and because a thousand channels take their time.
        """
        if self._judged_by is not catalog:
            self._judged, self._judged_by = set(), catalog
        listed = frozenset(week.end for week in catalog.weeks)
        gone = {
            pair: found for pair, history in histories.items() if (found := self._gone(history, listed)) is not None
        }
        papers = self._papers([key for one in gone.values() for key in one.keys.values()]) if gone else {}

        def holds(identity: str, day: date) -> bool:
            paper = catalog.paper(identity, day)
            return paper is not None and paper.week == day

        moves = {}
        for pair, one in gone.items():
            posted = {week: papers[key] for week, key in one.keys.items()}
            days = same_weeks(posted, one.near, holds)
            self._judged.update(key for week, key in one.keys.items() if week not in days)
            if days:
                moves[pair] = days
        return moves

    def as_listed(self, histories: Histories, catalog: Catalog) -> Histories:
        """Return the histories as they will be once the ledger has followed the list."""
        moves = self.find(histories, catalog)
        return {pair: moved(history, moves.get(pair, {})) for pair, history in histories.items()}

    def _gone(self, history: ChannelHistory, listed: frozenset[date]) -> _Gone | None:
        near = near_weeks(history.editions, listed)
        keys = {week: key for week in near if (key := history.editions[week].key) not in self._judged}
        return _Gone(keys, {week: near[week] for week in keys}) if keys else None

    def _papers(self, keys: Sequence[EditionKey]) -> dict[EditionKey, tuple[str, ...]]:
        """Return what each edition shows; of one that remembers nothing, what its messages tell."""
        said = self._ledger.said_papers(keys)
        return {key: said[key] if key in said else self._papers_in_messages(key) for key in keys}

    def _papers_in_messages(self, key: EditionKey) -> tuple[str, ...]:
        payloads = [step.payload for step in self._ledger.steps(key) if step.payload is not None]
        return tuple(dict.fromkeys(paper for payload in payloads for paper in self._renderer.papers_in(payload)))


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
