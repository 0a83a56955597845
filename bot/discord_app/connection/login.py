"""Getting to Discord and staying there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord

from bot.discord_app.delivery.errors import FAILURES
from bot.errors import EnvironmentVariableError

__all__ = ["log_in", "stay_connected"]

_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0
"""Seconds between tries: a sign-in each five minutes stays far below the 1,000 a day at which Discord resets the token."""

_BAD_TOKEN = 4004
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"""

_log = logging.getLogger(__name__)


async def log_in(client: discord.Client, token: str) -> None:
    """Log in, without the gateway; EnvironmentVariableError where Discord does not take the token."""
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        raise _refused() from error


async def stay_connected(
    client: discord.Client, token: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Log in, however long Discord is out of reach, and keep the gateway open until the client is closed.

    Raises EnvironmentVariableError where Discord does not take the token, and what else no new try can mend.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            await log_in(client, token)
            break
        except FAILURES as error:
            _log.warning(
                "Discord cannot be reached (%s); trying again in %.0f s", str(error) or type(error).__name__, wait
            )
            await client.http.close()
        await sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)
    try:
        await client.connect()
    except discord.ConnectionClosed as error:
        if error.code == _BAD_TOKEN:
            raise _refused() from error
        raise


def _refused() -> EnvironmentVariableError:
    return EnvironmentVariableError(
        "DISCORD_TOKEN",
        "Discord does not accept it: it was reset, or belongs to another application. Get the present one from the Discord "
        "Developer Portal (https://discord.com/developers/applications) > your application > Bot > Reset Token.",
    )
