"""Asking the sources as the command line has it, over real addresses on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.refreshing import Account, refresh_sources
from bot.dataset.sources import BundledSource
from bot.errors import SettingsError
from bot.models import ChangeKind
from tests.app.test_rooms import environment
from tests.app.test_shelf import ONE, TWO, table
from tests.dataset.arxiv_api.fake_arxiv import FakeArxiv, running
from tests.dataset.loopback import Server, answer, serve

Steps = list[tuple[str, int, int]]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve(lambda _request, _writer: answer(table(ONE))) as opened:
        yield opened


def set_up(folder: Path, server: Server, *more: str) -> None:
    lines = [f"    - {{name: far, url: {server.url()!r}, allow_private: true}}", *more]
    (folder / "paperboy.yaml").write_text("\n".join(["dataset:", "  sources:", *lines, ""]), encoding="utf-8")


OFF = "  arxiv: {complete: false}"


def nobody(*_: object) -> None:
    """Watch nothing."""


async def test_what_came_is_told_and_kept(tmp_path: Path, server: Server) -> None:
    set_up(tmp_path, server, OFF)
    steps: Steps = []
    first = await refresh_sources(environment(tmp_path), accept=False, progress=lambda *step: steps.append(step))
    assert [(report.name, report.papers) for report in first.sources] == [("bundled", 106), ("far", 1)]
    assert [change.kind for change in first.changes] == [ChangeKind.FIRST]
    assert (first.failing, first.incomplete, first.completed, first.stopped) == (False, 0, 0, False)
    assert steps[-1] == ("far", 1, 1)
    server.handler = lambda _request, _writer: answer(table(ONE.replace("One", "1"), TWO))
    second = await refresh_sources(environment(tmp_path), accept=False, progress=nobody)
    assert [change.kind for change in second.changes] == [ChangeKind.NEW_WEEK, ChangeKind.CORRECTED_PAPER]


async def test_a_source_that_fails_is_told_once(tmp_path: Path, server: Server) -> None:
    set_up(tmp_path, server, OFF)
    server.handler = lambda _request, _writer: answer(status="404 Not Found")
    told = await refresh_sources(environment(tmp_path), accept=False, progress=nobody)
    assert told.failing
    assert "404" in told.sources[1].problem
    assert told.complaints == ()


async def test_a_list_that_shrank_can_be_accepted(tmp_path: Path, server: Server) -> None:
    set_up(tmp_path, server, OFF)
    weeks = [f"2023-05-{day:02} | Paper {day} | https://arxiv.org/abs/2305.{day:05}" for day in range(1, 11)]
    papers = []
    served = table(*weeks)
    server.handler = lambda _request, _writer: answer(served)
    for rows, accept in ((weeks, False), (weeks[:2], False), (weeks[:2], True)):
        served = table(*rows)
        told = await refresh_sources(environment(tmp_path), accept=accept, progress=nobody)
        papers.append((told.sources[1].papers, told.failing))
    assert papers == [(10, False), (10, True), (2, False)]


async def test_papers_are_completed_with_their_progress(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dataset.arxiv_api.pace._REST", 0.0)
    async with running(FakeArxiv.having("2304.00001", *_bundled())) as arxiv:
        set_up(tmp_path, server, f"  arxiv: {{url: {arxiv.url!r}, allow_private: true}}")
        steps: Steps = []
        told = await refresh_sources(environment(tmp_path), accept=False, progress=lambda *step: steps.append(step))
    assert (told.completed, told.incomplete, told.arxiv_problem) == (len(arxiv.papers), 0, "")
    assert ("arXiv", told.completed, told.completed) == steps[-1]


async def test_cut_off_it_tells_what_there_is_by_then(tmp_path: Path, server: Server) -> None:
    slow = asyncio.Event()

    async def hang() -> bytes:
        slow.set()
        await asyncio.Event().wait()
        return b""

    server.handler = lambda request, _writer: hang() if request.path == "/slow" else answer(table(ONE))
    set_up(tmp_path, server, f"    - {{name: slow, url: {server.url('/slow')!r}, allow_private: true}}", OFF)
    asked = asyncio.create_task(refresh_sources(environment(tmp_path), accept=False, progress=nobody))
    async with asyncio.timeout(10):
        await slow.wait()
        while not list((tmp_path / "data" / "cache").glob("*.copy")):  # noqa: ASYNC110 - a file sets no event
            await asyncio.sleep(0.01)
    asked.cancel()
    told = await asked
    assert told.stopped
    assert [change.source for change in told.changes] == ["far"]
    assert [report.papers for report in told.sources] == [106, 1, 0]


async def test_cut_off_it_counts_what_arxiv_told_by_then(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dataset.arxiv_api.pace._REST", 0.0)
    asked: asyncio.Task[Account]

    def stop_at_the_first_answer(name: str, done: int, total: int) -> None:
        if name == "arXiv":
            asked.cancel()

    async with running(FakeArxiv.having("2304.00001", *_bundled())) as arxiv:
        set_up(tmp_path, server, f"  arxiv: {{url: {arxiv.url!r}, allow_private: true}}")
        asked = asyncio.create_task(
            refresh_sources(environment(tmp_path), accept=False, progress=stop_at_the_first_answer)
        )
        told = await asked
    assert (told.stopped, told.completed, told.incomplete) == (True, 100, len(arxiv.papers) - 100)


async def test_offline_nothing_is_asked(tmp_path: Path, server: Server) -> None:
    set_up(tmp_path, server)
    told = await refresh_sources(replace(environment(tmp_path), offline=True), accept=False, progress=nobody)
    assert (told.offline, told.completed, server.requests) == (True, 0, [])


async def test_settings_that_are_wrong_are_said(tmp_path: Path) -> None:
    (tmp_path / "paperboy.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="nonsense"):
        await refresh_sources(environment(tmp_path), accept=False, progress=nobody)


def _bundled() -> list[str]:
    papers = (paper for week in BundledSource().local().weeks for paper in week.papers)
    return [paper.arxiv_id.base for paper in papers if paper.arxiv_id is not None]
