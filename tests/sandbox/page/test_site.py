"""The page's addresses over HTTP."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.sandbox.page.site import MAX_UPLOAD
from bot.sandbox.rest.bodyreader import MAX_REQUEST
from bot.sandbox.world.posting import create_message
from tests.sandbox.page.visitor import Visitor, visiting
from tests.sandbox.town import Api, Town

PICK = [{"type": 1, "components": [{"type": 3, "custom_id": "pick", "options": [{"label": "a", "value": "a"}]}]}]


@pytest.fixture
async def visitor(town: Town) -> AsyncIterator[Visitor]:
    async with visiting(town.sandbox, town.ada) as visitor:
        yield visitor


async def test_the_page_is_served_at_the_root(town: Town, visitor: Visitor) -> None:
    assert town.sandbox.page_url == f"{town.sandbox.url}/"
    status, body, headers = await visitor.get("/")
    assert (status, headers["Content-Type"]) == (200, "text/html")
    assert b"<!doctype html>" in body


async def test_what_the_page_is_made_of_is_kept_by_the_browser_and_asked_for_anew(visitor: Visitor) -> None:
    status, body, headers = await visitor.get("/static/js/dom.js")
    assert (status, headers["Content-Type"].partition("/")[2]) == (200, "javascript")
    assert b"export function h(" in body
    status, body, _ = await visitor.get("/static/js/dom.js", **{"If-None-Match": headers["Etag"]})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../site.py",
        "/static/%2e%2e/site.py",
        "/static/..%2fsite.py",
        "/static/js/..%2f..%2f..%2fsite.py",
        "/static/%2fetc/passwd",
        "/static//etc/passwd",
        "/static/..%5csite.py",
        "/static/js",
        "/static/",
        "/static/nothing.js",
        "/static/%00",
    ],
)
async def test_nothing_but_the_pages_files_is_served(town: Town, path: str) -> None:
    # By hand: a client would resolve the dots itself.
    status, body = await raw_get(town, path)
    assert status in (400, 403, 404)
    assert "import" not in body


async def raw_get(town: Town, path: str) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", town.sandbox.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1]), answer


async def test_an_action_that_makes_no_sense_is_400_with_a_sentence(visitor: Visitor) -> None:
    status, done = await visitor.ask("fly")
    assert status == 400
    assert not done["ok"]
    assert done["error"].startswith("There is nothing to “do” like that")


async def post_raw(visitor: Visitor, data: bytes, kind: str = "application/json") -> tuple[int, dict[str, Any]]:
    url = f"{visitor.sandbox.url}/page/act"
    async with visitor.session.post(
        url, data=io.BytesIO(data), headers={**visitor.origin, "Content-Type": kind}
    ) as response:
        return response.status, await response.json()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'"x"', b"null", b'{"viewer": NaN}', b"1" * 5000, b"\xff", b"[" * 100_000],
    ids=["nothing", "half", "list", "text", "null", "nan", "number", "no UTF-8", "deep"],
)
async def test_what_is_no_action_at_all_is_400(visitor: Visitor, data: bytes) -> None:
    status, done = await post_raw(visitor, data)
    assert status == 400
    assert done["error"].startswith("What the page ask")


async def test_json_is_utf_8_whatever_its_type_says(visitor: Visitor) -> None:
    status, done = await post_raw(visitor, b'{"viewer": "1", "do": "say"}', "application/json; charset=nonsense")
    assert (status, done["error"]) == (400, "There is no such person here. Reload the page.")


async def test_an_action_that_is_far_too_large_is_413(visitor: Visitor) -> None:
    status, done = await post_raw(visitor, bytes(MAX_REQUEST + 1))
    assert (status, done["error"]) == (413, "That is more than the page may ask for at once.")


async def test_half_an_emoji_reaches_nobody(town: Town, visitor: Visitor) -> None:
    """JavaScript sends one where a text was cut in between, and what is sent on is UTF-8."""
    await visitor.act("say", channel=str(town.general.id), content="cut \ud83d short \U0001f600")
    [message] = town.sandbox.messages(town.general)
    assert message.content == "cut \ufffd short \U0001f600"
    message = create_message(town.general, town.sandbox.bot_user, {"content": "", "components": PICK})
    done = await visitor.act("choose", message=str(message.id), custom_id="pick", values=["\ud83d"])
    assert "\ufffd" in done["error"]


async def test_a_stream_is_not_asked_for_its_head(visitor: Visitor) -> None:
    async with visitor.session.head(f"{visitor.sandbox.url}/page/events") as response:
        assert response.status == 405


async def test_a_failure_of_the_sandbox_itself_is_told_kindly(
    town: Town, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    # A command as no bot could register it: without a list of options.
    town.sandbox.world.commands.put({"name": "broken", "description": "", "options": 5})
    status, done = await visitor.ask("slash", channel=str(town.general.id), command="broken", options={})
    assert (status, done["error"]) == (500, "The sandbox itself failed at that. The terminal shows what happened.")
    assert "TypeError" in caplog.text


async def test_an_upload_is_kept_where_the_bot_fetches_it(town: Town, visitor: Visitor) -> None:
    status, done = await visitor.upload("plot ü.png", b"pixels", "image/png")
    attachment = town.sandbox.world.attachments[int(done["id"])]
    assert (status, attachment.filename, attachment.content_type) == (200, "plot ü.png", "image/png")
    assert attachment.url.startswith(f"{town.sandbox.url}/attachments/{town.sandbox.application_id}/{attachment.id}/")
    async with visitor.session.get(attachment.url) as response:
        assert await response.read() == b"pixels"


@pytest.mark.parametrize(
    ("given", "kept"), [("../../etc/passwd", "passwd"), ("C:\\files\\a.txt", "a.txt"), ("a" * 300, "a" * 255)]
)
async def test_a_files_name_is_a_name_only(town: Town, visitor: Visitor, given: str, kept: str) -> None:
    _, done = await visitor.upload(given, b"x")
    assert town.sandbox.world.attachments[int(done["id"])].filename == kept


@pytest.mark.parametrize("filename", ["", "/", ".."])
async def test_a_file_needs_a_name(visitor: Visitor, filename: str) -> None:
    status, done = await visitor.upload(filename, b"x")
    assert (status, done) == (400, {"ok": False, "error": "The file has no name."})


async def test_a_file_may_have_ten_megabytes(town: Town, visitor: Visitor) -> None:
    assert (await visitor.upload("big.bin", bytes(MAX_UPLOAD)))[0] == 200
    status, done = await visitor.upload("bigger.bin", bytes(MAX_UPLOAD + 1))
    assert (status, done["error"]) == (413, "Your files are too powerful: the limit is 10 MB each.")
    assert len(town.sandbox.world.attachments) == 1


async def test_the_last_uploads_are_kept(town: Town, visitor: Visitor) -> None:
    files = town.sandbox.world.attachments
    first, *others = [int((await visitor.upload(f"{number}.txt", b"x"))[1]["id"]) for number in range(21)]
    assert first not in files
    assert list(files) == others


async def test_a_request_of_the_bot_is_shown_in_full(town: Town, api: Api, visitor: Visitor) -> None:
    await api.post(f"/channels/{town.general.id}/messages", {"content": ""})
    status, body, _ = await visitor.get("/page/requests/1")
    full = json.loads(body)
    assert (status, full["n"], full["status"], full["outcome"]) == (200, 1, 400, "refused")
    assert (full["json"], full["answer"]["code"]) == ({"content": ""}, 50006)
    assert town.sandbox.token not in body.decode()


async def test_a_request_keeps_its_number_when_older_ones_are_forgotten(town: Town, api: Api, visitor: Visitor) -> None:
    await api.get("/users/@me")
    await api.get("/gateway/bot")
    del town.sandbox.requests[0]
    assert (await visitor.get("/page/requests/1"))[0] == 404
    status, body, _ = await visitor.get("/page/requests/2")
    assert (status, json.loads(body)["path"]) == (200, "/gateway/bot")


@pytest.mark.parametrize("number", ["0", "1", "-1", "x", "²", "9" * 30])
async def test_a_request_that_never_was_is_not_found(visitor: Visitor, number: str) -> None:
    status, body, _ = await visitor.get(f"/page/requests/{number}")
    assert (status, json.loads(body)["error"]) == (404, "There is no such request.")
