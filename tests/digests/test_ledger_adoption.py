"""What the ledger makes of messages that are found in a channel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from bot.digests.ledger import Ledger
from bot.digests.model import Posted, StepState
from tests.digests.ledger_tools import CHANNEL, MONDAY, key_of, planned_steps, posted
from tests.factories import SUNDAY

EARLIER = date(2023, 3, 19)


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, owner="one")


def adopt(ledger: Ledger, *found: Posted, forum: bool = False) -> frozenset[date]:
    return ledger.adopt("weekly", CHANNEL, found, MONDAY, forum=forum)


def test_a_complete_edition_is_taken_over_as_sent(ledger: Ledger) -> None:
    assert adopt(ledger, posted(72, 2, 2), posted(71, 1, 2)) == {SUNDAY}

    edition = ledger.edition(key_of())
    assert edition is not None
    assert (edition.state, edition.adopted, edition.message_ids) == (StepState.SENT, True, (71, 72))
    assert (edition.thread_id, edition.changed_at) == (None, MONDAY)
    assert ledger.history("weekly", CHANNEL).delivered == {SUNDAY}
    assert ledger.unfinished() == ()
    assert ledger.claim(key_of(), 1) is None


def test_a_forum_post_is_taken_over_with_its_thread(ledger: Ledger) -> None:
    adopt(ledger, posted(71, 1, 2), posted(72, 2, 2), forum=True)

    edition = ledger.edition(key_of())
    assert edition is not None
    assert (edition.thread_id, edition.message_ids) == (71, (71, 72))


def test_several_weeks_and_attempts_are_told_apart(ledger: Ledger) -> None:
    again, earlier = key_of(attempt=2), key_of(week=EARLIER)
    found = [posted(73, 1, 1, key=again), posted(71, 1, 1), posted(70, 1, 1, key=earlier)]

    assert adopt(ledger, *found) == {SUNDAY, EARLIER}

    newest = ledger.history("weekly", CHANNEL).editions
    assert {week: edition.key.attempt for week, edition in newest.items()} == {SUNDAY: 2, EARLIER: 1}
    assert ledger.edition(key_of()) is not None


def test_an_incomplete_edition_is_remembered_but_not_delivered(ledger: Ledger) -> None:
    found = [posted(73, 3, 3), posted(71, 1, 3)]

    assert adopt(ledger, *found) == frozenset()

    assert ledger.edition(key_of()) is None
    assert ledger.sightings(key_of()) == (posted(71, 1, 3), posted(73, 3, 3))
    assert ledger.sightings(key_of(attempt=2)) == ()
    assert ledger.history("weekly", CHANNEL).delivered == frozenset()


def test_of_a_part_that_stands_twice_the_oldest_message_counts(ledger: Ledger) -> None:
    adopt(ledger, posted(75, 1, 1), posted(71, 1, 1), posted(73, 1, 1))

    edition = ledger.edition(key_of())
    assert edition is not None
    assert edition.message_ids == (71,)


def test_parts_of_different_cuts_do_not_make_a_whole(ledger: Ledger) -> None:
    assert adopt(ledger, posted(71, 1, 2), posted(72, 2, 3)) == frozenset()


def test_messages_of_other_digests_are_left_alone(ledger: Ledger) -> None:
    assert adopt(ledger, posted(71, 1, 1, key=key_of("other"))) == frozenset()
    assert not ledger.met("weekly", CHANNEL)
    assert not ledger.met("other", CHANNEL)


def test_a_digest_is_recognised_whatever_the_case_of_its_name(ledger: Ledger) -> None:
    assert adopt(ledger, posted(71, 1, 1, key=key_of("Weekly"))) == {SUNDAY}


def test_what_the_ledger_knows_is_not_overwritten(ledger: Ledger) -> None:
    ledger.plan(key_of(), planned_steps(key_of(), parts=1), MONDAY - timedelta(days=1))

    adopt(ledger, posted(71, 1, 1))

    edition = ledger.edition(key_of())
    assert edition is not None
    assert (edition.state, edition.adopted) == (StepState.PLANNED, False)


def test_adopting_twice_changes_nothing(ledger: Ledger) -> None:
    found = [posted(71, 1, 1), posted(70, 1, 2, key=key_of(week=EARLIER))]
    adopt(ledger, *found)
    before = ledger.edition(key_of())

    assert adopt(ledger, *found) == {SUNDAY}
    assert ledger.edition(key_of()) == before


def test_a_channel_is_met_once_anything_is_planned_found_or_sighted(ledger: Ledger) -> None:
    assert not ledger.met("weekly", CHANNEL)

    ledger.first_seen("weekly", CHANNEL, MONDAY)
    assert not ledger.met("weekly", CHANNEL)

    adopt(ledger, posted(71, 1, 2))
    assert ledger.met("Weekly", CHANNEL)
    assert not ledger.met("weekly", 5)

    ledger.plan(key_of("other"), planned_steps(key_of("other")), MONDAY)
    assert ledger.met("other", CHANNEL)
