from __future__ import annotations

from pathlib import Path

import pytest

from bot.dataset.cache import CopyCache
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Source
from bot.dataset.sources import AddressSource, FileSource, PagesSource, YearFilesSource, open_source
from bot.dataset.sources.offline import OfflineSource
from bot.settings.models import SourceSettings
from tests.dataset.sources.looks import titles
from tests.dataset.texts import papers


def open_with(folder: Path, *, offline: bool = False, **entry: str) -> Source:
    """Open a source that has no client to ask with."""

    def nobody() -> None:
        raise AssertionError("an address was asked")

    return open_source(
        SourceSettings.model_validate({"name": "mine", **entry}),
        base=folder,
        copies=CopyCache(folder / "cache"),
        fetcher=nobody,  # type: ignore[arg-type]  # is never called
        policy=FetchPolicy(),
        offline=offline,
    )


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"path": "list.md"}, FileSource),
        ({"path": "years/{year}.md"}, YearFilesSource),
        ({"url": "https://lists.example/list.md"}, AddressSource),
        ({"url": "https://lists.example/{year}.md"}, PagesSource),
    ],
)
def test_what_is_opened_for_what(tmp_path: Path, entry: dict[str, str], kind: type) -> None:
    assert type(open_with(tmp_path, offline=False, **entry)) is kind
    offline = open_with(tmp_path, offline=True, **entry)
    assert type(offline) is (OfflineSource if "url" in entry else kind)
    assert offline.name == "mine"


def test_a_relative_path_starts_from_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(papers([1]))
    assert titles(open_with(tmp_path, path="list.md").local()) == ["Paper 1"]
    assert open_with(tmp_path, path=str(tmp_path / "list.md")).origin == str(tmp_path / "list.md")


async def test_offline_files_are_read_anew_and_no_address_is_asked(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(papers([1]))
    file = open_with(tmp_path, offline=True, path="list.md")
    assert titles(await file.ask()) == ["Paper 1"]
    for url in ("https://lists.example/list.md", "https://lists.example/{year}.md"):
        reading = await open_with(tmp_path, offline=True, url=url).ask()
        assert reading.problem.startswith("not asked yet, and Paperboy works offline")


def test_opening_reads_and_makes_nothing(tmp_path: Path) -> None:
    open_with(tmp_path, path="nowhere.md")
    open_with(tmp_path, url="https://lists.example/{year}.md")
    assert list(tmp_path.iterdir()) == []
