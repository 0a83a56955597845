"""Rows of the ledger's tables to the values that are handed out, and the conditions by which rows are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, tuple_

from bot.digests.model import EditionKey, StepKind, StepState
from bot.digests.reports import EditionRecord, Outcome, RunRecord
from bot.digests.steps import (
    PlannedStep,
    StepRecord,
    changed_at,
    correction_of,
    delivered_ids,
    overall_reason,
    overall_state,
)
from bot.store.clock import DatabaseNow
from bot.store.tables import editions, steps

__all__ = [
    "Pair",
    "editions_with_steps",
    "in_pairs",
    "is_edition",
    "is_takeable",
    "is_under_way",
    "pair_of",
    "step_row",
    "to_editions",
    "to_run",
    "to_step",
]

Pair = tuple[str, int]
"""A digest by its case-folded name, and a channel."""


def pair_of(digest: str, channel_id: int) -> Pair:
    """Return what the tables know a digest in a channel by."""
    return digest.casefold(), channel_id


def is_edition(key: EditionKey) -> ColumnElement[bool]:
    """Match the row of an edition."""
    return and_(
        editions.c.digest == key.digest.casefold(),
        editions.c.channel_id == key.channel_id,
        editions.c.week == key.week,
        editions.c.attempt == key.attempt,
    )


def is_takeable() -> ColumnElement[bool]:
    """Match steps that are waiting, or whose owner is gone: its lease ran out by the database's clock."""
    abandoned = and_(steps.c.state == StepState.SENDING, steps.c.lease_until <= DatabaseNow())
    return or_(steps.c.state == StepState.PLANNED, abandoned)


def is_under_way() -> ColumnElement[bool]:
    """Match steps that some copy of the bot is sending right now."""
    return and_(steps.c.state == StepState.SENDING, steps.c.lease_until > DatabaseNow())


def in_pairs(table: Any, pairs: Iterable[Pair]) -> ColumnElement[bool]:
    """Match the rows of ``table`` (one with ``digest`` and ``channel_id``) that belong to one of ``pairs``."""
    return tuple_(table.c.digest, table.c.channel_id).in_(list(pairs))


def editions_with_steps() -> Select[Any]:
    """Select editions joined with what tells how they stand, in the order that :func:`to_editions` needs.

    Few columns: a pass over a thousand channels reads a hundred thousand of these rows.
    """
    edition = [column for column in editions.c if column.name not in {"planned_at", "marked"}]
    return (
        select(*edition, steps.c.kind, steps.c.state, steps.c.message_id, steps.c.reason, steps.c.changed_at)
        .join(steps, steps.c.edition_id == editions.c.id)
        .order_by(editions.c.week, editions.c.attempt, editions.c.id, steps.c.ordinal)
    )


def to_editions(rows: Iterable[Row[Any]], *, names: dict[str, str] | None = None) -> Iterator[EditionRecord]:
    """Yield an edition for each run of rows with the same id; ``names`` spells the digests, else the ledger's own spelling."""
    for _, group in groupby(rows, key=lambda row: row.id):
        mine = list(group)
        yield _to_edition(mine, (names or {}).get(mine[0].digest, mine[0].digest_name))


def _to_edition(rows: list[Row[Any]], digest: str) -> EditionRecord:
    first = rows[0]
    standings: list[Any] = rows
    return EditionRecord(
        key=EditionKey(digest, first.channel_id, first.week, first.attempt),
        state=overall_state(standings),
        message_ids=delivered_ids(standings),
        changed_at=changed_at(standings),
        reason=overall_reason(standings),
        adopted=first.adopted,
        thread_id=next((row.message_id for row in rows if row.kind == StepKind.OPEN_POST), None),
        correction=correction_of(standings),
    )


def to_step(row: Row[Any], *, claimed_at: datetime | None = None) -> StepRecord:
    """Return a step, with the moment of its newest claim where the caller has just made it."""
    return StepRecord(
        ordinal=row.ordinal,
        kind=StepKind(row.kind),
        part=row.part,
        parts=row.parts,
        payload=row.payload,
        title=row.title,
        after=row.after,
        message_id=row.message_id,
        state=StepState(row.state),
        planned_at=row.planned_at,
        changed_at=row.changed_at,
        doubtful=row.doubtful,
        begun_at=row.begun_at,
        claimed_at=claimed_at,
        reason=row.reason,
        marked=row.marked,
    )


def to_run(row: Row[Any], digest: str) -> RunRecord:
    """Return what became of a due time."""
    return RunRecord(
        digest=digest,
        channel_id=row.channel_id,
        slot=row.slot,
        outcome=Outcome(row.outcome),
        at=row.at,
        week=row.week,
        reason=row.reason,
    )


def step_row(step: PlannedStep, edition: int, now: datetime) -> dict[str, Any]:
    """Return the row of a step that was just planned, or whose message was found in the channel."""
    stands = step.message_id is not None
    return {
        "edition_id": edition,
        "ordinal": step.ordinal,
        "kind": step.kind.value,
        "part": step.part,
        "parts": step.parts,
        "payload": None if step.payload is None else dict(step.payload),
        "title": step.title,
        "after": step.after,
        "state": (StepState.SENT if stands else StepState.PLANNED).value,
        "doubtful": False,
        "message_id": step.message_id,
        "reason": "",
        "changed_at": now,
    }
