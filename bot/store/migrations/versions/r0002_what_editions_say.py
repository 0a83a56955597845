"""What editions say, so that they can be corrected where they stand, and under which date they were planned.

Editions of before have no contents: they stay as they were posted.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table of contents, and the columns that weeks with a corrected date need."""
    op.create_table(
        "contents",
        sa.Column("edition_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column(
            "said", sa.JSON, nullable=False, comment="papers, header and selection; of what was found, only the papers"
        ),
        sa.Column("fingerprint", sa.String(64), comment="of all that it showed when it was planned or last corrected"),
        sa.PrimaryKeyConstraint("edition_id", name="pk_contents"),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name="fk_contents_edition_id"),
        comment="what each edition says, to correct it where it stands when its week is corrected at the source",
    )
    op.add_column(
        "editions",
        sa.Column(
            "marked", sa.Date, comment="the week that it was planned as, where that week's date was corrected since"
        ),
    )
    op.create_index("ix_editions_planned_at", "editions", ["planned_at"])
    op.add_column("sightings", sa.Column("papers", sa.JSON, comment="their identities, as far as the message tells"))


def downgrade() -> None:
    """Forget what editions say."""
    op.drop_column("sightings", "papers")
    op.drop_index("ix_editions_planned_at", "editions")
    op.drop_column("editions", "marked")
    op.drop_table("contents")
