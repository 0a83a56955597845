"""The database: an engine from DATABASE_URL, the tables, and their migrations.

:mod:`~bot.store.engine` opens it and hands out transactions, :mod:`~bot.store.schema` brings it up to date,
:mod:`~bot.store.tables` says what is in it, and :mod:`~bot.store.clock` and :mod:`~bot.store.upsert` hold what SQLite and
PostgreSQL spell differently.
"""
