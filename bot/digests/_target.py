"""What deciding about a digest in a channel takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.digests.reports import ChannelHistory, EditionRecord
from bot.digests.selection import Selected
from bot.settings.models import DigestSettings

__all__ = ["Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A digest in a channel, and all that deciding about it at ``now`` takes."""

    digest: DigestSettings
    channel_id: int
    weeks: tuple[Selected, ...]
    history: ChannelHistory
    now: datetime
    in_force_since: datetime | None = None
    """Since when the digest's schedule is what it is, if it was just changed."""

    @property
    def pair(self) -> tuple[str, int]:
        """The digest's name and the channel."""
        return self.digest.name, self.channel_id

    def found(self, edition: EditionRecord) -> bool:
        """Tell whether the channel turned out to have that week: a ledger that is new, or was lost, learns it on delivery."""
        return edition.adopted and edition.key.week not in self.history.editions
