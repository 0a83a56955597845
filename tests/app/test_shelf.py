from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.app.shelf import Shelf
from bot.settings.models import DatasetSettings, SourceSettings
from tests.dataset.loopback import answer, serve

BUNDLED = 106
HEADER = "| Week | Title | Paper-Link |\n| --- | --- | --- |\n"


def table(*rows: str) -> str:
    return HEADER + "".join(f"| {row} |\n" for row in rows)


ONE = "2023-04-02 | One more paper | https://arxiv.org/abs/2304.00001"
TWO = "2023-04-09 | And another | https://arxiv.org/abs/2304.00002"


def from_file(tmp_path: Path, text: str) -> DatasetSettings:
    (tmp_path / "own.md").write_text(text, encoding="utf-8")
    return DatasetSettings(sources=(SourceSettings(name="own", path=Path("own.md")),))


def open_shelf(tmp_path: Path, settings: DatasetSettings | None = None) -> Shelf:
    return Shelf(settings or DatasetSettings(), base=tmp_path, cache=tmp_path / "cache")


def test_it_begins_with_what_the_machine_has(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
    assert len(shelf.catalog.papers) == BUNDLED + 1
    assert shelf.catalog.find("2304.00001") is not None


def test_members_are_told_the_sources_by_name_with_what_each_has(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
    assert shelf.sources() == ["the list that comes with Paperboy: 106 papers of 12 weeks", "own: 1 paper of 1 week"]


def test_a_source_without_papers_is_not_told(tmp_path: Path) -> None:
    assert len(open_shelf(tmp_path, from_file(tmp_path, "no table")).sources()) == 1


async def test_a_refresh_swaps_the_catalogue_only_if_papers_changed(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
    before = shelf.catalog
    assert not await shelf.refresh()
    assert shelf.catalog is before
    from_file(tmp_path, table(ONE, TWO))
    assert await shelf.refresh()
    assert len(shelf.catalog.papers) == BUNDLED + 2
    assert len(before.papers) == BUNDLED + 1


BAD = "someday | Bad | https://arxiv.org/abs/2304.00003"


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


async def test_a_row_that_cannot_be_read_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE, BAD)))
    await shelf.refresh()
    from_file(tmp_path, table(ONE, BAD, BAD))
    await shelf.refresh()
    first, second = warnings(caplog)
    assert "own:4:" in first
    assert "own:5:" in second


async def test_a_source_that_fails_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE, BAD)))
    (tmp_path / "own.md").unlink()
    await shelf.refresh()
    await shelf.refresh()
    assert len(warnings(caplog)) == 2
    assert "there is no file" in warnings(caplog)[1]


async def test_following_other_sources(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    assert await shelf.follow(from_file(tmp_path, table(ONE)))
    assert shelf.catalog.find("2304.00001") is not None
    assert await shelf.follow(DatasetSettings())
    assert shelf.catalog.find("2304.00001") is None


async def test_a_source_that_fails_leaves_its_last_papers(tmp_path: Path) -> None:
    async with serve(lambda _request, _writer: answer(table(ONE))) as server:
        shelf = open_shelf(tmp_path, DatasetSettings(sources=(SourceSettings(name="far", url=server.url()),)))
        assert shelf.catalog.find("2304.00001") is None
        assert await shelf.refresh()
        server.handler = lambda _request, _writer: answer(status="404 Not Found")
        assert not await shelf.refresh()
        await shelf.aclose()
    assert shelf.catalog.find("2304.00001") is not None
    assert any(report.problem for report in shelf.loaded.sources)
