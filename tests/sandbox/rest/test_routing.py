"""Finding routes, and reading paths and queries."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.rest.routing import Call, Route, Router
from bot.sandbox.rest.table import ROUTES
from bot.sandbox.world.world import World


def nothing(call: Call) -> None:
    """Answer nothing."""


def call(world: Any = None, **fields: Any) -> Call:
    return Call(world, "http://127.0.0.1", **{"parameters": {}, "query": {}, "body": None, **fields})


def refused(error: pytest.ExceptionInfo[ApiError]) -> tuple[int, int]:
    return error.value.status, error.value.code


def test_the_first_route_that_fits_is_taken() -> None:
    me, other = Route("GET", "/users/@me", nothing), Route("GET", "/users/{user_id}", nothing)
    router = Router([me, other])
    assert router.find("GET", "/users/@me") == (me, {})
    assert router.find("GET", "/users/7") == (other, {"user_id": "7"})


def test_parameters_do_not_reach_over_slashes() -> None:
    router = Router([Route("GET", "/a/{b}", nothing)])
    with pytest.raises(ApiError) as error:
        router.find("GET", "/a/b/c")
    assert refused(error) == (404, 0)


def test_another_method_is_another_error() -> None:
    router = Router([Route("GET", "/a/{b}", nothing)])
    with pytest.raises(ApiError) as error:
        router.find("PUT", "/a/b")
    assert refused(error) == (405, 0)


def test_no_route_is_hidden_behind_an_earlier_one() -> None:
    router = Router(ROUTES)
    for route in ROUTES:
        path = route.template.replace("{message_id}", "12").replace("{", "").replace("}", "")
        assert router.find(route.method, path)[0] is route


def test_every_route_says_what_it_is() -> None:
    assert all(route.handler.__doc__ for route in ROUTES)


def test_ids_of_the_path() -> None:
    asked = call(parameters={"a": "12", "b": "x"})
    assert asked.id("a") == 12
    with pytest.raises(ApiError) as error:
        asked.id("b")
    assert error.value.body["errors"]["b"]["_errors"][0]["message"] == 'Value "x" is not snowflake.'


def test_ids_numbers_and_truth_of_the_query() -> None:
    asked = call(
        query={"before": "12", "limit": "7", "many": "101", "odd": "-1", "wait": "true", "full": "1", "no": "0"}
    )
    assert (asked.query_id("before"), asked.query_id("after")) == (12, None)
    assert (asked.query_number("limit", 50, 1, 100), asked.query_number("none", 50, 1, 100)) == (7, 50)
    assert [asked.query_truth(name) for name in ("wait", "full", "no", "none")] == [True, True, False, False]
    for name in ("many", "odd"):
        with pytest.raises(ApiError) as error:
            asked.query_number(name, 50, 1, 100)
        assert refused(error) == (400, 50035)


@pytest.mark.parametrize("body", [None, [], "x", 3])
def test_a_body_that_must_be_an_object(body: object) -> None:
    with pytest.raises(ApiError) as error:
        call(body=body).json_object()
    assert refused(error) == (400, 50109)


def test_a_call_needs_no_server(world: World) -> None:
    user = next(iter(world.users.values()))
    route, parameters = Router(ROUTES).find("GET", f"/users/{user.id}")
    assert route.handler(call(world, parameters=parameters))["id"] == str(user.id)
