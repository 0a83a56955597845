"""The one place where what discord.py and aiohttp raise becomes a :class:`bot.errors.DeliveryError`.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json. What decides between "certainly not sent" and
"nobody knows" is whether Discord can have seen a request that creates something.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.discord_app.delivery.single_try import ServerFailed
from bot.errors import DeliveryError, MaybeSentError, RefusedError, UnreachableError

__all__ = ["ALREADY_PUBLISHED", "ARCHIVED", "FAILURES", "as_delivery_errors", "delivery_error"]

ALREADY_PUBLISHED = 40033

ARCHIVED = 50083

_TOO_MANY_EDITS = 30046
"""Of messages that are more than an hour old; how many are allowed, and in which time, Discord does not say."""

FAILURES = (discord.HTTPException, discord.RateLimited, ServerFailed, aiohttp.ClientError, OSError)
"""All that a request of discord.py's can raise for reasons outside this process."""

_NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ConnectionRefusedError)

_UNREADABLE = (
    "Discord does not accept the message as it is. That is a fault of Paperboy: please report it with the log."
)

_REFUSALS = {
    10003: "The channel does not exist any more. Take it out of the settings, or name another.",
    10004: "The bot is not in that server any more. Invite it again, or take the channel out of the settings.",
    10008: "The message was deleted after it had been posted.",
    40066: "The forum asks for a tag, and there is none that the bot may use. Add one, or turn off the need for tags.",
    40067: "The forum asks for a tag on every post. Turn that off in its settings, or name another channel.",
    50001: "The bot cannot see the channel. Give it the permission View Channel there; if it left the server, invite it again.",
    50005: "The message is not the bot's own, as far as Discord knows, and cannot be edited. Was the bot's token changed?",
    50006: _UNREADABLE,
    50013: "The bot lacks a permission in the channel. It needs View Channel and Send Messages, or Send Messages in Threads.",
    50024: "This cannot be done in a channel of this kind. Name a text, announcement or forum channel, or a thread.",
    50035: _UNREADABLE,
    ARCHIVED: "The thread is archived and stays so. Open it again, or name another channel.",
    50109: _UNREADABLE,
    160005: "The thread is locked. Unlock it, or give the bot the permission Manage Threads.",
    160006: "The server has as many active threads as Discord allows. Archive some, then post again.",
    200000: "The server's AutoMod blocked the message. Exempt the bot or the channel in its AutoMod settings.",
    200001: "The server's AutoMod blocked the title. Exempt the bot or the channel in its AutoMod settings.",
}

_STATUSES = {
    401: "Discord does not accept the bot's token any more. Set DISCORD_TOKEN to the one shown in the developer portal.",
    403: "Discord does not allow this.",
    404: "What was asked for does not exist any more.",
}


@contextmanager
def as_delivery_errors(*, creating: bool) -> Iterator[None]:
    """Turn what a request raises into a DeliveryError; ``creating`` if it leaves something behind in a channel."""
    try:
        yield
    except FAILURES as error:
        raise delivery_error(error, creating=creating) from error


def delivery_error(error: Exception, *, creating: bool) -> DeliveryError:
    """Return what one of :data:`FAILURES` means for a delivery."""
    match error:
        case discord.RateLimited():
            return UnreachableError("Discord asks the bot to slow down.", retry_after=error.retry_after)
        case ServerFailed():
            return _unknown(f"Discord had trouble of its own (HTTP {error.status}).", creating=creating)
        case discord.HTTPException():
            return _of_answer(error, creating=creating)
        case _ if isinstance(error, _NEVER_CONNECTED):
            return UnreachableError("Discord cannot be reached from this machine.")
        case _:
            return _unknown("The connection to Discord broke.", creating=creating)


def _of_answer(error: discord.HTTPException, *, creating: bool) -> DeliveryError:
    if error.status == 429 or error.code == _TOO_MANY_EDITS:
        return UnreachableError("Discord asks the bot to slow down.", code=error.code, retry_after=_retry_after(error))
    # 408 is what proxies between the bot and Discord answer when they stop waiting.
    if error.status >= 500 or error.status == 408:
        return _unknown(f"Discord had trouble of its own (HTTP {error.status}).", creating=creating, code=error.code)
    said = f" Discord says: {error.text} (error {error.code})." if error.text else ""
    known = _REFUSALS.get(error.code) or _STATUSES.get(error.status) or "Discord turned the request down."
    return RefusedError(known + said, code=error.code)


def _unknown(reason: str, *, creating: bool, code: int | None = None) -> DeliveryError:
    return MaybeSentError(reason, code=code) if creating else UnreachableError(reason, code=code)


def _retry_after(error: discord.HTTPException) -> float | None:
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None
