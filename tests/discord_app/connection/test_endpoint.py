from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_app.connection.endpoint import point_at
from bot.errors import EnvironmentVariableError

Serve = Callable[[object], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Return a function that starts a server whose /gateway/bot answers that, and returns its address."""
    servers = []

    async def start(reply: object) -> str:
        async def gateway(request: web.Request) -> web.Response:
            if request.headers["Authorization"] != "Bot made-up":
                return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
            return web.Response(status=reply) if isinstance(reply, int) else web.json_response(reply)

        app = web.Application()
        app.router.add_get("/api/v10/gateway/bot", gateway)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return str(server.make_url("")).rstrip("/")

    yield start
    for server in servers:
        await server.close()


async def test_points_discord_py_at_both_and_back_again(serve: Serve) -> None:
    address = await serve({"url": "ws://127.0.0.1:1/gateway"})
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with point_at(f"{address}/api/v10/", "made-up"):
        assert Route("GET", "/users/@me").url == f"{address}/api/v10/users/@me"
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:1/gateway"
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


async def test_an_address_without_a_path_means_version_10(serve: Serve) -> None:
    address = await serve({"url": "ws://127.0.0.1:1/"})
    async with point_at(address, "made-up"):
        assert f"{address}/api/v10" == Route.BASE


@pytest.mark.parametrize("reply", [404, 500, {"uri": "ws://x"}, [], "text"], ids=repr)
async def test_whatever_does_not_answer_as_discord_is_named(serve: Serve, reply: object) -> None:
    address = await serve(reply)
    with pytest.raises(EnvironmentVariableError, match=r"DISCORD_API_URL.*leave it out"):
        async with point_at(address, "made-up"):
            pytest.fail("nothing to point at")


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1/api", "127.0.0.1:8080", "http://", "http://[", "http://127.0.0.1:1"]
)
async def test_an_address_that_leads_nowhere_is_named(address: str) -> None:
    with pytest.raises(EnvironmentVariableError, match="DISCORD_API_URL"):
        async with point_at(address, "made-up"):
            pytest.fail("nothing to point at")


async def test_a_token_that_is_not_taken_is_named_and_not_shown(serve: Serve) -> None:
    with pytest.raises(EnvironmentVariableError, match="DISCORD_TOKEN") as caught:
        async with point_at(await serve({}), "another"):
            pytest.fail("not let in")
    assert "another" not in str(caught.value)
