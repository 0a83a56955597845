"""The papers in force: where the dataset's weeks become the catalogue that everybody reads."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from pathlib import Path

from bot.catalog import Catalog
from bot.dataset import Library, Loaded
from bot.dataset.sources import BundledSource
from bot.models import Complaint, SourceReport
from bot.settings.models import DatasetSettings

__all__ = ["Shelf"]

_log = logging.getLogger(__name__)


class Shelf:
    """Holds one catalogue, and swaps it for the next in one assignment: readers never see half of one.

    ``base`` is the folder that relative paths of sources start from, ``cache`` that of copies of addresses.
    """

    def __init__(self, settings: DatasetSettings, *, base: Path, cache: Path) -> None:
        self._base = base
        self._cache = cache
        self._library = self._open(settings)
        self._loaded = self._library.load_local()
        self._catalog = Catalog(self._loaded.weeks)
        _log_complaints(self._loaded, ())

    @property
    def catalog(self) -> Catalog:
        """The catalogue in force."""
        return self._catalog

    @property
    def loaded(self) -> Loaded:
        """What the catalogue was made of, with what could not be read."""
        return self._loaded

    def sources(self) -> Sequence[str]:
        """Return a line for each place that papers come from, for members: with its name, without its path or address."""
        return [f"{_public_name(report)}: {report.extent}" for report in self._loaded.sources if report.papers]

    async def refresh(self) -> bool:
        """Ask every source anew; return whether the papers changed. A source that fails leaves its last good papers."""
        loaded = await self._library.refresh()
        before, self._loaded = self._loaded, loaded
        _log_complaints(loaded, before.complaints)
        if loaded.weeks == before.weeks:
            return False
        self._catalog = await asyncio.to_thread(Catalog, loaded.weeks)
        _log.info("now serving %d papers of %d weeks", len(self._catalog.papers), len(loaded.weeks))
        return True

    async def follow(self, settings: DatasetSettings) -> bool:
        """Take papers from other sources from now on; return whether the papers changed."""
        before, self._library = self._library, self._open(settings)
        await before.aclose()
        return await self.refresh()

    async def aclose(self) -> None:
        """Close what asking addresses had opened."""
        await self._library.aclose()

    def _open(self, settings: DatasetSettings) -> Library:
        return Library(settings, base=self._base, cache=self._cache)


def _public_name(report: SourceReport) -> str:
    return BundledSource.origin if report.name == BundledSource.name else report.name


def _log_complaints(loaded: Loaded, before: Collection[Complaint]) -> None:
    """Log what is new among the complaints. What is wrong with a source as a whole, the library logs."""
    known = {*before, *(Complaint(report.name, 0, report.problem) for report in loaded.sources)}
    for complaint in loaded.complaints:
        if complaint not in known:
            _log.warning("%s", complaint)
