"""Keeping the papers fresh while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.app.shelf import Shelf
from bot.settings.models import DatasetSettings

__all__ = ["Freshness"]

_log = logging.getLogger(__name__)


class Freshness:
    """Asks the sources at start, as often as the settings say, and when they change; says so when papers changed.

    Meanwhile the last good papers serve.
    """

    def __init__(self, shelf: Shelf, settings: Callable[[], DatasetSettings], changed: Callable[[], None]) -> None:
        self._shelf = shelf
        self._settings = settings
        self._changed = changed
        self._followed = settings()
        self._asked = asyncio.Event()

    def ask_now(self) -> None:
        """Ask the sources without waiting for the hour."""
        self._asked.set()

    async def run(self) -> None:
        """Go on until cancelled; what goes wrong is logged and does not end it."""
        while True:
            self._asked.clear()
            try:
                if await self._ask():
                    self._changed()
            except Exception:  # noqa: BLE001 - logged with its traceback; the next hour may fare better
                _log.exception("The papers could not be refreshed; the last ones serve on.")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._settings().refresh.total_seconds()):
                    await self._asked.wait()

    async def _ask(self) -> bool:
        wanted = self._settings()
        if wanted == self._followed:
            return await self._shelf.refresh()
        changed = await self._shelf.follow(wanted)
        self._followed = wanted
        return changed
