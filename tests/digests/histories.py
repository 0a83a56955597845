"""Histories of a digest in a channel, as a ledger would have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from bot.digests.model import EditionKey, StepState
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome, RunRecord
from tests.digests.digest_settings import CHANNEL

LONG_AGO = datetime(2022, 1, 1, tzinfo=UTC)


def make_edition(week: date, state: StepState = StepState.SENT, *, attempt: int = 1) -> EditionRecord:
    """Return an edition of ``weekly`` in that state."""
    ids = (1000,) if state is StepState.SENT else ()
    return EditionRecord(EditionKey("weekly", CHANNEL, week, attempt), state, ids, LONG_AGO)


def make_run(
    slot: datetime,
    outcome: Outcome = Outcome.DELIVERED,
    *,
    week: date | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> RunRecord:
    """Return what became of a slot, written right then unless ``at`` says when."""
    return RunRecord("weekly", CHANNEL, slot, outcome, at or slot, week, reason)


def make_history(
    *weeks: date,
    first_seen: datetime = LONG_AGO,
    last_run: RunRecord | None = None,
    editions: Iterable[EditionRecord] = (),
) -> ChannelHistory:
    """Return a history in which ``weeks`` are delivered, beside the editions given."""
    known = [*map(make_edition, weeks), *editions]
    return ChannelHistory(first_seen, last_run, {edition.key.week: edition for edition in known})
