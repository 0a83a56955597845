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
"""Seconds between tries, which double from the first to the longest: a bot on its host's first boot is there soon after the
network is, and a long outage of Discord's is not met with thousands of requests."""

_MOST_REASON = 200
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
    while not client.is_closed():
        try:
            await log_in(client, token)
        except FAILURES as error:
            _log.warning("Discord cannot be reached (%s); trying again in %.0f s", _in_short(error), wait)
            await _drop_session(client)
        else:
            await _keep_open(client)
            return
        await sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


def _in_short(error: Exception) -> str:
    """Return an error on one line: what stands between here and Discord may answer with a page of HTML."""
    return " ".join(str(error).split())[:_MOST_REASON] or type(error).__name__


async def _drop_session(client: discord.Client) -> None:
    """Close what a failed log-in opened, so that the next one opens it anew."""
    await client.http.close()
    # Closing took the connector along, which discord.py would go on using.
    client.http.connector = discord.utils.MISSING


async def _keep_open(client: discord.Client) -> None:
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
