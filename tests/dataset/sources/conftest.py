"""Sources opened as the library opens them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.dataset.cache import CopyCache
from bot.dataset.fetch import Fetcher
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Source
from bot.dataset.rest import Rest
from bot.dataset.sources import PagesSource, open_source
from bot.dataset.sources.copied import CopiedText, Place
from bot.dataset.tables.markdown_list import read_papers
from bot.settings.models import SourceSettings


@dataclass(frozen=True)
class Opener:
    """Opens a source called ``theirs`` at an address, anew at each call, as a restart does."""

    folder: Path
    cache: CopyCache
    client: httpx.AsyncClient
    policy: FetchPolicy

    def __call__(self, url: str, *, offline: bool = False, **settings: object) -> Source:
        entry = {"name": "theirs", "url": url, "allow_private": True, **settings}
        return self.open(SourceSettings.model_validate(entry), offline=offline)

    def open(self, settings: SourceSettings, *, offline: bool = False) -> Source:
        return open_source(
            settings,
            base=self.folder,
            copies=self.cache,
            fetcher=lambda: Fetcher(self.client, self.policy),
            policy=self.policy,
            offline=offline,
        )

    def pages(self, url: str, *, first_year: int = 2023) -> Source:
        """Open tables of papers by the year, which only weekly pages have; they are quicker to write in tests."""

        rest = Rest(self.policy.clock)

        def text(year: int, page: str) -> CopiedText:
            place = Place(source="theirs", url=page, reader=read_papers, allow_private=True)
            return CopiedText(place, self.cache, lambda: Fetcher(self.client, self.policy), rest)

        return PagesSource("theirs", url, first_year=first_year, policy=self.policy, text=text)


@pytest.fixture
def cache(tmp_path: Path) -> CopyCache:
    return CopyCache(tmp_path / "cache")


@pytest.fixture
def opener(tmp_path: Path, cache: CopyCache, client: httpx.AsyncClient, policy: FetchPolicy) -> Opener:
    return Opener(tmp_path, cache, client, policy)
