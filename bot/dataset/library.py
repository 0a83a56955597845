"""All sources of the settings together: what the rest of the bot asks for papers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dataset.cache import CopyCache
from bot.dataset.client import http_client
from bot.dataset.merge import merge_weeks
from bot.dataset.overlaps import overlapping
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Reading, Source
from bot.dataset.sources import AddressSource, BundledSource, FileSource
from bot.models import Complaint, SourceReport, Week
from bot.settings.models import DatasetSettings, SourceSettings

if TYPE_CHECKING:
    import httpx

    from bot.dataset.fetch import Fetcher

__all__ = ["Library", "Loaded"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything there is to know about papers at one moment: weeks oldest first, complaints by source, sources in order."""

    weeks: tuple[Week, ...]
    complaints: tuple[Complaint, ...]
    sources: tuple[SourceReport, ...]


class Library:
    """The bundled table, and laid over it the tables that the settings name, in their order.

    ``base`` is the folder that relative paths start from, the settings file's; ``cache`` the folder for copies of addresses,
    made when it is needed. ``client`` makes the HTTP client when the first address is asked; ``aclose`` closes it.
    """

    def __init__(
        self,
        settings: DatasetSettings,
        *,
        base: Path,
        cache: Path,
        client: Callable[[], httpx.AsyncClient] = http_client,
        policy: FetchPolicy | None = None,
    ) -> None:
        self._policy = policy or FetchPolicy()
        self._make_client = client
        self._client: httpx.AsyncClient | None = None
        copies = CopyCache(cache)
        self._sources: tuple[Source, ...] = (
            BundledSource(),
            *(self._source(source, base, copies) for source in settings.sources),
        )
        self._problems: dict[str, str] = {}
        self._refreshing = asyncio.Lock()

    def load_local(self) -> Loaded:
        """Return what this machine has: bundled, files, and the last copies of addresses. Quick; for the start and for checks."""
        return _combine(self._sources, [source.local() for source in self._sources])

    async def refresh(self) -> Loaded:
        """Return the newest there is; addresses are asked all at once, and one refresh at a time.

        Never raises for a source that fails: its last good papers are in the answer, and what is wrong is in its report.
        """
        async with self._refreshing:
            readings = await asyncio.gather(*(source.ask() for source in self._sources))
            self._log_changes(readings)
            return await asyncio.to_thread(_combine, self._sources, readings)

    async def aclose(self) -> None:
        """Close the HTTP client, if one was needed; a refresh after that makes a new one."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _source(self, settings: SourceSettings, base: Path, copies: CopyCache) -> Source:
        if settings.url is not None:
            return AddressSource(settings.name, settings.url, copies, self._fetcher)
        # The settings make sure of one of the two.
        return FileSource(settings.name, base / (settings.path or ""), self._policy.most_bytes)

    def _fetcher(self) -> Fetcher:
        # Imports httpx; see there.
        from bot.dataset.fetch import Fetcher  # noqa: PLC0415

        if self._client is None:
            self._client = self._make_client()
        return Fetcher(self._client, self._policy)

    def _log_changes(self, readings: Iterable[Reading]) -> None:
        """Log what begins to be wrong with a source and when it is over, not the same every few hours."""
        for source, reading in zip(self._sources, readings, strict=True):
            before = self._problems.get(source.name, "")
            self._problems[source.name] = reading.problem
            if reading.problem and reading.problem != before:
                _log.warning("Source %s: %s", source.name, reading.problem)
            elif before and not reading.problem:
                _log.info("Source %s: well again", source.name)


def _combine(sources: Sequence[Source], readings: Sequence[Reading]) -> Loaded:
    return Loaded(
        weeks=merge_weeks(reading.weeks for reading in readings),
        complaints=tuple(complaint for reading in readings for complaint in reading.complaints),
        sources=tuple(_report(source, reading) for source, reading in zip(sources, readings, strict=True)),
    )


def _report(source: Source, reading: Reading) -> SourceReport:
    return SourceReport(
        name=source.name,
        papers=sum(len(week.papers) for week in reading.weeks),
        weeks=len(reading.weeks),
        fetched_at=reading.fetched_at,
        origin=source.origin,
        problem=reading.problem,
        overlapping=overlapping(reading.weeks),
        newest=max((week.end for week in reading.weeks), default=None),
    )
