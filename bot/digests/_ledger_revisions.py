"""The ledger's rows where a list lives on: what editions say, their edits, and weeks whose date was corrected.

Functions within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy import Connection, and_, exists, func, not_, or_, select, tuple_, update

from bot.digests._ledger_rows import Pair, is_edition, is_under_way, step_row
from bot.digests.corrections import Revision
from bot.digests.model import DigestContent, EditionKey, StepState
from bot.digests.said import Said, fingerprint
from bot.store.tables import contents, editions, runs, sightings, steps
from bot.store.upsert import put

__all__ = ["Correctable", "EditUnderWayError", "Saying", "correct", "correctable", "move", "said_papers", "saying_row"]

_KEYS_PER_QUERY = 200
"""Four parameters each; the smallest limit of a SQLite still met is 999 in all."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What an edition says, and the fingerprint of the week and papers that it says it of: "" where that is not known."""

    said: Said
    fingerprint: str = ""

    @classmethod
    def of(cls, content: DigestContent) -> Self:
        """Return what a content says."""
        return cls(Said.by(content), fingerprint(content) if content.selection is not None else "")


@dataclass(frozen=True, slots=True)
class Correctable:
    """An edition that could be corrected: it was planned here, at ``planned_at``, by a version that remembers what it says."""

    key: EditionKey
    planned_at: datetime
    saying: Saying


class EditUnderWayError(Exception):
    """An edit is being sent right now, so that it cannot be replaced yet."""


def saying_row(edition: int, saying: Saying) -> dict[str, object]:
    """Return the row of the table of contents."""
    return {"edition_id": edition, "said": saying.said.to_json(), "fingerprint": saying.fingerprint or None}


def correctable(connection: Connection, since: datetime) -> Iterator[Correctable]:
    """Yield what was planned at that time or later."""
    key = (editions.c.digest_name, editions.c.channel_id, editions.c.week, editions.c.attempt)
    found = (
        select(*key, editions.c.planned_at, contents.c.said, contents.c.fingerprint)
        .join(contents)
        .where(editions.c.planned_at >= since, contents.c.fingerprint.is_not(None))
        .order_by(editions.c.id)
    )
    for row in connection.execute(found):
        yield Correctable(EditionKey(*row[:4]), row.planned_at, Saying(Said.of_json(row.said), row.fingerprint))


def correct(connection: Connection, key: EditionKey, revision: Revision, saying: Saying, now: datetime) -> bool:
    """Write what a revision asks, in place of edits of before, and what the edition says from then on.

    False if there is no such edition any more. Raises EditUnderWayError where an edit is being sent, to undo it all.
    """
    edition = connection.execute(select(editions.c.id).where(is_edition(key)).with_for_update()).scalar_one_or_none()
    if edition is None:
        return False
    state = StepState.FAILED if revision.refusal else StepState.PLANNED
    fresh = {"state": state.value, "reason": revision.refusal, "owner": None, "lease_until": None, "begun_at": None}
    for step in revision.edits:
        if not put(connection, steps, step_row(step, edition, now) | fresh, over=not_(is_under_way())):
            raise EditUnderWayError
    row = saying_row(edition, saying)
    if revision.refusal:
        # The messages still say what they said; only of which week it was looked at is new.
        row = {name: value for name, value in row.items() if name != "said"}
    connection.execute(update(contents).where(contents.c.edition_id == edition).values(row))
    return True


def said_papers(connection: Connection, keys: Sequence[EditionKey]) -> dict[EditionKey, tuple[str, ...]]:
    """Return the papers of those editions that remember them."""
    found: dict[EditionKey, tuple[str, ...]] = {}
    columns = (editions.c.digest, editions.c.channel_id, editions.c.week, editions.c.attempt)
    by_name = {(key.digest.casefold(), key.channel_id, key.week, key.attempt): key for key in keys}
    names = list(by_name)
    for start in range(0, len(names), _KEYS_PER_QUERY):
        these = tuple_(*columns).in_(names[start : start + _KEYS_PER_QUERY])
        rows = connection.execute(select(*columns, contents.c.said).join(contents).where(these))
        found |= {by_name[tuple(row[:4])]: Said.of_json(row.said).papers for row in rows}
    return found


def move(connection: Connection, pair: Pair, former: date, present: date) -> bool:
    """Let all rows of a week follow it to another date, unless the channel has that one or something is just being sent."""
    digest, channel_id = pair
    mine = and_(editions.c.digest == digest, editions.c.channel_id == channel_id)
    these = select(editions.c.id).where(mine, editions.c.week == former)
    if not connection.execute(these.with_for_update()).all():
        return False
    there = exists().where(mine, editions.c.week == present)
    sending = exists().where(steps.c.edition_id.in_(these), is_under_way())
    if connection.execute(select(or_(there, sending))).scalar_one():
        return False
    marked = func.coalesce(editions.c.marked, editions.c.week)
    moved = update(editions).where(mine, editions.c.week == former)
    connection.execute(moved.values(week=present, marked=marked))
    ours = and_(runs.c.digest == digest, runs.c.channel_id == channel_id)
    connection.execute(update(runs).where(ours, runs.c.week == former).values(week=present))
    _move_sightings(connection, pair, former, present)
    return True


def _move_sightings(connection: Connection, pair: Pair, former: date, present: date) -> None:
    digest, channel_id = pair
    mine = and_(sightings.c.digest == digest, sightings.c.channel_id == channel_id)
    there = select(sightings.c.part).where(mine, sightings.c.week == present)
    if not connection.execute(there).first():
        connection.execute(update(sightings).where(mine, sightings.c.week == former).values(week=present))
