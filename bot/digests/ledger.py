"""What was planned, what is being sent and what was delivered: the memory that makes a delivery happen once.

Every method is one short transaction and blocks; on the event loop, call it through :func:`asyncio.to_thread`. Each raises
:class:`~bot.errors.StoreError` where the database cannot be used. The ``now`` arguments are times of history; whether a
claim has run out is decided by the database's clock, which all copies of the bot share. Nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, case, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.digests._ledger_adoption import Adoption
from bot.digests._ledger_histories import Histories
from bot.digests._ledger_revisions import (
    Correctable,
    EditUnderWayError,
    Saying,
    correct,
    correctable,
    move,
    said_papers,
    saying_row,
)
from bot.digests._ledger_rows import (
    editions_with_steps,
    is_edition,
    is_takeable,
    pair_of,
    step_row,
    to_editions,
    to_run,
    to_step,
)
from bot.digests.corrections import Revision
from bot.digests.model import DigestContent, EditionKey, Posted, StepKind, StepState
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome, RunRecord
from bot.digests.steps import MESSAGES, PlannedStep, StepRecord
from bot.errors import StoreError
from bot.store.clock import DatabaseNow
from bot.store.engine import reading, writing
from bot.store.tables import contents, editions, runs, sightings, steps, subscriptions
from bot.store.upsert import insert_missing, put

__all__ = ["Ledger"]


class Ledger:
    """The ledger of one copy of the bot.

    ``owner`` names this copy among all that ever share the database, at most 128 characters: a new one for every start.
    ``lease`` is how long a claim holds without being renewed; after that, any copy may take the step over.
    """

    def __init__(self, engine: Engine, *, owner: str, lease: timedelta = timedelta(seconds=90)) -> None:
        self._engine = engine
        self._owner = owner
        self.lease = lease

    # What was: due times and their outcomes.

    def first_seen(self, digest: str, channel_id: int, now: datetime) -> datetime:
        """Return when this digest was first met in this channel; ``now``, and remembered, if that is now."""
        name, _ = pair_of(digest, channel_id)
        with writing(self._engine) as connection:
            row = {"digest": name, "channel_id": channel_id, "first_seen": now}
            insert_missing(connection, subscriptions, row)
            key = and_(subscriptions.c.digest == name, subscriptions.c.channel_id == channel_id)
            moment: datetime = connection.execute(select(subscriptions.c.first_seen).where(key)).scalar_one()
            return moment

    def history(self, digest: str, channel_id: int, *, unmet: datetime | None = None) -> ChannelHistory:
        """Return all that deciding about one digest in one channel needs; ``unmet`` as in :meth:`histories`."""
        return self.histories([(digest, channel_id)], unmet=unmet)[digest, channel_id]

    def histories(
        self, pairs: Iterable[tuple[str, int]], *, unmet: datetime | None = None
    ) -> Mapping[tuple[str, int], ChannelHistory]:
        """Return the histories of many digests and channels in a few queries.

        One that was never met (:meth:`first_seen`) counts as first seen at ``unmet``, by default now, and stays unmet:
        looking leaves no trace.
        """
        with reading(self._engine) as connection:
            return Histories(connection, tuple(pairs), unmet).read()

    def record_run(self, run: RunRecord) -> bool:
        """Remember what became of a due time, in place of what was remembered of it before; return whether that was done.

        The first record that names a week decides which one the due time gets, and what was delivered stays so: a record
        that says otherwise is not taken. So of two copies of the bot that know different weeks, one goes on.
        """
        name, channel_id = pair_of(run.digest, run.channel_id)
        row = {"digest": name, "channel_id": channel_id, "slot": run.slot, "outcome": run.outcome.value, "at": run.at}
        fits = and_(runs.c.outcome != Outcome.DELIVERED, or_(runs.c.week.is_(None), runs.c.week == run.week))
        with writing(self._engine) as connection:
            return put(connection, runs, {**row, "week": run.week, "reason": run.reason}, over=fits)

    def release_run(self, run: RunRecord) -> None:
        """Let a due time get another week than that of ``run``, which was begun, and then found in the channel from before."""
        name, channel_id = pair_of(run.digest, run.channel_id)
        this = and_(runs.c.digest == name, runs.c.channel_id == channel_id, runs.c.slot == run.slot)
        begun = and_(this, runs.c.outcome == Outcome.UNFINISHED, runs.c.week == run.week)
        with writing(self._engine) as connection:
            connection.execute(update(runs).where(begun).values(week=None))

    def runs(self, digest: str, channel_id: int, limit: int) -> tuple[RunRecord, ...]:
        """Return the newest ``limit`` due times that were dealt with, newest first."""
        name, _ = pair_of(digest, channel_id)
        mine = and_(runs.c.digest == name, runs.c.channel_id == channel_id)
        with reading(self._engine) as connection:
            rows = connection.execute(select(runs).where(mine).order_by(runs.c.slot.desc()).limit(limit))
            return tuple(to_run(row, digest) for row in rows)

    # What is to be sent: plans, claims and their outcomes.

    def plan(
        self, key: EditionKey, planned: Sequence[PlannedStep], now: datetime, content: DigestContent | None = None
    ) -> bool:
        """Write an edition with all its steps and payloads; False, and nothing written, if anybody planned it before.

        What ``content`` says is remembered, so that it can be corrected where it stands.
        """
        with writing(self._engine) as connection:
            row = {"digest": key.digest.casefold(), "digest_name": key.digest, "channel_id": key.channel_id}
            row |= {"week": key.week, "attempt": key.attempt, "adopted": False, "planned_at": now}
            if not insert_missing(connection, editions, row):
                return False
            edition = connection.execute(select(editions.c.id).where(is_edition(key))).scalar_one()
            connection.execute(insert(steps), [step_row(step, edition, now) for step in planned])
            if content is not None:
                connection.execute(insert(contents), saying_row(edition, Saying.of(content)))
            return True

    def steps(self, key: EditionKey) -> tuple[StepRecord, ...]:
        """Return the steps of an edition in order, with their payloads; none if it was not planned."""
        found = select(steps, editions.c.planned_at, editions.c.marked).join(editions).where(is_edition(key))
        with reading(self._engine) as connection:
            return tuple(to_step(row) for row in connection.execute(found.order_by(steps.c.ordinal)))

    def claim(self, key: EditionKey, ordinal: int) -> StepRecord | None:
        """Make a step this copy's own for the time of the lease, and return it; None if it is sent or another's.

        A waiting or failed step can be claimed, and one whose claim ran out; the latter is ``doubtful`` from then on. The
        claim is committed when this returns, so that whoever comes next knows that something may have been sent.
        """
        abandoned = and_(steps.c.state == StepState.SENDING, steps.c.lease_until <= DatabaseNow())
        free = or_(steps.c.state.in_([StepState.PLANNED, StepState.FAILED]), abandoned)
        taken = (
            update(steps)
            .where(_is_step(key, ordinal), free)
            .values(
                state=StepState.SENDING.value,
                owner=self._owner,
                lease_until=DatabaseNow(self.lease),
                begun_at=func.coalesce(steps.c.begun_at, DatabaseNow()),
                doubtful=or_(steps.c.doubtful, steps.c.state == StepState.SENDING),
            )
        )
        with writing(self._engine) as connection:
            if connection.execute(taken).rowcount == 0:
                return None
            edition = (editions.c.planned_at, editions.c.marked)
            claimed = select(steps, *edition, DatabaseNow().label("claimed_at")).join(editions)
            row = connection.execute(claimed.where(_is_step(key, ordinal))).one()
            return to_step(row, claimed_at=row.claimed_at)

    def renew(self, key: EditionKey, ordinal: int) -> bool:
        """Begin the lease of an own claim anew; False if the claim is no longer this copy's."""
        return self._change(self._is_mine(key, ordinal), lease_until=DatabaseNow(self.lease))

    def sent(self, key: EditionKey, ordinal: int, message_id: int | None, now: datetime) -> None:
        """Record that a step is done, and the message that stands in the channel.

        Taken from any copy, also one that lost its claim meanwhile: that the message stands is a fact. The first one counts.
        Of an edit only from who holds the claim: a newer one may have taken its place.
        """
        done = {"state": StepState.SENT.value, "message_id": message_id, "doubtful": False, "reason": ""}
        in_force = or_(steps.c.kind != StepKind.EDIT, self._is_mine(key, ordinal))
        unsent = and_(_is_step(key, ordinal), steps.c.state != StepState.SENT, in_force)
        self._change(unsent, **done, owner=None, lease_until=None, changed_at=now)

    def release(self, key: EditionKey, ordinal: int, reason: str, now: datetime, *, doubtful: bool = False) -> None:
        """Give an own claim back for a later try; unless ``doubtful``, it is certain that nothing was sent.

        An edit remembers when it was first tried, by which it is given up one day.
        """
        waiting: dict[str, Any] = {"state": StepState.PLANNED.value, "reason": reason, "doubtful": doubtful}
        if not doubtful:
            waiting["begun_at"] = case((steps.c.kind == StepKind.EDIT, steps.c.begun_at), else_=None)
        self._change(self._is_mine(key, ordinal), **waiting, owner=None, lease_until=None, changed_at=now)

    def failed(self, key: EditionKey, ordinal: int, reason: str, now: datetime, *, doubtful: bool = False) -> None:
        """Record that an own claim came to nothing and waits for a person; ``doubtful`` if it may have been sent all the same."""
        given_up = {"state": StepState.FAILED.value, "reason": reason, "doubtful": doubtful}
        self._change(self._is_mine(key, ordinal), **given_up, owner=None, lease_until=None, changed_at=now)

    def unfinished(self) -> tuple[EditionKey, ...]:
        """Return the editions with a step, other than an edit, that waits or was abandoned, oldest week first; none that failed.

        An earlier step of theirs may still be in another copy's hands: :meth:`claim` tells.
        """
        return self._with_a_step(steps.c.kind != StepKind.EDIT)

    def to_edit(self) -> tuple[EditionKey, ...]:
        """Return the editions with an edit that waits or was abandoned, oldest week first."""
        return self._with_a_step(steps.c.kind == StepKind.EDIT)

    def _with_a_step(self, kind: ColumnElement[bool]) -> tuple[EditionKey, ...]:
        failure = exists().where(
            steps.c.edition_id == editions.c.id, steps.c.state == StepState.FAILED, steps.c.kind.in_(MESSAGES)
        )
        going_on = exists().where(steps.c.edition_id == editions.c.id, kind, is_takeable())
        columns = [editions.c.digest_name, editions.c.channel_id, editions.c.week, editions.c.attempt]
        found = select(*columns).where(going_on, ~failure).order_by(editions.c.week, editions.c.attempt, editions.c.id)
        with reading(self._engine) as connection:
            return tuple(EditionKey(*row) for row in connection.execute(found))

    def next_expiry(self) -> timedelta | None:
        """Return how long until the first claim now held by any copy runs out; None if none is held.

        When a copy was killed, its last step can be taken over then, and not before.
        """
        held = and_(steps.c.state == StepState.SENDING, steps.c.lease_until > DatabaseNow())
        with reading(self._engine) as connection:
            first, now = connection.execute(select(func.min(steps.c.lease_until), DatabaseNow()).where(held)).one()
        return None if first is None else max(first - now, timedelta())

    # What the list makes of it later.

    def correctable(self, since: datetime) -> tuple[Correctable, ...]:
        """Return the editions that were planned at that time or later, and remember what they say."""
        with reading(self._engine) as connection:
            return tuple(correctable(connection, since))

    def correct(self, key: EditionKey, revision: Revision, content: DigestContent, now: datetime) -> bool:
        """Write the edits that make an edition say ``content``, in place of those of before; with none, only that it does.

        False, and nothing written, where that is for later: an edit is just being sent, or the edition moved to another week.
        """
        saying = Saying.of(content)
        try:
            with writing(self._engine) as connection:
                return correct(connection, key, revision, saying, now)
        except EditUnderWayError:
            return False

    def said_papers(self, keys: Iterable[EditionKey]) -> Mapping[EditionKey, tuple[str, ...]]:
        """Return the identities of the papers of those editions that remember what they say."""
        with reading(self._engine) as connection:
            return said_papers(connection, tuple(keys))

    def move(self, digest: str, channel_id: int, former: date, present: date) -> bool:
        """Let all that is known of a week follow it to the date that its list gives it now.

        False, and nothing changed, where the channel has an edition of that date, or something of it is just being sent.
        """
        try:
            with writing(self._engine) as connection:
                return move(connection, pair_of(digest, channel_id), former, present)
        except StoreError as error:
            # Another copy of the bot planned the new date in that very moment.
            if isinstance(error.__cause__, IntegrityError):
                return False
            raise

    # What stands in the channels.

    def edition(self, key: EditionKey) -> EditionRecord | None:
        """Return an edition as it stands, None if it was neither planned nor adopted."""
        with reading(self._engine) as connection:
            rows = connection.execute(editions_with_steps().where(is_edition(key)))
            return next(to_editions(rows, names={key.digest.casefold(): key.digest}), None)

    def met(self, digest: str, channel_id: int) -> bool:
        """Return whether the ledger knows of anything planned, delivered or found there."""
        name, _ = pair_of(digest, channel_id)
        known = [
            exists().where(table.c.digest == name, table.c.channel_id == channel_id) for table in (editions, sightings)
        ]
        with reading(self._engine) as connection:
            return bool(connection.execute(select(or_(*known))).scalar_one())

    def adopt(
        self, digest: str, channel_id: int, posted: Sequence[Posted], now: datetime, *, forum: bool = False
    ) -> frozenset[date]:
        """Take over what was found in a channel, and return the weeks that stand there in full.

        A complete edition is recorded as sent. Of an incomplete one the parts found are remembered as sightings: what the
        missing ones said is unknown until that week is planned again, and then :meth:`sightings` spares those that stand.
        Messages of other digests are left alone, and so is what the ledger knows already.
        """
        with writing(self._engine) as connection:
            return Adoption(connection, digest, channel_id, now, forum=forum).take(posted)

    def sightings(self, key: EditionKey, near: timedelta = timedelta()) -> tuple[Posted, ...]:
        """Return the parts of an edition, or of one as ``near`` to its week, that :meth:`adopt` found without the others."""
        name, _ = pair_of(key.digest, key.channel_id)
        here = and_(sightings.c.digest == name, sightings.c.channel_id == key.channel_id)
        these = and_(sightings.c.week.between(key.week - near, key.week + near), sightings.c.attempt == key.attempt)
        with reading(self._engine) as connection:
            rows = connection.execute(select(sightings).where(here, these).order_by(sightings.c.week, sightings.c.part))
            return tuple(Adoption.to_posted(row, key) for row in rows)

    def _change(self, condition: ColumnElement[bool], **values: Any) -> bool:
        with writing(self._engine) as connection:
            return connection.execute(update(steps).where(condition).values(values)).rowcount == 1

    def _is_mine(self, key: EditionKey, ordinal: int) -> ColumnElement[bool]:
        return and_(_is_step(key, ordinal), steps.c.state == StepState.SENDING, steps.c.owner == self._owner)


def _is_step(key: EditionKey, ordinal: int) -> ColumnElement[bool]:
    edition = select(editions.c.id).where(is_edition(key)).scalar_subquery()
    return and_(steps.c.edition_id == edition, steps.c.ordinal == ordinal)
