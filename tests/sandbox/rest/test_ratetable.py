"""The table of limits: its routes exist, and it says what is observed."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.rest.ratetable import RateTable
from bot.sandbox.rest.table import ROUTES

TABLE = RateTable()


def test_every_listed_route_is_there() -> None:
    there = {(route.method, route.template) for route in ROUTES}
    listed = [*TABLE.by_route(), *(hidden.route for hidden in TABLE.hidden)]
    assert [route for route in listed if route not in there] == []


def test_a_route_is_in_one_bucket_only() -> None:
    assert len(TABLE.by_route()) == sum(len(bucket.routes) for bucket in TABLE.buckets)


def test_the_numbers_are_those_that_people_read_from_headers() -> None:
    of = TABLE.by_route()
    sending = of["POST", "/channels/{channel_id}/messages"]
    assert (sending.limit.count, sending.limit.window, sending.observed) == (5, timedelta(seconds=5), True)
    followups = of["POST", "/webhooks/{webhook_id}/{token}"].limit
    assert (followups.count, followups.window) == (5, timedelta(seconds=2))
    assert (TABLE.everywhere.count, TABLE.everywhere.window) == (50, timedelta(seconds=1))


def test_each_bucket_has_a_hash_of_its_own_that_stays() -> None:
    hashes = [bucket.hash for bucket in TABLE.buckets]
    assert len(set(hashes)) == len(hashes)
    assert hashes == [bucket.hash for bucket in RateTable().stretched(0.5).buckets]


def test_times_can_be_stretched() -> None:
    short = TABLE.stretched(0.01)
    assert short.everywhere.window == timedelta(milliseconds=10)
    assert short.otherwise.window == TABLE.otherwise.window * 0.01
    assert short.hidden[0].limit.window == timedelta(seconds=6)
    assert [one.limit.count for one in short.buckets] == [one.limit.count for one in TABLE.buckets]
