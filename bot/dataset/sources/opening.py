"""From an entry of the settings to a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dataset.cache import CopyCache
from bot.dataset.forms import reader_for
from bot.dataset.parsed import Reader
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Source
from bot.dataset.rest import Rest
from bot.dataset.sources.address import AddressSource
from bot.dataset.sources.copied import CopiedText, Place
from bot.dataset.sources.file import FileSource, FileText, YearFilesSource
from bot.dataset.sources.offline import OfflineSource
from bot.dataset.sources.pages import PagesSource
from bot.dataset.sources.turns import in_turn
from bot.settings.models import SourceSettings

if TYPE_CHECKING:
    from bot.dataset.fetch import Fetcher

__all__ = ["open_source"]

_YEAR = "{year}"


@dataclass(frozen=True, slots=True)
class _Opening:
    """What an entry of the settings is opened with."""

    settings: SourceSettings
    copies: CopyCache
    fetcher: Callable[[], Fetcher]
    policy: FetchPolicy
    rest: Rest

    def copied(self, url: str, year: int | None = None) -> CopiedText:
        place = Place(
            source=self.settings.name,
            url=url,
            reader=self._reader(year),
            allow_private=self.settings.allow_private,
        )
        return CopiedText(place, self.copies, self.fetcher, self.rest)

    def file(self, path: Path, year: int | None = None) -> FileText:
        return FileText(self.settings.name, path, self._reader(year), self.policy.most_bytes)

    def _reader(self, year: int | None) -> Reader:
        return in_turn(reader_for(self.settings, page_year=year))

    def at_address(self, url: str) -> Source:
        name = self.settings.name
        if _YEAR not in url:
            return AddressSource(name, url, self.copied(url))
        return PagesSource(
            name,
            url,
            first_year=self.settings.first_year,
            policy=self.policy,
            text=lambda year, page: self.copied(page, year),
        )

    def in_file(self, path: Path) -> Source:
        name = self.settings.name
        if _YEAR not in str(path):
            return FileSource(name, path, self.file(path))
        return YearFilesSource(
            name,
            path,
            first_year=self.settings.first_year,
            clock=self.policy.clock,
            text=lambda year, page: self.file(page, year),
        )


def open_source(
    settings: SourceSettings,
    *,
    base: Path,
    copies: CopyCache,
    fetcher: Callable[[], Fetcher],
    policy: FetchPolicy,
    offline: bool = False,
) -> Source:
    """Return the source that the settings describe; nothing is read or asked yet.

    ``base`` is the folder that relative paths start from, the settings file's. ``fetcher`` is called when an address is asked,
    so that a bot without addresses needs no client. With ``offline`` no address is asked at all.
    """
    opening = _Opening(settings, copies, fetcher, policy, Rest(policy.clock))
    if settings.url is None:
        # The settings make sure of one of the two.
        return opening.in_file(base / (settings.path or ""))
    source = opening.at_address(settings.url)
    return OfflineSource(source) if offline else source
