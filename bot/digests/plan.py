"""What to do for a digest in a channel at a moment: a pure function of settings, weeks, history and now.

A due time is called a *slot*. The newest slot since the last one that was dealt with is the run; older ones are passed over.
Catching up after an outage is therefore the same computation as a run on time. A run stays open, and is decided again, while

- it waits for a new week (``nothing_new: wait``),
- it was begun, but its edition never came as far as the ledger (the bot was killed in between), or
- it failed, and would still be worth a post (``missed: deliver_late``, within ``grace``): then once an hour.

A run that was begun with a week goes on with that one or with none, so that a slot never shows two.

A week whose last day lies more than ``AHEAD`` after now is planned, or has a wrong year: it is not posted yet, and where it was
posted, it does not count as the newest, or all that comes until then would be old. Every other week counts though the list has
it no more: a list that lost its newest weeks by mistake must not make older ones new. What was posted is never chosen again,
whatever its date.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.digests.due import due_after, slots_between
from bot.digests.model import DigestContent
from bot.digests.reports import ChannelHistory, Outcome, RunRecord
from bot.digests.selection import Selected, Selection
from bot.digests.wording import say_day, say_length, say_moment
from bot.settings.models import DigestSettings

__all__ = [
    "LATE",
    "RETRY",
    "Choice",
    "Decision",
    "Deliver",
    "NothingDue",
    "Skip",
    "Wait",
    "choose",
    "choose_by_hand",
    "content_of",
    "deadline_of",
    "decide",
    "newest_there",
    "say_nothing_new",
]

LATE = timedelta(minutes=5)
"""How long after its due time a digest counts as on time: as long as a restart or a deploy takes."""

AHEAD = timedelta(days=7)
"""How long before its last day a week may be posted: a list of what is to be read has one for the days that begin."""

REMEMBERED = 10
"""How many passed-over due times are recorded one by one, the newest ones; a schedule by the minute has thousands."""

RETRY = timedelta(hours=1)
"""How long a failed run rests before it is tried again: a permission is mended by a person, not by asking often."""


@dataclass(frozen=True, slots=True)
class NothingDue:
    """No slot is open."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Post ``selected`` for ``slot``; ``archive`` and ``late_since`` as in :class:`~bot.digests.model.DigestContent`."""

    slot: datetime
    selected: Selected
    archive: bool = False
    late_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Let ``slot`` pass without a post; ``reason`` is a sentence for the admin, ``week`` the one that was begun for it."""

    slot: datetime
    reason: str
    week: date | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Look for a new week again, at the latest at ``until``; ``reason`` is a sentence for the admin."""

    slot: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """``act`` is what to do now; ``passed_over`` are older slots to record as skipped, oldest first; then comes ``next_due``."""

    act: NothingDue | Deliver | Skip | Wait
    next_due: datetime | None
    passed_over: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The week that is to be posted next."""

    selected: Selected
    archive: bool = False


@dataclass(frozen=True, slots=True)
class _Due:
    """A slot to decide about. Lateness counts from ``deadline``; ``resumed`` is the week that was begun for it before."""

    slot: datetime
    deadline: datetime
    resumed: date | None = None


def decide(
    digest: DigestSettings,
    weeks: Sequence[Selected],
    history: ChannelHistory,
    now: datetime,
    *,
    in_force_since: datetime | None = None,
) -> Decision:
    """Decide what to do at ``now``; ``weeks`` are all that have papers for the digest, newest first.

    Never names a slot before ``history.first_seen`` or one that was dealt with, nor a week that stands in the channel or is
    on its way there. ``in_force_since`` is given when the schedule was just changed: what it would have had before then is
    not caught up.
    """
    last = history.last_run
    floor = max(history.first_seen, last.slot) if last else history.first_seen
    pending = _still_open(digest, history, now)
    passed_over: list[Skip] = []
    if in_force_since is not None and pending is None:
        passed_over += [_never_in_force(slot) for slot in slots_between(digest, floor, in_force_since, limit=1)]
        floor = max(floor, in_force_since)
    # A clock that was set back sees no slot between a later floor and now, and so repeats nothing.
    slots = slots_between(digest, floor, now, limit=REMEMBERED + 1)
    next_due = due_after(digest, max(now, floor))
    act: NothingDue | Deliver | Skip | Wait = NothingDue()
    if slots:
        passed_over += [*_superseded(last, pending), *(_missed(slot) for slot in slots[:-1])]
        act = _act(digest, weeks, history, _Due(slots[-1], deadline=slots[-1]), now)
    elif pending:
        act = _act(digest, weeks, history, pending, now)
    return Decision(act, next_due, tuple(passed_over))


def choose(digest: DigestSettings, weeks: Sequence[Selected], there: Collection[date], now: datetime) -> Choice | None:
    """Choose the week to post next, apart from any slot; None if there is nothing new, nor anything from the archive.

    New is what is newer than the newest week that is ``there``; of a channel's first weeks only the newest counts, or as many
    as ``backlog`` says. Weeks that lie ahead are neither chosen nor the newest.
    """
    newest, present = newest_there(digest, there, now) or date.min, _present(digest, weeks, now)
    new = [selected for selected in present if selected.end > newest]
    if new:
        return Choice(new[:1][-1] if digest.backlog == "newest" else new[: digest.backlog][-1])
    older = [selected for selected in present if selected.end not in there]
    if older and digest.nothing_new == "archive":
        return Choice(older[-1], archive=True)
    return None


def choose_by_hand(
    digest: DigestSettings, weeks: Sequence[Selected], history: ChannelHistory, now: datetime
) -> Choice | None:
    """Choose the week for "post now": new, else one that did not come through, else by ``nothing_new``.

    What is on its way counts as undelivered here: delivering it once more only helps it along.
    """
    choice = choose(digest, weeks, history.delivered, now)
    if choice and not choice.archive:
        return choice
    undelivered = history.editions.keys() - history.delivered
    stuck = [selected for selected in _present(digest, weeks, now) if selected.end in undelivered]
    return Choice(stuck[0], archive=True) if stuck else choice


def newest_there(digest: DigestSettings, there: Collection[date], now: datetime) -> date | None:
    """Return the newest of these weeks that does not lie ahead, None if there is none."""
    latest = _latest(digest, now)
    return max((week for week in there if week <= latest), default=None)


def deadline_of(digest: DigestSettings, run: RunRecord) -> datetime:
    """Return from when an open run counts as late: where it may wait for a new week, that one may come at any time until then."""
    waits = run.outcome is Outcome.WAITING or digest.nothing_new == "wait"
    return run.slot + digest.wait_until if waits else run.slot


def say_nothing_new(digest: DigestSettings, weeks: Sequence[Selected], there: Collection[date], now: datetime) -> str:
    """Return, without its full stop, why :func:`choose` found nothing."""
    if not weeks:
        return (
            "No week has a paper for this digest: the list is empty, or `categories` and `keywords` let nothing through"
        )
    latest = _latest(digest, now)
    ahead = min(
        (selected.end for selected in weeks if selected.end > latest and selected.end not in there), default=None
    )
    if ahead is not None:
        return f"The next week, to {say_day(ahead)}, is not yet due: it can be posted from {say_day(ahead - AHEAD)} on"
    if digest.nothing_new == "archive":
        return "Every week of the list has been posted here already"
    newest = newest_there(digest, there, now) or max(there)
    return f"No week is newer than the one to {say_day(newest)}, which was posted here"


def content_of(digest: DigestSettings, deliver: Deliver, *, next_due: datetime | None) -> DigestContent:
    """Return what a delivery says, which is all that a renderer is given."""
    return DigestContent(
        digest=digest.name,
        week=deliver.selected.week,
        total=deliver.selected.total,
        archive=deliver.archive,
        mention_role=int(digest.mention_role) if digest.mention_role else None,
        late_since=deliver.late_since,
        next_due=next_due,
        selection=Selection.of(digest),
    )


def _latest(digest: DigestSettings, now: datetime) -> date:
    """Return the latest last day of a week that does not lie ahead, by the digest's own calendar."""
    return now.astimezone(digest.zone).date() + AHEAD


def _present(digest: DigestSettings, weeks: Sequence[Selected], now: datetime) -> list[Selected]:
    latest = _latest(digest, now)
    return [selected for selected in weeks if selected.end <= latest]


def _still_open(digest: DigestSettings, history: ChannelHistory, now: datetime) -> _Due | None:
    """Return the slot of the last run if that run is to be decided again."""
    last = history.last_run
    if last is None or last.slot > now:
        return None
    deadline = deadline_of(digest, last)
    if last.outcome is Outcome.WAITING:
        return _Due(last.slot, deadline)
    begun = last.outcome is Outcome.UNFINISHED
    failed = last.outcome is Outcome.FAILED and digest.missed == "deliver_late"
    worth_another_try = failed and last.at + RETRY <= now <= deadline + digest.grace
    if (begun or worth_another_try) and last.week not in history.taken:
        return _Due(last.slot, deadline, resumed=last.week)
    return None


def _act(
    digest: DigestSettings, weeks: Sequence[Selected], history: ChannelHistory, due: _Due, now: datetime
) -> NothingDue | Deliver | Skip | Wait:
    late = now - due.deadline > LATE
    if late and digest.missed == "skip":
        happened = "It could not be posted" if due.resumed else "The bot was not running"
        return Skip(
            due.slot,
            f"{happened} at {_said(due.deadline, digest)}; `missed: skip` says not to post late.",
            due.resumed,
        )
    if now - due.deadline > digest.grace:
        return Skip(
            due.slot,
            f"It was due at {_said(due.slot, digest)}; {say_length(now - due.slot)} later that is past "
            f"`grace` ({say_length(digest.grace)}).",
            due.resumed,
        )
    if due.resumed:
        choice = _resumed(_present(digest, weeks, now), due.resumed, newest_there(digest, history.taken, now))
    else:
        choice = choose(digest, weeks, history.taken, now)
    if choice:
        return Deliver(due.slot, choice.selected, choice.archive, due.slot if late else None)
    # A begun week that is not in the list may come back with the next refresh, or be in the hands of a copy that knows it.
    return NothingDue() if due.resumed else _without_a_week(digest, weeks, history, due.slot, now)


def _resumed(weeks: Sequence[Selected], begun: date, newest: date | None) -> Choice | None:
    archive = newest is not None and begun < newest
    return next((Choice(one, archive) for one in weeks if one.end == begun), None)


def _without_a_week(
    digest: DigestSettings, weeks: Sequence[Selected], history: ChannelHistory, slot: datetime, now: datetime
) -> Skip | Wait:
    until = slot + digest.wait_until
    found = say_nothing_new(digest, weeks, history.taken, now)
    if digest.nothing_new != "wait":
        return Skip(slot, f"{found}.")
    if now < until:
        return Wait(slot, until, f"{found}; looking again until {_said(until, digest)}.")
    return Skip(slot, f"{found}, and none came by {_said(until, digest)}.")


def _superseded(last: RunRecord | None, pending: _Due | None) -> tuple[Skip, ...]:
    """Close an open run that the next slot has overtaken; one that failed keeps its reason."""
    if last is None or pending is None or last.outcome is Outcome.FAILED:
        return ()
    waited = last.outcome is Outcome.WAITING
    reason = f"{'No new week came' if waited else 'Nothing was sent'} before the next due time."
    return (Skip(pending.slot, reason, pending.resumed),)


def _missed(slot: datetime) -> Skip:
    return Skip(slot, "Missed while the bot was down; a later due time took its place.")


def _never_in_force(slot: datetime) -> Skip:
    return Skip(slot, "The schedule was changed when this time had passed.")


def _said(moment: datetime, digest: DigestSettings) -> str:
    return say_moment(moment, digest.zone)
