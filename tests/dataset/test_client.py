from __future__ import annotations

from bot import __version__
from bot.dataset import http_client
from bot.dataset.guard import ALLOW_PRIVATE
from tests.dataset.loopback import Server, answer


async def test_it_names_itself_and_follows_nothing(server: Server) -> None:
    server.handler = lambda request, writer: answer(status="302 Found", location="/elsewhere")
    async with http_client() as client:
        response = await client.get(server.url(), extensions={ALLOW_PRIVATE: True})
    assert response.status_code == 302
    assert server.requests[0].headers["user-agent"].startswith(f"Paperboy/{__version__} (")
    assert len(server.requests) == 1
