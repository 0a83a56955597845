from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.shelf import Shelf
from bot.catalog import Catalog
from bot.dataset import FetchPolicy
from bot.settings.models import ArxivSettings, DatasetSettings, SourceSettings
from tests.dataset.arxiv_api.fake_arxiv import FakeArxiv, rate_exceeded, running, slow
from tests.dataset.conftest import Time
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
    timer = Time()
    policy = FetchPolicy(sleep=timer.sleep, clock=timer.clock)
    return Shelf(settings or DatasetSettings(), base=tmp_path, cache=tmp_path / "cache", policy=policy)


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
    assert not (await shelf.refresh()).swapped
    assert shelf.catalog is before
    from_file(tmp_path, table(ONE, TWO))
    assert (await shelf.refresh()).swapped
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
    assert (await shelf.follow(from_file(tmp_path, table(ONE)))).swapped
    assert shelf.catalog.find("2304.00001") is not None
    assert (await shelf.follow(DatasetSettings())).swapped
    assert shelf.catalog.find("2304.00001") is None


async def test_papers_whose_catalogue_was_not_built_are_new_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
    (tmp_path / "own.md").write_text(table(ONE, TWO))

    def full(*_: object, **__: object) -> Catalog:
        raise MemoryError

    with monkeypatch.context() as narrow:
        narrow.setattr("bot.app.shelf.Catalog", full)
        with pytest.raises(MemoryError):
            await shelf.refresh()
    assert shelf.catalog.find("2304.00002") is None
    assert (await shelf.refresh()).swapped
    assert shelf.catalog.find("2304.00002") is not None


async def test_what_changed_lately_is_known_while_other_sources_are_first_asked(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
    (tmp_path / "own.md").write_text(table(ONE, TWO))
    await shelf.refresh()
    before = shelf.changes()
    known: list[object] = []

    def asked(_request: object, _writer: object) -> bytes:
        known.extend(shelf.changes())
        return answer(table(ONE))

    async with serve(asked) as server:
        far = SourceSettings(name="far", url=server.url(), allow_private=True)
        await shelf.follow(DatasetSettings(sources=(far,)))
        await shelf.aclose()
    assert len(before) == 1
    assert known == list(before)


async def test_a_source_that_fails_leaves_its_last_papers(tmp_path: Path) -> None:
    async with serve(lambda _request, _writer: answer(table(ONE))) as server:
        shelf = open_shelf(
            tmp_path, DatasetSettings(sources=(SourceSettings(name="far", url=server.url(), allow_private=True),))
        )
        assert shelf.catalog.find("2304.00001") is None
        assert (await shelf.refresh()).swapped
        server.handler = lambda _request, _writer: answer(status="404 Not Found")
        assert not (await shelf.refresh()).swapped
        await shelf.aclose()
    assert shelf.catalog.find("2304.00001") is not None
    assert any(report.problem for report in shelf.loaded.sources)


class TestChanges:
    async def test_each_is_a_line_of_the_log(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, logger="bot.app")
        shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
        from_file(tmp_path, table(ONE.replace("One more", "One"), TWO))
        asked = await shelf.refresh()
        assert caplog.messages[:2] == [
            "Source own: corrected in the week to 2 April 2023: “One paper” (title)",
            "Source own: new week to 9 April 2023, 1 paper",
        ]
        assert [change.source for change in asked.changes] == ["own", "own"]
        assert tuple(shelf.changes()) == asked.changes[::-1]

    async def test_many_are_one_line_with_counts(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, logger="bot.app")
        shelf = open_shelf(tmp_path, from_file(tmp_path, table(ONE)))
        weeks = [
            f"{2019 + number // 12}-{number % 12 + 1:02}-02 | P{number} | https://a.example/{number}"
            for number in range(40)
        ]
        from_file(tmp_path, table(ONE, *weeks))
        await shelf.refresh()
        assert caplog.messages[0] == "Source own: 40 new weeks"
        assert sum("own" in message for message in caplog.messages) == 1

    async def test_a_paper_is_found_by_its_former_identity(self, tmp_path: Path) -> None:
        shelf = open_shelf(tmp_path, from_file(tmp_path, table("2023-04-02 | A Papper | https://a.example/1")))
        former = shelf.catalog.weeks[0].papers[0].identity
        from_file(tmp_path, table("2023-04-02 | A Paper | https://a.example/1"))
        await shelf.refresh()
        assert shelf.loaded.renamed[former] == shelf.catalog.weeks[0].papers[0].identity
        found = shelf.catalog.paper(former)
        assert found is not None
        assert found.title == "A Paper"


class TestCompletion:
    @pytest.fixture
    async def arxiv(self) -> AsyncIterator[FakeArxiv]:
        async with running(FakeArxiv.having("2304.00001", *(f"2305.{number:05}" for number in range(250)))) as opened:
            yield opened

    def settings(self, tmp_path: Path, arxiv: FakeArxiv, *rows: str) -> DatasetSettings:
        asked = ArxivSettings(url=arxiv.url, allow_private=True)
        return from_file(tmp_path, table(ONE, *rows)).model_copy(update={"arxiv": asked})

    async def test_papers_get_what_they_lack_and_whoever_wants_is_told(self, tmp_path: Path, arxiv: FakeArxiv) -> None:
        shelf = open_shelf(tmp_path, self.settings(tmp_path, arxiv))
        swaps: list[Catalog] = []
        before = shelf.catalog
        await shelf.complete(lambda: swaps.append(shelf.catalog))
        await shelf.aclose()
        found = shelf.catalog.find("2304.00001")
        assert found is not None
        assert (found.category, found.authors[0]) == ("cs.CL", "Sébastien Bubeck")
        assert swaps[-1] is shelf.catalog
        assert before is not shelf.catalog

    async def test_the_newest_serve_as_soon_as_they_are_there(self, tmp_path: Path, arxiv: FakeArxiv) -> None:
        rows = [f"2023-05-07 | P {number} | https://arxiv.org/abs/2305.{number:05}" for number in range(250)]
        shelf = open_shelf(tmp_path, self.settings(tmp_path, arxiv, *rows))
        answered = asyncio.Event()
        arxiv.faults.extend([lambda response: response, slow(answered)])
        served = asyncio.Event()
        errand = asyncio.create_task(shelf.complete(served.set, every=0))
        async with asyncio.timeout(20):
            await served.wait()
            assert shelf.catalog.weeks[0].papers[0].authors
            assert not shelf.catalog.weeks[1].papers[0].authors
        errand.cancel()
        await asyncio.wait({errand})
        await shelf.aclose()

    async def test_where_nothing_is_known_more_nothing_is_built(self, tmp_path: Path) -> None:
        async with running(FakeArxiv()) as nobody:
            shelf = open_shelf(tmp_path, self.settings(tmp_path, nobody))
            before = shelf.catalog
            nobody.faults.extend([rate_exceeded] * 3)
            await shelf.complete(lambda: pytest.fail("nothing changed"))
            await shelf.aclose()
        assert shelf.catalog is before
        assert shelf.arxiv_problem
