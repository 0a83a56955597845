"""The sources of papers, for admins in Discord: how they stand, what changed, and a look for newer papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.app.freshness import Freshness
from bot.app.shelf import Shelf
from bot.models import Change, Refreshed, SourceReport

__all__ = ["PaperSources"]

_PAUSE = timedelta(minutes=1)
"""From any asking to one by hand, over all servers: those that serve lists for free are not to be hammered by a button."""


class PaperSources:
    """What :class:`bot.discord_app.services.Sources` promises."""

    def __init__(self, shelf: Shelf, freshness: Freshness, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._freshness = freshness
        self._clock = clock

    def reports(self) -> Sequence[SourceReport]:
        """Return how each source stands, in the settings' order, the bundled one first."""
        return self._shelf.loaded.sources

    def changes(self) -> Sequence[Change]:
        """Return what changed lately, newest first."""
        return self._shelf.changes()

    async def refresh(self) -> Refreshed:
        """Ask the sources now, or wait for the asking that is under way; of one a moment ago its outcome is the answer."""
        asked_at = self._freshness.asked_at
        if not self._freshness.asking and asked_at is not None and asked_at <= self._clock() < asked_at + _PAUSE:
            return Refreshed(self._freshness.brought.changes, tuple(self.reports()), asked_at)
        asked = await self._freshness.ask()
        return Refreshed(asked.changes, tuple(self.reports()))
