"""What a run's record follows from, and when it is worth looking at again. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.digests.model import StepState
from bot.digests.plan import RETRY, deadline_of
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome, RunRecord
from bot.settings.models import DigestSettings

__all__ = ["LOOK_FOR_WEEKS", "SOON", "closed_since", "look_again_at", "outcome_of"]

SOON = timedelta(minutes=5)
"""When to go on with what Discord or the database did not take."""

LOOK_FOR_WEEKS = timedelta(hours=1)
"""How often a run that waits looks for a new week; a catalogue that changes wakes it as well."""

_OUTCOMES = {StepState.SENT: Outcome.DELIVERED, StepState.FAILED: Outcome.FAILED}


def outcome_of(edition: EditionRecord) -> Outcome:
    """Return how a run stands whose edition stands like this."""
    return _OUTCOMES.get(edition.state, Outcome.UNFINISHED)


def closed_since(history: ChannelHistory, now: datetime) -> RunRecord | None:
    """Return the last run as it is to be recorded now, if its edition went on since: settled, or posted by hand."""
    run = history.last_run
    if run is None or run.week is None or run.outcome not in (Outcome.UNFINISHED, Outcome.FAILED):
        return None
    edition = history.editions.get(run.week)
    if edition is None:
        return None
    outcome = Outcome.DELIVERED if run.week in history.delivered else outcome_of(edition)
    return None if outcome is run.outcome else replace(run, outcome=outcome, at=now, reason=edition.reason)


def look_again_at(digest: DigestSettings, run: RunRecord | None, now: datetime) -> datetime | None:
    """Return when a run is worth another look before the next due time; None if it is over."""
    if run is None:
        return None
    if run.outcome is Outcome.UNFINISHED:
        return now + SOON
    if run.outcome is Outcome.WAITING:
        until = run.slot + digest.wait_until
        return min(now + LOOK_FOR_WEEKS, until) if until > now else now + LOOK_FOR_WEEKS
    if run.outcome is Outcome.FAILED and now < run.at + RETRY <= deadline_of(digest, run) + digest.grace:
        return run.at + RETRY
    return None
