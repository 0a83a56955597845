"""Rules of failures: which request they meet."""

from __future__ import annotations

import asyncio

from bot.sandbox.faults import Faults, How

ROUTE, PATH = "/channels/{channel_id}/messages", "/channels/7/messages"


async def test_the_nth_and_as_many_as_asked_for() -> None:
    faults = Faults()
    rule = faults.drop("POST", ROUTE, nth=2, times=2)
    assert [faults.find("POST", ROUTE, PATH) is rule for _ in range(5)] == [False, True, True, False, False]
    assert (rule.fitting, rule.met) == (5, 2)


async def test_method_template_and_path() -> None:
    faults = Faults()
    by_template, by_path = faults.drop("POST", "/channels/*/messages"), faults.drop("POST", "/channels/8/*")
    assert faults.find("GET", ROUTE, PATH) is None
    assert faults.find("POST", "/users/@me", "/users/@me") is None
    assert faults.find("POST", ROUTE, PATH) is by_template
    assert faults.find("POST", ROUTE, "/channels/8/messages") is by_path


async def test_every_rule_that_fits_counts_but_the_first_acts() -> None:
    faults = Faults()
    first, second = faults.answer("POST", ROUTE, status=500), faults.answer("POST", ROUTE, status=503, nth=2)
    assert faults.find("POST", ROUTE, PATH) is first
    assert faults.find("POST", ROUTE, PATH) is second


async def test_what_a_rule_answers() -> None:
    fault = Faults().answer("POST", ROUTE, status=403, code=50013, message="Missing Permissions")
    assert (fault.how, fault.status) == (How.ANSWER, 403)
    assert fault.body == {"code": 50013, "message": "Missing Permissions"}


async def test_clearing_lets_go_what_hangs() -> None:
    faults = Faults()
    fault = faults.hang("POST", ROUTE)
    hanging = asyncio.create_task(fault.hang())
    faults.clear()
    await hanging
    assert faults.find("POST", ROUTE, PATH) is None
