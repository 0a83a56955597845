"""Which Discord to talk to: its own address, a REST proxy's, or a sandbox's on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.errors import EnvironmentVariableError

__all__ = ["point_at"]

_PATH = "/api/v10"
_PATIENCE = aiohttp.ClientTimeout(total=15)


@asynccontextmanager
async def point_at(api_url: str, token: str) -> AsyncIterator[None]:
    """Send discord.py's requests to ``api_url``, and its gateway to where ``GET /gateway/bot`` there says, until left again.

    Both live in class attributes of discord.py, hence for all clients of the process. An address without a path gets
    ``/api/v10``. EnvironmentVariableError if nothing that speaks Discord's API answers there.
    """
    base = _normalised(api_url)
    gateway = yarl.URL(await _ask_for_gateway(base, token))
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def _normalised(api_url: str) -> str:
    try:
        url = yarl.URL(api_url.strip().rstrip("/"))
    except ValueError as error:
        raise _unusable("is not an address") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise _unusable("must be an http or https address")
    return str(url.with_path(_PATH) if url.path in {"", "/"} else url)


async def _ask_for_gateway(base: str, token: str) -> str:
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(f"{base}/gateway/bot", headers={"Authorization": f"Bot {token}"}) as response,
        ):
            if response.status == 401:
                raise EnvironmentVariableError(
                    "DISCORD_TOKEN", "is not accepted by the Discord that DISCORD_API_URL names"
                )
            if response.status != 200:
                raise _unusable(f"answers GET /gateway/bot with HTTP {response.status}, and not as Discord does")
            return str((await response.json())["url"])
    except (aiohttp.ClientError, OSError) as error:
        raise _unusable(f"cannot be reached ({type(error).__name__})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _unusable("answers GET /gateway/bot, but not as Discord does") from error


def _unusable(reason: str) -> EnvironmentVariableError:
    return EnvironmentVariableError("DISCORD_API_URL", f"{reason}; leave it out to talk to Discord itself")
