from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.discord_app.delivery.errors import FAILURES, as_delivery_errors, delivery_error
from bot.discord_app.delivery.single_try import ServerFailed
from bot.errors import MaybeSentError, RefusedError, UnreachableError


def answer(status: int, code: int = 0, message: str = "", **headers: str) -> discord.HTTPException:
    response: Any = SimpleNamespace(
        status=status, reason="", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    kind = discord.DiscordServerError if status >= 500 else kind
    return kind(response, {"code": code, "message": message})


def connector_error() -> aiohttp.ClientConnectorError:
    key: Any = SimpleNamespace(host="discord.com", port=443, is_ssl=True, ssl=True)
    return aiohttp.ClientConnectorError(key, OSError(111, "refused"))


NEVER_SENT = [
    discord.RateLimited(70.0),
    connector_error(),
    ConnectionRefusedError(),
    aiohttp.ConnectionTimeoutError(),
    answer(429, Retry_After="12.5"),
]
NOBODY_KNOWS = [
    answer(500),
    answer(502),
    answer(503),
    answer(408),
    ServerFailed(500),
    ConnectionResetError(),
    TimeoutError(),
    aiohttp.ServerDisconnectedError(),
    aiohttp.ClientPayloadError(),
    aiohttp.ClientOSError(104, "reset"),
]


@pytest.mark.parametrize("error", NEVER_SENT, ids=repr)
def test_what_never_reached_discord_is_worth_another_try(error: Exception) -> None:
    assert isinstance(delivery_error(error, creating=True), UnreachableError)


@pytest.mark.parametrize("error", NOBODY_KNOWS, ids=repr)
def test_what_may_have_taken_effect_is_not_called_unsent(error: Exception) -> None:
    assert isinstance(delivery_error(error, creating=True), MaybeSentError)


@pytest.mark.parametrize("error", NOBODY_KNOWS, ids=repr)
def test_a_question_can_simply_be_asked_again(error: Exception) -> None:
    assert isinstance(delivery_error(error, creating=False), UnreachableError)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (answer(404, 10003, "Unknown Channel"), "does not exist any more"),
        (answer(404, 10008, "Unknown Message"), "was deleted"),
        (answer(403, 50001, "Missing Access"), "View Channel"),
        (answer(403, 50013, "Missing Permissions"), "Send Messages"),
        (answer(400, 50035, "Invalid Form Body"), "fault of Paperboy"),
        (answer(400, 40067, "A tag is required"), "tag on every post"),
        (answer(400, 200000, "Blocked"), "AutoMod"),
        (answer(401, 0, "401: Unauthorized"), "DISCORD_TOKEN"),
        (answer(403, 99999, "Something new"), "does not allow"),
        (answer(418, 99999, "Something new"), "turned the request down"),
    ],
)
def test_a_refusal_says_what_is_missing_and_what_discord_said(error: discord.HTTPException, sentence: str) -> None:
    refused = delivery_error(error, creating=True)
    assert isinstance(refused, RefusedError)
    assert sentence in refused.reason
    assert error.text in refused.reason
    assert refused.code == error.code


def test_how_long_to_wait_is_handed_on() -> None:
    told = [
        delivery_error(error, creating=True) for error in (discord.RateLimited(70.0), answer(429, Retry_After="12.5"))
    ]
    assert [error.retry_after for error in told if isinstance(error, UnreachableError)] == [70.0, 12.5]


@pytest.mark.parametrize("slow_down", [answer(429), answer(429, Retry_After="soon"), answer(400, 30046)])
def test_a_wait_that_discord_does_not_name_stays_open(slow_down: discord.HTTPException) -> None:
    error = delivery_error(slow_down, creating=True)
    assert isinstance(error, UnreachableError)
    assert error.retry_after is None


def test_the_cause_is_kept_and_faults_of_ours_pass_through() -> None:
    with pytest.raises(UnreachableError) as caught, as_delivery_errors(creating=True):
        raise ConnectionRefusedError
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)
    with pytest.raises(KeyError), as_delivery_errors(creating=True):
        raise KeyError


def test_every_failure_of_a_request_is_caught() -> None:
    assert all(isinstance(error, FAILURES) for error in NEVER_SENT + NOBODY_KNOWS)
