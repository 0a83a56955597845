"""From request to answer: routes, authorisation, record, faults."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import pytest

from tests.sandbox.town import Api, Town

ROUTE = "/channels/*/messages"


def messages(town: Town) -> str:
    return f"/channels/{town.general.id}/messages"


async def test_an_unknown_route_is_not_found_and_logged_by_name(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for number in (104217348437114880, 104217348437114881):
            got = await api.get(f"/guilds/{number}/stickers")
    assert (got.status, got.body) == (404, {"message": "404: Not Found", "code": 0})
    assert caplog.text.count("no such route here") == 1
    assert "GET /guilds/104217348437114880/stickers: no such route here" in caplog.text


async def test_a_known_route_in_another_way_is_not_allowed(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            got = await api.delete("/gateway")
    assert (got.status, got.body) == (405, {"message": "405: Method Not Allowed", "code": 0})
    assert caplog.text.count("DELETE /gateway: this route is not there for that method") == 1


async def test_the_token_is_checked(town: Town, api: Api) -> None:
    got = await api.ask("GET", "/users/@me", token="somebody-else")
    assert (got.status, got.body) == (401, {"message": "401: Unauthorized", "code": 0})
    assert (await api.ask("GET", "/gateway", token="somebody-else")).status == 200


async def test_json_is_named_exactly_so(api: Api) -> None:
    assert (await api.get("/users/@me")).headers["Content-Type"] == "application/json"


async def test_requests_are_recorded(town: Town, api: Api) -> None:
    await api.post(messages(town) + "?wait=1", {"content": "x"})
    (record,) = town.sandbox.sent("POST", "/channels/{channel_id}/messages")
    assert (record.path, record.query, record.json) == (messages(town), {"wait": "1"}, {"content": "x"})
    assert (record.status, record.answer["content"]) == (200, "x")
    assert (record.at, record.warnings) == (town.clock.now, ())


async def test_an_answer_is_made_up_for_the_nth_request(town: Town, api: Api) -> None:
    fault = town.sandbox.faults.answer("POST", ROUTE, status=503, nth=2, times=2)
    got = [(await api.post(messages(town), {"content": f"{number}"})).status for number in range(5)]
    assert got == [200, 503, 503, 200, 200]
    assert [one.content for one in town.sandbox.messages(town.general)] == ["0", "3", "4"]
    assert (fault.fitting, fault.met) == (5, 2)


async def test_an_error_after_taking_effect(town: Town, api: Api) -> None:
    town.sandbox.faults.answer("POST", ROUTE, status=502, after=True)
    assert (await api.post(messages(town), {"content": "x"})).status == 502
    assert len(town.sandbox.messages(town.general)) == 1


async def test_a_rate_limit_looks_like_discords(town: Town, api: Api) -> None:
    town.sandbox.faults.rate_limit("POST", ROUTE, retry_after=1.5)
    got = await api.post(messages(town), {"content": "x"})
    assert got.status == 429
    assert got.body == {"message": "You are being rate limited.", "retry_after": 1.5, "global": False}
    assert got.headers["Via"]
    assert got.headers["Retry-After"] == "2"
    assert town.sandbox.messages(town.general) == []


async def test_the_global_rate_limit_says_so(town: Town, api: Api) -> None:
    town.sandbox.faults.rate_limit("POST", ROUTE, retry_after=0.3, everywhere=True)
    got = await api.post(messages(town), {"content": "x"})
    assert (got.body["global"], got.headers["X-RateLimit-Global"]) == (True, "true")


@pytest.mark.parametrize("after", [False, True])
async def test_a_connection_is_lost_before_or_after(town: Town, api: Api, after: bool) -> None:
    town.sandbox.faults.drop("POST", ROUTE, after=after)
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.post(messages(town), {"content": "x"})
    assert len(town.sandbox.messages(town.general)) == after
    assert (await api.post(messages(town), {"content": "y"})).status == 200
    assert (town.sandbox.requests[0].status, town.sandbox.requests[0].ended) == (None, True)


@pytest.mark.parametrize("after", [False, True])
async def test_a_request_hangs_until_it_is_released(town: Town, api: Api, after: bool) -> None:
    fault = town.sandbox.faults.hang("POST", ROUTE, after=after)
    waiting = asyncio.create_task(api.post(messages(town), {"content": "x"}))
    await town.sandbox.wait_until(lambda: fault.met, "it never hung")
    assert not waiting.done()
    assert [one.ended for one in town.sandbox.requests] == [False]
    assert len(town.sandbox.messages(town.general)) == after
    fault.release()
    assert (await waiting).status == 200
    assert [one.ended for one in town.sandbox.requests] == [True]
    assert len(town.sandbox.messages(town.general)) == 1


async def test_rules_go_by_path_too(town: Town, api: Api) -> None:
    town.sandbox.faults.answer("POST", messages(town), status=500)
    assert (await api.post(f"/channels/{town.news.id}/messages", {"content": "x"})).status == 200
    assert (await api.post(messages(town), {"content": "x"})).status == 500


async def test_cleared_rules_are_forgotten(town: Town, api: Api) -> None:
    town.sandbox.faults.answer("POST", ROUTE, status=500)
    town.sandbox.faults.clear()
    assert (await api.post(messages(town), {"content": "x"})).status == 200


async def test_a_request_may_be_too_large(town: Town, api: Api) -> None:
    got = await api.upload("POST", messages(town), {}, a=bytes(13_200_000), b=bytes(13_200_000))
    assert got.code == (413, 40005)


async def test_the_last_requests_are_kept_with_their_numbers(
    town: Town, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.rest.service._KEPT", 3)
    for _ in range(5):
        await api.get("/users/@me")
    assert [one.number for one in town.sandbox.requests] == [3, 4, 5]


async def test_a_mistake_of_the_sandbox_counts_as_an_answer_of_500(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.sandbox.world.bot, "name", None)
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {town.sandbox.token}"}
        async with session.get(f"{town.sandbox.api_url}/users/@me", headers=headers) as response:
            assert response.status == 500
    assert (town.sandbox.requests[-1].status, town.sandbox.requests[-1].ended) == (500, True)
