"""What the Discord room is handed: the rooms that it shows, and nothing global."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.catalog import Catalog
from bot.digests.desk import DigestDesk
from bot.errors import SettingsError
from bot.models import Change, Refreshed, SourceReport
from bot.settings.models import Settings

__all__ = ["Notes", "Services", "Sources"]


class Notes(Protocol):
    """Small strings that outlive the process."""

    async def get(self, key: str) -> str | None:
        """Return what was noted, None if nothing was."""
        ...

    async def set(self, key: str, value: str) -> None:
        """Note a string in place of what stood there."""
        ...


class Sources(Protocol):
    """Where papers come from, for admins."""

    def reports(self) -> Sequence[SourceReport]:
        """Return how each source stands, in the settings' order, the bundled one first."""
        ...

    def changes(self) -> Sequence[Change]:
        """Return what changed lately in the sources, newest first."""
        ...

    async def refresh(self) -> Refreshed:
        """Look for newer papers now; asked a moment ago, nothing is asked, and the answer says what that brought and when."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The rooms behind the commands.

    ``catalog`` and ``settings`` are asked anew for each answer, because both are replaced while the bot runs.
    ``settings_error`` is what is wrong with the settings file since the last change, None if nothing: its words may quote what
    belongs to any server. ``sources`` is one line for each place that papers come from, for members; ``papers`` tells admins
    how those stand, and asks them.
    """

    catalog: Callable[[], Catalog]
    settings: Callable[[], Settings]
    settings_error: Callable[[], SettingsError | None]
    desk: DigestDesk
    sources: Callable[[], Sequence[str]]
    papers: Sources
    notes: Notes
