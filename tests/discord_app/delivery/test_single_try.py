from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import HTTPClient, MultipartParameters, Route

from bot.discord_app.delivery.single_try import ServerFailed, single_try_trace

Seen = list[tuple[str, str]]


@pytest.fixture
async def seen(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Seen]:
    """Point discord.py at a server that fails at everything but the login, and return what it was asked."""
    requests: Seen = []

    async def fail(request: web.Request) -> web.Response:
        if request.path.endswith("/users/@me"):
            return web.json_response({"id": "1", "username": "paperboy", "discriminator": "0", "avatar": None})
        requests.append((request.method, request.path))
        return web.json_response({"message": "oops", "code": 0}, status=500)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fail)
    async with TestServer(app) as server:
        monkeypatch.setattr(Route, "BASE", str(server.make_url("/api/v10")))
        yield requests


@pytest.fixture
async def http(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HTTPClient]:
    async def no_sleep(_seconds: float) -> None:
        return None

    async with discord.Client(intents=discord.Intents(guilds=True), http_trace=single_try_trace()) as client:
        await client.http.static_login("made-up")
        monkeypatch.setattr("discord.http.asyncio.sleep", no_sleep)
        yield client.http
        monkeypatch.undo()


def params(**payload: Any) -> MultipartParameters:
    return MultipartParameters(payload=payload, multipart=None, files=None)


async def test_a_forum_post_is_never_sent_twice(seen: Seen, http: HTTPClient) -> None:
    with pytest.raises(ServerFailed) as caught:
        await http.start_thread_in_forum(5, params=params(name="a"))
    assert caught.value.status == 500
    assert seen == [("POST", "/api/v10/channels/5/threads")]


async def test_a_message_is_repeated_because_its_nonce_makes_that_harmless(seen: Seen, http: HTTPClient) -> None:
    with pytest.raises(discord.DiscordServerError):
        await http.send_message(5, params=params(nonce="x", enforce_nonce=True))
    assert seen == [("POST", "/api/v10/channels/5/messages")] * 5


async def test_questions_about_threads_are_repeated(seen: Seen, http: HTTPClient) -> None:
    with pytest.raises(discord.DiscordServerError):
        await http.get_public_archived_threads(5)
    assert len(seen) == 5
