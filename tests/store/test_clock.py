from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, literal, select
from sqlalchemy.exc import StatementError

from bot.store.clock import DatabaseNow, Moment
from bot.store.engine import reading, writing
from bot.store.tables import subscriptions

ZONES = [UTC, timezone(timedelta(hours=5, minutes=45))]
EPOCH = datetime(1971, 1, 2, tzinfo=UTC)
MOMENTS = st.builds(
    lambda microseconds, zone: (EPOCH + timedelta(microseconds=microseconds)).astimezone(zone),
    st.integers(0, 7_000_000_000_000_000),
    st.sampled_from(ZONES),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=5))
def test_moments_come_back_in_utc_and_in_order(engine: Engine, moments: list[datetime]) -> None:
    with writing(engine) as connection:
        connection.execute(subscriptions.delete())
        rows = [{"digest": "d", "channel_id": n, "first_seen": moment} for n, moment in enumerate(moments)]
        connection.execute(insert(subscriptions), rows)
        found = list(connection.scalars(select(subscriptions.c.first_seen).order_by(subscriptions.c.first_seen)))

    assert found == sorted(moments)
    assert {moment.tzinfo for moment in found} == {UTC}


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2023, 3, 27, 9)  # noqa: DTZ001 - the point of the test
    row = {"digest": "d", "channel_id": 1, "first_seen": naive}

    with pytest.raises(StatementError, match="without a time zone"), writing(engine) as connection:
        connection.execute(insert(subscriptions), row)


def test_the_databases_clock_is_now(engine: Engine) -> None:
    before = datetime.now(UTC)
    with reading(engine) as connection:
        now = connection.execute(select(DatabaseNow())).scalar_one()
        assert connection.execute(select(literal(None, Moment))).scalar_one() is None

    # SQLite's clock has milliseconds.
    assert before - timedelta(milliseconds=1) <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC


@pytest.mark.parametrize("offset", [timedelta(seconds=90), timedelta(days=-2), timedelta(milliseconds=250)])
def test_the_databases_clock_can_be_offset(engine: Engine, offset: timedelta) -> None:
    with reading(engine) as connection:
        now, then = connection.execute(select(DatabaseNow(), DatabaseNow(offset))).one()

    assert abs(then - now - offset) < timedelta(seconds=1)


def test_a_statement_is_compiled_once_for_all_offsets(engine: Engine) -> None:
    compiled: dict[object, object] = {}
    with reading(engine) as connection:
        connection.execution_options(compiled_cache=compiled)
        for seconds in (0, 1, -90):
            connection.execute(select(DatabaseNow(timedelta(seconds=seconds))))

    assert len(compiled) == 1


def test_stored_and_current_moments_compare_in_the_database(engine: Engine) -> None:
    with writing(engine) as connection:
        for channel_id, offset in enumerate([-60, 60]):
            row = {"digest": "d", "channel_id": channel_id, "first_seen": DatabaseNow(timedelta(seconds=offset))}
            connection.execute(insert(subscriptions).values(row))
        past = select(subscriptions.c.channel_id).where(subscriptions.c.first_seen <= DatabaseNow())

        assert list(connection.scalars(past)) == [0]
