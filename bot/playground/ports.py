"""A port for the page: the one that was asked for, else the next that is free."""

from __future__ import annotations

from bot.errors import NoPortError
from bot.sandbox import Sandbox

__all__ = ["open_sandbox"]

_TRIES = 20
_LAST = 65_535


async def open_sandbox(port: int) -> Sandbox:
    """Return a Discord that listens on ``port`` or on one of the next, 0 for any; NoPortError where none can be had."""
    last, reason = port, ""
    for last in range(port, min(port + _TRIES, _LAST + 1)):
        discord_ = Sandbox(port=last)
        try:
            await discord_.start()
        except OSError as error:
            await discord_.close()
            reason = error.strerror or str(error)
        else:
            return discord_
    raise NoPortError(port, last, reason)
