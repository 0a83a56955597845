"""The bot's requests in the bar: what came of them, and nothing that is secret."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import ApiError, RequestRecord
from bot.sandbox.limits.form import Problem
from bot.sandbox.page.views.requests import SHOWN, request_in_full, request_view, shown_requests
from tests.sandbox.town import START


def record(path: str = "/channels/1/messages", route: str = "", **fields: Any) -> RequestRecord:
    return RequestRecord("POST", route or path, path, {}, START, **{"ended": True, **fields})


def test_a_request_is_shown_in_short() -> None:
    warned = record(
        route="/channels/{channel_id}/messages", status=200, warnings=("Careful",), answer={"id": "1"}, number=3
    )
    assert request_view(warned) == {
        "n": 3,
        "at": START.isoformat(),
        "method": "POST",
        "path": "/channels/1/messages",
        "route": "/channels/{channel_id}/messages",
        "status": 200,
        "outcome": "taken",
        "told": "",
        "warnings": ["Careful"],
    }


@pytest.mark.parametrize(
    ("status", "ended", "outcome"),
    [
        (None, False, "open"),
        (None, True, "broken"),
        (200, True, "taken"),
        (204, True, "taken"),
        (400, True, "refused"),
        (404, True, "refused"),
        (429, True, "limited"),
        (500, True, "broken"),
    ],
)
def test_what_came_of_it(status: int | None, ended: bool, outcome: str) -> None:
    assert request_view(record(status=status, ended=ended))["outcome"] == outcome


def test_a_cut_connection_is_told() -> None:
    assert request_view(record(status=None))["told"] == "The connection was cut before an answer."
    assert request_view(record(status=None, ended=False))["told"] == ""


def test_discords_sentence_is_told_with_every_wrong_field() -> None:
    problems = [
        Problem(("embeds", "0", "description"), "BASE_TYPE_MAX_LENGTH", "Must be 4096 or fewer in length."),
        Problem(("content",), "BASE_TYPE_REQUIRED", "This field is required"),
        Problem((), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"),
    ]
    answer = ApiError.form(problems).body
    assert request_view(record(status=400, answer=answer))["told"].splitlines() == [
        "Invalid Form Body (50035)",
        "embeds[0].description: Must be 4096 or fewer in length.",
        "content: This field is required",
        "the body: Embed size exceeds maximum size of 6000",
    ]
    assert request_view(record(status=403, answer=ApiError.missing_access().body))["told"] == "Missing Access (50001)"


@pytest.mark.parametrize("answer", [None, [], "text", {}, {"message": "404: Not Found", "code": 0}])
def test_answers_of_other_shapes_do_no_harm(answer: Any) -> None:
    told = request_view(record(status=404, answer=answer))["told"]
    assert told == ("404: Not Found" if answer and isinstance(answer, dict) else "")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/interactions/1/secret/callback", "/interactions/1/…/callback"),
        ("/webhooks/1/secret", "/webhooks/1/…"),
        ("/webhooks/1/secret/messages/@original", "/webhooks/1/…/messages/@original"),
        ("/channels/1/messages", "/channels/1/messages"),
        ("/webhooks/1", "/webhooks/1"),
    ],
)
def test_tokens_are_masked(path: str, shown: str) -> None:
    assert request_view(record(path))["path"] == shown
    assert request_view(record(path))["route"] == shown
    assert "secret" not in str(request_in_full(record(path)))


def test_a_routes_template_stays_as_it_is() -> None:
    template = "/interactions/{interaction_id}/{token}/callback"
    assert request_view(record("/interactions/1/secret/callback", template))["route"] == template


def test_one_request_is_shown_in_full() -> None:
    full = request_in_full(record(status=200, json={"content": "x"}, files=("a.txt",), answer={"id": "2"}))
    assert (full["json"], full["files"], full["answer"], full["query"]) == (
        {"content": "x"},
        ["a.txt"],
        {"id": "2"},
        {},
    )


def test_only_the_last_are_shown_by_their_numbers() -> None:
    records = [record(number=number) for number in range(5, SHOWN + 7)]
    numbers = [one.number for one in shown_requests(records)]
    assert (numbers[0], numbers[-1], len(numbers)) == (7, SHOWN + 6, SHOWN)
    assert [one.number for one in shown_requests(records[:2])] == [5, 6]
