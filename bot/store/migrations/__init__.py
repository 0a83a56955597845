"""The history of the tables, for Alembic.

To change a table: change :mod:`bot.store.tables`, add ``versions/r0002_what_changes.py`` in the manner of the one before it
(``down_revision`` names that one), and set :data:`bot.store.schema.HEAD`. ``tests/store/test_schema.py`` fails until the
three agree, on SQLite and on PostgreSQL. SQLite alters little in place: use ``op.batch_alter_table`` there.
"""
