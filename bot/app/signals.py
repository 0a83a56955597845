"""Stopping when the host says so."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

__all__ = ["run_until_told"]

_NAMES = ("SIGINT", "SIGTERM", "SIGBREAK")
"""Ctrl-C; what hosts and systemd send; what Windows sends to a console program."""

_PATIENCE = 4.0
"""Seconds: less than the five within which a told process is promised to be gone, also where the machine is busy."""

_log = logging.getLogger(__name__)

Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


def run_until_told(work: Work, *, patience: float = _PATIENCE, end: Callable[[int], object] = os._exit) -> None:
    """Run ``work`` on a loop of its own, in the main thread; the event that it gets is set by a signal to end.

    Where it is not done ``patience`` seconds after the first signal, ``end`` is called with exit code 1: a thread that waits
    for a database or a disk cannot be stopped otherwise. What was being sent is settled by the next start.
    """
    last_resort = threading.Timer(patience, _give_up, (patience, end))
    last_resort.daemon = True

    async def until_told() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def tell() -> None:
            if not stop.is_set():
                stop.set()
                last_resort.start()

        with _on_signal(loop, tell):
            await work(stop)

    try:
        asyncio.run(until_told())
    finally:
        last_resort.cancel()


@contextmanager
def _on_signal(loop: asyncio.AbstractEventLoop, tell: Callable[[], object]) -> Iterator[None]:
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        try:
            # A plain handler would not wake a loop that begins to wait for events in that moment, or whose signal another
            # thread gets.
            loop.add_signal_handler(number, tell)
        except NotImplementedError:  # Windows, where every signal wakes the loop
            signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(tell))
    try:
        yield
    finally:
        for number, handler in before.items():
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            signal.signal(number, handler)


def _give_up(patience: float, end: Callable[[int], object]) -> None:
    _log.error("Not everything could be closed within %g seconds; the next start settles what was open.", patience)
    end(1)
