from __future__ import annotations

import socket

import pytest

from bot.errors import NoPortError
from bot.playground import ports
from bot.playground.ports import open_sandbox


async def test_any_port_will_do() -> None:
    discord_ = await open_sandbox(0)
    assert discord_.port > 0
    await discord_.close()


async def test_a_port_that_is_taken_gives_way_to_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        discord_ = await open_sandbox(port)
        assert port < discord_.port < port + 20
        await discord_.close()


@pytest.mark.parametrize("limit", ["tries", "the last port there is"])
async def test_where_all_are_taken_it_says_which_and_why(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(ports, *(("_TRIES", 1) if limit == "tries" else ("_LAST", port)))
        with pytest.raises(NoPortError, match=f"No port from {port} to {port} can be used .*in use.*--port") as raised:
            await open_sandbox(port)
    assert (raised.value.first, raised.value.last) == (port, port)
