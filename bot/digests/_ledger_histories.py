"""Reading the past of many digests and channels at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from bot.digests._ledger_rows import Pair, editions_with_steps, in_pairs, pair_of, to_editions, to_run
from bot.digests.reports import ChannelHistory, EditionRecord, RunRecord
from bot.store.clock import DatabaseNow
from bot.store.tables import editions, runs, subscriptions

__all__ = ["Histories"]

_PAIRS_PER_QUERY = 400
"""Two parameters each; the smallest limit of a SQLite still met is 999 in all."""


class Histories:
    """One reading of the histories of ``wanted`` (digest as the settings spell it, channel) over a connection."""

    def __init__(self, connection: Connection, wanted: tuple[tuple[str, int], ...], unmet: datetime | None) -> None:
        self._connection = connection
        self._wanted = {pair_of(digest, channel_id): (digest, channel_id) for digest, channel_id in wanted}
        self._names = {name: digest for (name, _), (digest, _) in self._wanted.items()}
        self._unmet = unmet

    def read(self) -> dict[tuple[str, int], ChannelHistory]:
        """Return a history for each pair, in three queries per few hundred pairs."""
        met: dict[Pair, datetime] = {}
        last_runs: dict[Pair, RunRecord] = {}
        weeks: dict[Pair, dict[date, EditionRecord]] = {}
        for pairs in self._portions():
            met |= self._first_seen(pairs)
            last_runs |= self._last_runs(pairs)
            self._collect_editions(pairs, weeks)
        return {
            wanted: ChannelHistory(
                first_seen=met.get(pair) or self._moment_for_unmet(),
                last_run=last_runs.get(pair),
                editions=weeks.get(pair, {}),
            )
            for pair, wanted in self._wanted.items()
        }

    def _portions(self) -> Iterator[list[Pair]]:
        pairs = list(self._wanted)
        for start in range(0, len(pairs), _PAIRS_PER_QUERY):
            yield pairs[start : start + _PAIRS_PER_QUERY]

    def _first_seen(self, pairs: list[Pair]) -> dict[Pair, datetime]:
        rows = self._connection.execute(select(subscriptions).where(in_pairs(subscriptions, pairs)))
        return {(row.digest, row.channel_id): row.first_seen for row in rows}

    def _last_runs(self, pairs: list[Pair]) -> dict[Pair, RunRecord]:
        key = (runs.c.digest, runs.c.channel_id)
        newest = (
            select(*key, func.max(runs.c.slot).label("slot")).where(in_pairs(runs, pairs)).group_by(*key).subquery()
        )
        same = and_(
            runs.c.digest == newest.c.digest, runs.c.channel_id == newest.c.channel_id, runs.c.slot == newest.c.slot
        )
        rows = self._connection.execute(select(runs).join(newest, same))
        return {(row.digest, row.channel_id): to_run(row, self._names[row.digest]) for row in rows}

    def _collect_editions(self, pairs: list[Pair], weeks: dict[Pair, dict[date, EditionRecord]]) -> None:
        rows = self._connection.execute(editions_with_steps().where(in_pairs(editions, pairs)))
        # They come by attempt, so that the highest of a week is the one that stays.
        for edition in to_editions(rows, names=self._names):
            weeks.setdefault(pair_of(edition.key.digest, edition.key.channel_id), {})[edition.key.week] = edition

    def _moment_for_unmet(self) -> datetime:
        if self._unmet is None:
            self._unmet = self._connection.execute(select(DatabaseNow())).scalar_one()
        return self._unmet
