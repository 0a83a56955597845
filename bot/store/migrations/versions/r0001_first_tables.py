"""The first tables.

Written out rather than taken from ``bot.store.tables``: a migration describes a moment in history, that module the present.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.clock import Moment

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    _create_editions()
    _create_steps()
    _create_sightings()
    _create_runs()
    op.create_table(
        "subscriptions",
        *_target_columns(),
        sa.Column("first_seen", Moment, nullable=False),
        sa.PrimaryKeyConstraint("digest", "channel_id", name="pk_subscriptions"),
        comment="when each digest was first met in each channel: nothing due earlier is caught up",
    )
    op.create_table(
        "notes",
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_notes"),
        comment="small facts to remember over a restart",
    )


def downgrade() -> None:
    """Drop everything."""
    for table in ("notes", "subscriptions", "runs", "sightings", "steps", "editions"):
        op.drop_table(table)


def _target_columns() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("channel_id", sa.BigInteger, autoincrement=False, nullable=False),
    )


def _create_editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("digest_name", sa.String(64), nullable=False, comment="as the settings spelt it"),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("week", sa.Date, nullable=False, comment="its last day"),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("adopted", sa.Boolean, nullable=False, comment="found in the channel, not sent from here"),
        sa.Column("planned_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
        sa.UniqueConstraint("digest", "channel_id", "week", "attempt", name="uq_editions_digest"),
        comment="one week of one digest in one channel",
    )


def _create_steps() -> None:
    op.create_table(
        "steps",
        sa.Column("edition_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("payload", sa.JSON, comment="the request as it was planned; none for publishing or if adopted"),
        sa.Column("title", sa.Text, nullable=False, comment="the name of a forum post"),
        sa.Column("after", sa.Integer, comment="the ordinal of the step whose message or thread this one needs"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(128), comment="who is sending it"),
        sa.Column("lease_until", Moment, comment="by the database's clock: until when it is that one's alone"),
        sa.Column("begun_at", Moment, comment="by the database's clock: nothing was sent before"),
        sa.Column("doubtful", sa.Boolean, nullable=False, comment="may stand in the channel: look before sending"),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "ordinal", name="pk_steps"),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name="fk_steps_edition_id"),
        comment="what an edition asks of Discord, in order, each at most once",
    )
    op.create_index("ix_steps_state", "steps", ["state"])


def _create_sightings() -> None:
    op.create_table(
        "sightings",
        *_target_columns(),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("attempt", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("digest", "channel_id", "week", "attempt", "part", name="pk_sightings"),
        comment="parts of incomplete editions found in a channel; completed when that week is planned",
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        *_target_columns(),
        sa.Column("slot", Moment, nullable=False, comment="the due time"),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("week", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", "channel_id", "slot", name="pk_runs"),
        comment="what became of each due time",
    )
