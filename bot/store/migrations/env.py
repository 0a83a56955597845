"""What Alembic runs to migrate; the connection and its transaction are :func:`bot.store.schema.upgrade`'s."""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
