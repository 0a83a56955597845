"""The tables. Every change here needs a migration; a test compares the two.

``digest`` columns hold the case-folded name, since names that differ only in case are one digest.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.clock import Moment

__all__ = ["contents", "editions", "metadata", "notes", "runs", "sightings", "steps", "subscriptions"]

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_seen", Moment, nullable=False),
    comment="when each digest was first met in each channel: nothing due earlier is caught up",
)

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("digest_name", String(64), nullable=False, comment="as the settings spelt it"),
    Column("channel_id", BigInteger, nullable=False),
    Column("week", Date, nullable=False, comment="its last day"),
    Column("attempt", Integer, nullable=False),
    Column("adopted", Boolean, nullable=False, comment="found in the channel, not sent from here"),
    Column("planned_at", Moment, nullable=False),
    Column("marked", Date, comment="the week that it was planned as, where that week's date was corrected since"),
    UniqueConstraint("digest", "channel_id", "week", "attempt"),
    comment="one week of one digest in one channel",
)
Index("ix_editions_planned_at", editions.c.planned_at)

# Beside the editions, not in them: every pass reads all of those, and a content only when the list has changed.
contents = Table(
    "contents",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True, autoincrement=False),
    Column("said", JSON, nullable=False, comment="papers, header and selection; of what was found, only the papers"),
    Column("fingerprint", String(64), comment="of all that it showed when it was planned or last corrected"),
    comment="what each edition says, to correct it where it stands when its week is corrected at the source",
)

steps = Table(
    "steps",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    # JSON, not JSONB: a repeat must be the same request to the byte, and JSONB sorts keys.
    Column(
        "payload", JSON(none_as_null=True), comment="the request as it was planned; none for publishing or if adopted"
    ),
    Column("title", Text, nullable=False, comment="the name of a forum post"),
    Column("after", Integer, comment="the ordinal of the step whose message or thread this one needs"),
    Column("state", String(16), nullable=False),
    Column("owner", String(128), comment="who is sending it"),
    Column("lease_until", Moment, comment="by the database's clock: until when it is that one's alone"),
    Column("begun_at", Moment, comment="by the database's clock: nothing was sent before"),
    Column("doubtful", Boolean, nullable=False, comment="may stand in the channel: look before sending"),
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    comment="what an edition asks of Discord, in order, each at most once",
)
Index("ix_steps_state", steps.c.state)

sightings = Table(
    "sightings",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("week", Date, primary_key=True),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("parts", Integer, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("papers", JSON(none_as_null=True), comment="their identities, as far as the message tells"),
    comment="parts of incomplete editions found in a channel; completed when that week is planned",
)

runs = Table(
    "runs",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Moment, primary_key=True, comment="the due time"),
    Column("outcome", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("week", Date),
    Column("reason", Text, nullable=False),
    comment="what became of each due time",
)

notes = Table(
    "notes",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("value", Text, nullable=False),
    comment="small facts to remember over a restart",
)
