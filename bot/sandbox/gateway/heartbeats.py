"""Answering heartbeats, and noticing that a client has stopped to beat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

__all__ = ["Acknowledgements", "Heartbeats", "Later", "on_the_loop"]


class Timer(Protocol):
    """Something under way that can be called off."""

    def cancel(self) -> None:
        """Call it off."""


Later = Callable[[float, Callable[[], None]], Timer]
"""Calls a function after so many seconds."""


def on_the_loop(seconds: float, what: Callable[[], None]) -> Timer:
    """Call a function after a time by the running loop's clock."""
    return asyncio.get_running_loop().call_later(seconds, what)


class Heartbeats:
    """Calls ``missed`` once, as soon as no heartbeat came for ``patience`` seconds."""

    def __init__(self, patience: float, missed: Callable[[], None], later: Later = on_the_loop) -> None:
        self._patience = patience
        self._missed = missed
        self._later = later
        self._timer = later(patience, missed)

    def beat(self) -> None:
        """Take a heartbeat."""
        self._timer.cancel()
        self._timer = self._later(self._patience, self._missed)

    def stop(self) -> None:
        """Expect no more."""
        self._timer.cancel()


class Acknowledgements:
    """Sends the answer to each heartbeat as late as a network brings it, while the connection goes on.

    :param after: seconds; discord.py notes when it beat only after it did, and an answer that comes before that passes
        for one that was under way for a whole interval
    """

    def __init__(self, after: float, send: Callable[[], Awaitable[None]]) -> None:
        self._after = after
        self._send = send
        self._due: set[asyncio.Task[None]] = set()

    def beat(self) -> None:
        """Answer a heartbeat in time."""
        answer = asyncio.create_task(self._answer(), name="sandbox gateway acknowledgement")
        self._due.add(answer)
        answer.add_done_callback(self._due.discard)

    def stop(self) -> None:
        """Answer no more."""
        for answer in self._due:
            answer.cancel()

    async def _answer(self) -> None:
        await asyncio.sleep(self._after)
        await self._send()
