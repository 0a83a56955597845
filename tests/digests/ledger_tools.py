"""What tests of the ledger and the courier share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, delete, update

from bot.digests.model import ChannelKind, DigestContent, EditionKey, Marker, Posted
from bot.digests.steps import PlannedStep, steps_for
from bot.store.clock import DatabaseNow
from bot.store.engine import writing
from bot.store.tables import metadata, steps
from tests.digests.fake_publisher import FakeRenderer
from tests.factories import SUNDAY, make_week

__all__ = [
    "CHANNEL",
    "MONDAY",
    "age_claims",
    "content_of",
    "expire_leases",
    "forget_everything",
    "key_of",
    "planned_steps",
    "posted",
]

CHANNEL = 111_111_111_111_111_111
MONDAY = datetime(2023, 3, 27, 9, tzinfo=UTC)


def content_of(digest: str = "weekly", week: date = SUNDAY, attempt: int = 1) -> DigestContent:
    """Return what a digest says of a week of three papers."""
    return DigestContent(digest=digest, week=make_week(week), total=3, attempt=attempt)


def key_of(digest: str = "weekly", channel_id: int = CHANNEL, week: date = SUNDAY, attempt: int = 1) -> EditionKey:
    """Return the edition of :func:`content_of` in a channel."""
    return EditionKey(digest, channel_id, week, attempt)


def planned_steps(key: EditionKey, parts: int = 2, kind: ChannelKind = ChannelKind.TEXT) -> tuple[PlannedStep, ...]:
    """Return the steps of an edition."""
    content = content_of(key.digest, key.week, key.attempt)
    return steps_for(kind, FakeRenderer(parts).parts(content), title="Papers")


def posted(message_id: int, part: int, parts: int, *, key: EditionKey | None = None) -> Posted:
    """Return a message found in a channel."""
    key = key or key_of()
    return Posted(message_id, key.channel_id, Marker(Marker.tag_of(key.digest), key.week, key.attempt, part, parts))


def expire_leases(engine: Engine) -> None:
    """Let all claims have run out, as if their owner were gone for long."""
    with writing(engine) as connection:
        held = update(steps).where(steps.c.state == "sending")
        connection.execute(held.values(lease_until=DatabaseNow(timedelta(seconds=-1))))


def age_claims(engine: Engine, age: timedelta) -> None:
    """Let all that was begun have been begun that long ago."""
    with writing(engine) as connection:
        connection.execute(update(steps).where(steps.c.begun_at.is_not(None)).values(begun_at=DatabaseNow(-age)))


def forget_everything(engine: Engine) -> None:
    """Lose the ledger, as on a host with a throw-away disk."""
    with writing(engine) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
