from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.dataset import FetchPolicy, Library, http_client
from bot.settings.models import ArxivSettings, DatasetSettings, SourceSettings
from tests.dataset.conftest import Time
from tests.dataset.loopback import Server, answer
from tests.dataset.texts import papers, row, table


class Opened:
    """Makes libraries of these sources, and counts the clients that they need."""

    def __init__(self, folder: Path, policy: FetchPolicy) -> None:
        self.folder = folder
        self.policy = policy
        self.clients: list[httpx.AsyncClient] = []

    def _client(self) -> httpx.AsyncClient:
        self.clients.append(http_client())
        return self.clients[-1]

    def __call__(
        self, *sources: SourceSettings, arxiv: ArxivSettings | None = None, offline: bool = False
    ) -> AbstractAsyncContextManager[Library]:
        return self._open(DatasetSettings(sources=sources, arxiv=arxiv or ArxivSettings(complete=False)), offline)

    @asynccontextmanager
    async def _open(self, settings: DatasetSettings, offline: bool) -> AsyncIterator[Library]:
        cache = self.folder / "cache"
        library = Library(
            settings, base=self.folder, cache=cache, client=self._client, policy=self.policy, offline=offline
        )
        yield library
        await library.aclose()


def at(url: str, name: str = "theirs", **more: object) -> SourceSettings:
    return SourceSettings(name=name, url=url, allow_private=True, **more)  # type: ignore[arg-type]


@pytest.fixture
def opened(tmp_path: Path, policy: FetchPolicy) -> Opened:
    return Opened(tmp_path, policy)


async def test_without_sources_there_is_the_bundled_list(opened: Opened) -> None:
    async with opened() as library:
        loaded = library.load_local()
        assert (len(loaded.weeks), loaded.complaints) == (12, ())
        (report,) = loaded.sources
        assert (report.name, report.papers, report.weeks, report.fetched_at, report.problem) == (
            "bundled",
            106,
            12,
            None,
            "",
        )
        assert await library.refresh() == loaded
    assert opened.clients == []


async def test_weeks_that_lie_over_others_are_reported_of_tables_alone(opened: Opened, timer: Time) -> None:
    timer.now = datetime(2026, 7, 1, tzinfo=UTC)
    weeks = [("June 14 - June 21", 1), ("June 21 - June 28", 2)]
    page = "".join(
        f"## Papers of the Week ({days}) - 2026\n| 1) **P{number}** - d | [Paper](https://a.b/{number}) |\n"
        for days, number in weeks
    )
    (opened.folder / "page.md").write_text(page)
    (opened.folder / "own.md").write_text(papers([1], week="2026-06-20"))
    sources = [SourceSettings(name=name, path=Path(f"{name}.md")) for name in ("page", "own")]
    async with opened(*sources) as library:
        found = {report.name: report.overlapping for report in library.load_local().sources}
        assert found == {"bundled": (), "page": (), "own": (date(2026, 6, 20),)}


async def test_a_file_beside_the_settings(opened: Opened) -> None:
    (opened.folder / "lists").mkdir()
    (opened.folder / "lists" / "mine.md").write_text(
        papers([1, 2], week="2023-04-02") + row(3, week="2023-03-26") + "\n"
    )
    async with opened(SourceSettings(name="mine", path=Path("lists/mine.md"))) as library:
        loaded = library.load_local()
    assert [len(week.papers) for week in loaded.weeks[-2:]] == [10, 2]
    assert loaded.weeks[-2].papers[-1].title == "Paper 3"
    assert [(report.name, report.papers, report.weeks) for report in loaded.sources] == [
        ("bundled", 106, 12),
        ("mine", 3, 2),
    ]
    assert loaded.sources[1].origin == str(opened.folder / "lists" / "mine.md")


async def test_an_address_is_asked_by_refresh_only(opened: Opened, server: Server, timer: Time) -> None:
    server.handler = lambda request, writer: answer(papers([1], week="2023-04-02"))
    source = at(server.url())
    async with opened(source) as library:
        before = library.load_local()
        assert (len(before.weeks), server.requests) == (12, [])
        assert before.sources[1].problem == "not asked yet; its papers come with the first refresh"
        loaded = await library.refresh()
        assert len(loaded.weeks) == 13
        assert (loaded.sources[1].papers, loaded.sources[1].fetched_at, loaded.sources[1].problem) == (1, timer.now, "")
        await library.refresh()
    async with opened(source) as restarted:
        assert restarted.load_local() == replace(loaded, changes=())
    assert len(opened.clients) == 1
    assert opened.clients[0].is_closed


async def test_a_source_that_fails_stops_no_other(opened: Opened, server: Server) -> None:
    server.handler = lambda request, writer: (
        answer(papers([1], week="2023-04-02")) if request.path == "/good" else answer(status="404 Not Found")
    )
    (opened.folder / "rows.md").write_text(table(row(2, week="2023-04-09"), row(3, title="")))
    sources = (
        at(server.url("/gone"), "gone"),
        SourceSettings(name="missing", path=Path("missing.md")),
        at(server.url("/good"), "good"),
        SourceSettings(name="rows", path=Path("rows.md")),
    )
    async with opened(*sources) as library:
        loaded = await library.refresh()
    assert len(loaded.weeks) == 14
    assert [bool(report.problem) for report in loaded.sources] == [False, True, True, False, False]
    assert [str(complaint) for complaint in loaded.complaints] == [
        "gone: the server answered 404 Not Found; is the address right?",
        f"missing: there is no file {opened.folder / 'missing.md'}",
        "rows:4: the title is empty; the row is left out",
    ]


async def test_a_list_of_one_s_own_corrects_the_bundled_one_and_adds_to_it(opened: Opened) -> None:
    again = "| Week | Title | Paper-Link | Code |\n|-|-|-|-|\n"
    again += "| 2023-03-26 | Another title | https://arxiv.org/abs/2303.12712v5, [Code](https://github.com/x/y) | |\n"
    (opened.folder / "mine.md").write_text(again)
    async with opened(SourceSettings(name="mine", path=Path("mine.md"))) as library:
        week = library.load_local().weeks[-1]
    paper = week.papers[0]
    assert (len(week.papers), paper.title, paper.rank) == (9, "Another title", 1)
    assert paper.abstract.startswith("Artificial intelligence (AI) researchers")
    assert [link.label for link in paper.links] == ["Paper", "Code", "Tweet"]


async def test_addresses_are_asked_at_the_same_time(opened: Opened, server: Server) -> None:
    both = asyncio.Barrier(2)

    async def wait_for_the_other() -> bytes:
        await both.wait()
        return answer(papers([1]))

    server.handler = lambda request, writer: wait_for_the_other()
    async with opened(at(server.url("/a"), "a"), at(server.url("/b"), "b")) as library:
        assert [report.papers for report in (await library.refresh()).sources] == [106, 1, 1]


async def test_two_refreshes_do_not_run_at_once(opened: Opened, server: Server) -> None:
    running = most = 0

    async def one() -> bytes:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(20):
            await asyncio.sleep(0)
        running -= 1
        return answer(papers([1]))

    server.handler = lambda request, writer: one()
    async with opened(at(server.url(), "a")) as library:
        await asyncio.gather(library.refresh(), library.refresh())
    assert (most, len(server.requests)) == (1, 2)


async def test_what_begins_to_fail_is_logged_once_and_so_is_its_end(
    opened: Opened, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.dataset")
    responses = [
        answer(papers([1])),
        answer(status="404 Not Found"),
        answer(status="404 Not Found"),
        answer(papers([1])),
    ]
    server.handler = lambda request, writer: responses.pop(0)
    async with opened(at(server.url("/x?key=secret"))) as library:
        for _ in range(4):
            await library.refresh()
    warning, information = ((record.levelname, record.getMessage()) for record in caplog.records)
    reason = "the server answered 404 Not Found; is the address right?"
    problem = f"{reason} The last good list of 2023-04-01 12:00 UTC goes on serving"
    assert warning == ("WARNING", f"Source theirs: {problem}")
    assert information == ("INFO", "Source theirs: well again")


async def test_closing_is_harmless_and_not_the_end(opened: Opened, server: Server) -> None:
    server.handler = lambda request, writer: answer(papers([1]))
    async with opened(at(server.url(), "a")) as library:
        await library.aclose()
        await library.refresh()
        await library.aclose()
        assert (await library.refresh()).sources[1].papers == 1
    assert all(client.is_closed for client in opened.clients)


async def test_the_event_loop_stays_free_while_a_large_list_is_read(opened: Opened, server: Server) -> None:
    large = table(
        *(row(number, week=f"{1983 + number % 40}-{3 + number // 40 % 2:02}-06") for number in range(1, 20_000))
    )
    server.handler = lambda request, writer: answer(large)
    opened.policy = FetchPolicy(sleep=opened.policy.sleep, clock=opened.policy.clock)
    async with opened(at(server.url())) as library:
        library.load_local()
        # The processor time of this thread, which is the loop's: others that are busy do not count.
        before = time.thread_time()
        assert (await library.refresh()).sources[1].papers == 19_999
        in_the_loop = time.thread_time() - before
        before = time.thread_time()
        library.load_local()
        at_once = time.thread_time() - before
    assert in_the_loop < at_once / 4


def test_a_bot_without_addresses_does_not_import_httpx() -> None:
    code = (
        "import sys, pathlib; from bot.dataset import Library; from bot.settings.models import DatasetSettings;"
        "p = pathlib.Path('nowhere'); Library(DatasetSettings(), base=p, cache=p).load_local();"
        "assert not {'httpx', 'rich', 'alembic'} & set(sys.modules), 'imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])  # noqa: S603 - the code above


def test_the_default_policy_is_patient_but_not_endless() -> None:
    policy = FetchPolicy()
    assert policy.clock().utcoffset() == timedelta(0)
    assert policy.connect < policy.total
    assert policy.read < policy.total
