"""INSERT ... ON CONFLICT, which SQLAlchemy has only per database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

__all__ = ["insert_missing", "put"]

_COUNTED = {"preserve_rowcount": True}
"""psycopg's count is thrown away after an INSERT unless it is asked for."""


def insert_missing(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there; return whether it was inserted."""
    statement = _insert(connection, table).values(values).on_conflict_do_nothing()
    return connection.execute(statement, execution_options=_COUNTED).rowcount == 1


def put(
    connection: Connection, table: Table, values: Mapping[str, Any], *, over: ColumnElement[bool] | None = None
) -> bool:
    """Insert a row, or overwrite the one that has its primary key: any, or only if ``over`` holds for it.

    Return whether the row is now as given.
    """
    key = [column.name for column in table.primary_key]
    rest = {name: value for name, value in values.items() if name not in key}
    statement = _insert(connection, table).values(values)
    statement = statement.on_conflict_do_update(index_elements=key, set_=rest, where=over)
    return connection.execute(statement, execution_options=_COUNTED).rowcount == 1


def _insert(connection: Connection, table: Table) -> SqliteInsert | PostgresqlInsert:
    # Imported here so that a bot holds only the dialect it uses.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert  # noqa: PLC0415 - see above

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415 - see above

    return postgresql_insert(table)
