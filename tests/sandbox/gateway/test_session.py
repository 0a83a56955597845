"""A session's frames: numbered once, sent once, kept for a resume as far back as there is room."""

from __future__ import annotations

import pytest

from bot.sandbox.gateway.identity import Identity
from bot.sandbox.gateway.session import Session
from bot.sandbox.world.world import Event, World

GUILDS = 1
KEPT = 3


@pytest.fixture
def session(world: World) -> Session:
    return Session(world, "session-1", Identity(GUILDS), KEPT)


def names(frames: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(frame["s"], frame["t"]) for frame in frames]


def test_dispatches_are_numbered_from_one(session: Session) -> None:
    session.dispatch("READY", {})
    session.dispatch("RESUMED", {})
    assert names(session.pending()) == [(1, "READY"), (2, "RESUMED")]


def test_what_was_sent_is_not_sent_again(session: Session) -> None:
    session.dispatch("READY", {})
    assert len(session.pending()) == 1
    assert session.pending() == []
    session.dispatch("LATER", {})
    assert names(session.pending()) == [(2, "LATER")]


def test_a_resume_goes_back_to_what_the_client_has_seen(session: Session) -> None:
    for name in ("READY", "ONE", "TWO"):
        session.dispatch(name, {})
    session.pending()
    session.sent = 1
    assert names(session.pending()) == [(2, "ONE"), (3, "TWO")]


def test_only_so_much_can_be_replayed(session: Session) -> None:
    for number in range(5):
        session.dispatch(f"EVENT_{number}", {})
    assert [session.can_replay(seq) for seq in range(6)] == [False, False, True, True, True, True]
    session.sent = 2
    session.dispatch("RESUMED", {})
    assert not session.torn
    assert names(session.pending()) == [(3, "EVENT_2"), (4, "EVENT_3"), (5, "EVENT_4"), (6, "RESUMED")]


def test_what_was_never_sent_may_be_gone(session: Session) -> None:
    for number in range(KEPT + 1):
        session.dispatch(f"EVENT_{number}", {})
    assert not session.torn
    session.dispatch("ONE_MORE", {})
    assert session.torn


def test_news_is_there_until_it_is_taken(session: Session) -> None:
    assert not session.news.is_set()
    session.dispatch("READY", {})
    assert session.news.is_set()
    session.pending()
    assert not session.news.is_set()


def test_only_what_its_intents_are_for_is_heard(session: Session, world: World) -> None:
    guild = world.add_guild("Group")
    session.hear(Event("CHANNEL_CREATE", {"id": "1"}, guild))
    session.hear(Event("MESSAGE_CREATE", {"id": "2"}, guild))
    assert names(session.pending()) == [(1, "CHANNEL_CREATE")]
