from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from bot.store.engine import writing
from bot.store.tables import subscriptions
from bot.store.upsert import insert_missing, put

MONDAY = datetime(2023, 3, 27, 9, tzinfo=UTC)


def test_insert_missing_leaves_what_is_there(engine: Engine) -> None:
    row = {"digest": "weekly", "channel_id": 7, "first_seen": MONDAY}
    with writing(engine) as connection:
        first = insert_missing(connection, subscriptions, row)
        second = insert_missing(connection, subscriptions, {**row, "first_seen": MONDAY + timedelta(days=7)})
        found = connection.execute(select(subscriptions)).one()

    assert (first, second) == (True, False)
    assert found.first_seen == MONDAY


def test_put_overwrites_what_is_there(engine: Engine) -> None:
    row = {"digest": "weekly", "channel_id": 7, "first_seen": MONDAY}
    with writing(engine) as connection:
        put(connection, subscriptions, row)
        put(connection, subscriptions, {**row, "channel_id": 8})
        put(connection, subscriptions, {**row, "first_seen": MONDAY + timedelta(days=7)})
        found = {row.channel_id: row.first_seen for row in connection.execute(select(subscriptions))}

    assert found == {7: MONDAY + timedelta(days=7), 8: MONDAY}


def test_put_may_be_told_what_it_may_overwrite(engine: Engine) -> None:
    row = {"digest": "weekly", "channel_id": 7, "first_seen": MONDAY}
    later = {**row, "first_seen": MONDAY + timedelta(days=7)}
    older = subscriptions.c.first_seen < MONDAY + timedelta(days=7)
    with writing(engine) as connection:
        written = [put(connection, subscriptions, one, over=older) for one in (row, row, later, row)]
        found = connection.execute(select(subscriptions)).one()

    assert written == [True, True, True, False]
    assert found.first_seen == later["first_seen"]
