"""A life of a digest in one channel, drawn by hypothesis: outages, clocks set back, kills, failures, changed settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.model import StepState
from bot.digests.plan import Deliver, NothingDue, Skip, decide
from bot.digests.reports import ChannelHistory, EditionRecord, Outcome
from bot.digests.selection import Selected, selections
from tests.digests.digest_settings import make_digest
from tests.digests.histories import make_edition, make_run
from tests.factories import make_week, make_weeks

ALL_WEEKS = selections(make_weeks(8, papers=1), make_digest())
WRONG = selections([make_week(date(2042, 1, 12), 1)], make_digest())
START = datetime(2023, 3, 20, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Turn:
    """What happens before a run, and how sending ends if the run sends; ``lost`` of the newest weeks are not in the list then."""

    hours: int
    published: int
    lost: int
    settings: dict[str, Any]
    ending: str


SETTINGS = st.fixed_dictionaries(
    {
        "nothing_new": st.sampled_from(["skip", "archive", "wait"]),
        "missed": st.sampled_from(["deliver_late", "skip"]),
        "backlog": st.sampled_from(["newest", 1, 3]),
        "grace": st.sampled_from(["1h", "24h", "2w"]),
        "wait_until": st.sampled_from(["1h", "48h", "2w"]),
        "cron": st.sampled_from(["0 9 * * mon", "30 2 * * *", "0 */6 * * *"]),
        "timezone": st.sampled_from(["UTC", "Europe/Berlin", "America/Santiago"]),
    }
)
TURNS = st.builds(
    Turn,
    hours=st.one_of(st.integers(0, 30), st.integers(-100, 400)),
    published=st.integers(0, 2),
    lost=st.sampled_from([0, 0, 0, 1, 8]),
    settings=SETTINGS,
    ending=st.sampled_from(["sent", "failed", "killed before planning", "killed while sending"]),
)


@dataclass
class Life:
    """A ledger in memory, and notes of everything that was posted: for which due time, which week, from the archive or not."""

    history: ChannelHistory
    ahead: tuple[Selected, ...] = ()
    posted: list[tuple[datetime, date]] = field(default_factory=list)
    as_new: list[date] = field(default_factory=list)

    def settle(self) -> None:
        """Finish what was on its way, as every run does first."""
        for edition in self.history.editions.values():
            if edition.state is StepState.SENDING:
                self._edition(replace(edition, state=StepState.SENT))

    def run(self, turn: Turn, now: datetime, known: int) -> None:
        listed = ALL_WEEKS[-known:][turn.lost :]
        decision = decide(make_digest(**turn.settings), (*self.ahead, *listed), self.history, now)
        act = decision.act
        slots = [skip.slot for skip in decision.passed_over] + ([] if isinstance(act, NothingDue) else [act.slot])
        assert slots == sorted(set(slots))
        assert all(self.history.first_seen < slot <= now for slot in slots)
        assert decision.next_due is None or decision.next_due > now
        if isinstance(act, Deliver):
            self._deliver(act, turn.ending, now)
        elif not isinstance(act, NothingDue):
            outcome, week = (Outcome.SKIPPED, act.week) if isinstance(act, Skip) else (Outcome.WAITING, None)
            self._run(act.slot, outcome, now, week)

    def _deliver(self, act: Deliver, ending: str, now: datetime) -> None:
        week = act.selected.end
        assert week not in self.history.taken
        self._run(act.slot, Outcome.UNFINISHED, now, week)
        if ending == "killed before planning":
            return
        if ending == "failed":
            self._edition(make_edition(week, StepState.FAILED))
            self._run(act.slot, Outcome.FAILED, now, week)
            return
        self.posted.append((act.slot, week))
        self.as_new += [] if act.archive else [week]
        self._edition(make_edition(week, StepState.SENT if ending == "sent" else StepState.SENDING))
        if ending == "sent":
            self._run(act.slot, Outcome.DELIVERED, now, week)

    def _run(self, slot: datetime, outcome: Outcome, now: datetime, week: date | None = None) -> None:
        last = self.history.last_run
        assert last is None or slot >= last.slot
        # What the ledger would not take: a slot keeps the week that it was begun with.
        assert last is None or slot > last.slot or last.week in (None, week)
        self.history = replace(self.history, last_run=make_run(slot, outcome, week=week, at=now))

    def _edition(self, edition: EditionRecord) -> None:
        self.history = replace(self.history, editions={**self.history.editions, edition.key.week: edition})


def live(turns: Sequence[Turn], life: Life | None = None) -> Life:
    life = life or Life(ChannelHistory(first_seen=START))
    now, known = START, 2
    for turn in turns:
        now += timedelta(hours=turn.hours)
        known = min(len(ALL_WEEKS), known + turn.published)
        life.settle()
        life.run(turn, now, known)
    return life


@settings(deadline=None)
@given(st.lists(TURNS, min_size=3, max_size=25))
def test_no_week_comes_twice_and_no_slot_posts_two(turns: list[Turn]) -> None:
    posted = live(turns).posted
    assert len({week for _, week in posted}) == len(posted)
    assert len({slot for slot, _ in posted}) == len(posted)


@settings(deadline=None)
@given(st.lists(TURNS, min_size=3, max_size=25), st.booleans(), st.booleans())
def test_a_week_of_a_wrong_year_changes_nothing(turns: list[Turn], listed: bool, delivered: bool) -> None:
    """Whether it is in the list, was posted in a time when weeks ahead were posted, or both."""
    editions = {WRONG[0].end: make_edition(WRONG[0].end)} if delivered else {}
    life = live(turns, Life(ChannelHistory(first_seen=START, editions=editions), WRONG if listed else ()))
    without = live(turns)
    assert (life.posted, life.as_new) == (without.posted, without.as_new)


@settings(deadline=None)
@given(st.lists(TURNS, min_size=3, max_size=25))
def test_whatever_the_list_loses_nothing_older_is_posted_as_new(turns: list[Turn]) -> None:
    as_new = live([replace(turn, hours=abs(turn.hours)) for turn in turns]).as_new
    assert as_new == sorted(set(as_new))


@settings(deadline=None)
@given(st.lists(TURNS, min_size=1, max_size=8))
def test_a_second_look_at_the_same_moment_changes_nothing(turns: list[Turn]) -> None:
    once = live(turns)
    again = live([*turns, replace(turns[-1], hours=0, published=0)])
    retried_at_once = turns[-1].ending == "killed before planning"
    assert retried_at_once or again.posted == once.posted


@settings(deadline=None)
@given(published=st.lists(st.integers(0, 1), min_size=8, max_size=12), nothing_new=st.sampled_from(["skip", "archive"]))
def test_while_all_goes_well_every_new_week_is_posted_within_its_week(published: list[int], nothing_new: str) -> None:
    quiet = {"nothing_new": nothing_new, "cron": "0 9 * * mon"}
    life = live([Turn(24 * 7, count, 0, quiet, "sent") for count in published])
    known = min(len(ALL_WEEKS), 2 + sum(published))
    newest_first = [week.end for week in ALL_WEEKS[-known:]]
    begun_with = min(len(ALL_WEEKS), 2 + published[0])
    expected = newest_first[: known - begun_with + 1]
    assert {week for _, week in life.posted} >= set(expected)
