"""Waiting for something to become true, without polling: whoever changes the world says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.sandbox.errors import DriverError

__all__ = ["Changes"]

T = TypeVar("T")


class Changes:
    """Wakes those who wait whenever the world changed, and calls those who listen."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Future[None], Callable[[], object]] = {}
        self._listeners: list[Callable[[], None]] = []

    def listen(self, hear: Callable[[], None]) -> Callable[[], None]:
        """Call ``hear`` after every change, which must not change the world itself; returns what ends it."""
        self._listeners.append(hear)
        return partial(self._listeners.remove, hear)

    def notify(self) -> None:
        """Let everybody whose condition now holds go on, and tell those who listen."""
        for hear in list(self._listeners):
            hear()
        for future, condition in list(self._waiting.items()):
            if not future.done() and condition():
                future.set_result(None)

    async def until(self, condition: Callable[[], T | None], *, within: float, otherwise: str) -> T:
        """Wait until ``condition`` returns something true, and return it.

        :param within: seconds
        :raises DriverError: with ``otherwise`` as its message, when the time is over
        """
        found = condition()
        if found:
            return found
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[future] = condition
        try:
            async with asyncio.timeout(within):
                await future
        except TimeoutError:
            raise DriverError(otherwise) from None
        finally:
            del self._waiting[future]
        found = condition()
        if not found:
            raise DriverError(f"{otherwise} (it was so for a moment)")
        return found
