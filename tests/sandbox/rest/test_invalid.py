"""Refused requests are counted as Discord's proxy counts them."""

from __future__ import annotations

from bot.sandbox.rest.invalid import BUDGET, InvalidRequests
from tests.sandbox.town import Api, Clock, Town

SHARED = {"X-RateLimit-Scope": "shared"}


def counting(budget: int = 3) -> tuple[InvalidRequests, Clock]:
    clock = Clock()
    return InvalidRequests(clock, budget), clock


def test_beyond_the_budget_every_refusal_is_told() -> None:
    invalid, _ = counting()
    told = [[one.told for one in invalid.count(status, "/x", {})] for status in (401, 403, 429, 403)]
    assert told[:3] == [[], [], []]
    assert told[3] == [
        "4 requests were answered with 401, 403 or 429 within ten minutes; Discord shuts an address out after 3."
    ]


def test_other_answers_and_shared_limits_do_not_count() -> None:
    invalid, _ = counting(budget=0)
    for status, headers in [(200, {}), (404, {}), (400, {}), (None, {}), (429, SHARED)]:
        assert list(invalid.count(status, "/x", headers)) == []


def test_after_ten_minutes_refusals_are_forgotten() -> None:
    invalid, clock = counting(budget=1)
    assert list(invalid.count(403, "/x", {})) == []
    clock.turn(minutes=10)
    assert list(invalid.count(403, "/x", {})) == []
    clock.turn(minutes=9, seconds=59)
    assert [one.name for one in invalid.count(403, "/x", {})] == ["invalid requests"]


def test_the_budget_is_discords() -> None:
    assert BUDGET == 10_000


async def test_whoever_calls_a_webhook_that_is_gone_again_is_warned(town: Town, api: Api) -> None:
    path = f"/webhooks/{town.sandbox.application_id}/gone"
    for _ in range(2):
        assert (await api.post(path, {"content": "x"})).code == (404, 10015)
    first, second = town.sandbox.requests
    assert first.warnings == ()
    assert "not found before" in second.warnings[0]
