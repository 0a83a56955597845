"""Error answers in Discord's shape, held against its published description."""

from __future__ import annotations

import pytest

from bot.sandbox import ApiError
from bot.sandbox.limits import Problem
from tests.discord_schema import assert_valid


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        (ApiError.plain(401), 401, {"message": "401: Unauthorized", "code": 0}),
        (ApiError.plain(404), 404, {"message": "404: Not Found", "code": 0}),
        (ApiError.unknown(10003, "Channel"), 404, {"message": "Unknown Channel", "code": 10003}),
        (ApiError.missing_access(), 403, {"message": "Missing Access", "code": 50001}),
        (ApiError.missing_permissions(), 403, {"message": "Missing Permissions", "code": 50013}),
    ],
)
def test_errors_say_what_discord_says(error: ApiError, status: int, body: dict[str, object]) -> None:
    assert (error.status, error.body) == (status, body)
    assert_valid("ErrorResponse", error.body)


def test_a_wrong_form_says_where() -> None:
    error = ApiError.form([Problem(("a", "0"), "C", "m"), Problem(("a", "0"), "D", "n")])
    told = [{"code": "C", "message": "m"}, {"code": "D", "message": "n"}]
    assert error.body["errors"] == {"a": {"0": {"_errors": told}}}
    assert str(error) == "400 50035: Invalid Form Body"
