from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.dataset.cache import CopyCache
from bot.dataset.fetch import Fetcher
from bot.dataset.parsed import Parsed
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Asking, Source
from bot.dataset.rest import Rest
from bot.dataset.sources import PagesSource
from bot.dataset.sources.copied import CopiedText, Place
from bot.dataset.sources.offline import OfflineSource
from bot.dataset.tables.markdown_list import read_papers
from tests.dataset.conftest import Time
from tests.dataset.loopback import Request, Server, serve
from tests.dataset.site import Site, bomb, broken_off, login_page, redirect, slow, status
from tests.dataset.sources.conftest import Opener
from tests.dataset.sources.looks import said, titles
from tests.dataset.texts import row, table

YEARS = [2023, 2024, 2025]


def page(year: int, *, weeks: int = 6) -> str:
    """Return a page with a paper for each week, named by the year and the number of the week."""
    return table(*(row(n, week=f"{year}-01-{n:02}", title=f"{year} {n}") for n in range(1, weeks + 1)))


@pytest.fixture
def site() -> Site:
    return Site({f"/{year}.md": page(year) for year in YEARS})


@pytest.fixture
async def server(site: Site) -> AsyncIterator[Server]:
    async with serve(site) as running:
        yield running


@pytest.fixture(autouse=True)
def _today(timer: Time) -> None:
    timer.now = datetime(2025, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def source(opener: Opener, server: Server) -> Source:
    return opener.pages(server.url("/{year}.md"))


def asked(site: Site) -> list[tuple[str, int]]:
    """Return what was answered since the last time."""
    given, site.given = site.given, []
    return given


async def test_every_page_from_the_first_year_to_the_present_one(source: Source, site: Site, timer: Time) -> None:
    reading = await source.ask()
    assert titles(reading) == [f"{year} {n}" for year in YEARS for n in range(1, 7)]
    assert (reading.problem, reading.complaints, reading.fetched_at) == ("", (), timer.now)
    # Two at once: which of them arrives first is the network's to say.
    assert sorted(path for path, _ in asked(site)) == ["/2023.md", "/2024.md", "/2025.md"]


async def test_first_year(opener: Opener, server: Server, site: Site) -> None:
    source = opener.pages(server.url("/{year}.md"), first_year=2025)
    assert titles(await source.ask())[0] == "2025 1"
    assert len(asked(site)) == 1
    future = opener.pages(server.url("/{year}.md"), first_year=2030)
    reading = await future.ask()
    assert (reading.problem, asked(site)) == ("`first_year` is 2030, which has not begun", [])
    assert said(reading) == ["theirs: `first_year` is 2030, which has not begun"]


async def test_unchanged_pages_are_not_sent_again(source: Source, site: Site, timer: Time) -> None:
    first = await source.ask()
    asked(site)
    await timer.sleep(3600)
    second = await source.ask()
    assert {given for _, given in asked(site)} == {304}
    assert (second.weeks, second.fetched_at) == (first.weeks, timer.now)


async def test_each_page_has_its_copy_which_serves_after_a_restart(
    source: Source, opener: Opener, server: Server, site: Site
) -> None:
    assert source.local().problem == "not asked yet; its papers come with the first refresh"
    reading = await source.ask()
    again = opener.pages(server.url("/{year}.md"))
    assert again.local() == reading
    asked(site)
    await again.ask()
    assert {given for _, given in asked(site)} == {304}


async def test_the_errand_is_watched(source: Source) -> None:
    steps: list[tuple[int, int]] = []
    await source.ask(Asking(lambda done, total: steps.append((done, total))))
    assert steps == [(1, 3), (2, 3), (3, 3)]


async def test_a_server_gets_no_more_than_two_questions_at_once(opener: Opener, server: Server, site: Site) -> None:
    running = most = 0

    async def one(request: Request, writer: asyncio.StreamWriter) -> bytes:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(50):
            await asyncio.sleep(0)
        running -= 1
        answered = site(request, writer)
        assert isinstance(answered, bytes)
        return answered

    server.handler = one
    await opener.pages(server.url("/{year}.md"), first_year=2015).ask()
    assert most == 2


async def test_the_page_of_a_year_that_begins(source: Source, site: Site, timer: Time) -> None:
    await source.ask()
    timer.now = datetime(2026, 1, 2, tzinfo=UTC)
    reading = await source.ask()
    assert (reading.problem, len(reading.weeks)) == ("", 18)
    assert ("/2026.md", 404) in asked(site)
    site.pages["/2026.md"] = page(2026, weeks=1)
    assert titles(await source.ask())[-1] == "2026 1"


async def test_a_list_that_ended_years_ago_is_no_problem(source: Source, site: Site, timer: Time) -> None:
    await source.ask()
    timer.now = datetime(2028, 6, 1, tzinfo=UTC)
    assert (await source.ask()).problem == ""


async def test_a_page_that_is_gone_goes_on_serving(source: Source, opener: Opener, server: Server, site: Site) -> None:
    await source.ask()
    del site.pages["/2024.md"]
    for one in (source, opener.pages(server.url("/{year}.md"))):
        reading = await one.ask()
        assert len(reading.weeks) == 18
        assert reading.problem.startswith(
            "Page 2024: the server no longer has it (404). The last good page of 2025-07-"
        )


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (status("500 Oops"), "the server answered 500 Oops"),
        (status("403 Forbidden"), "the server answered 403 Forbidden; it does not let Paperboy in"),
        (login_page, "it is a web page (HTML) with the title “Sign in & go on”, not a list; does its address want"),
        (bomb, "the text is larger than"),
        (broken_off, "the server broke off or garbled its answer"),
        (redirect("file:///etc/passwd"), "the address redirects to a file address"),
    ],
)
async def test_a_page_that_fails_stops_no_other(
    source: Source, site: Site, timer: Time, fault: object, reason: str
) -> None:
    await source.ask()
    then = timer.now
    assert callable(fault)
    site.always["/2024.md"] = fault
    site.pages["/2024.md"] = page(2024, weeks=7)
    site.pages["/2025.md"] = page(2025, weeks=7)
    await timer.sleep(3600)
    reading = await source.ask()
    assert (len(reading.weeks), titles(reading)[-1]) == (19, "2025 7")
    assert reading.problem.startswith(f"Page 2024: {reason}")
    assert reading.fetched_at == then
    site.always.clear()
    reading = await source.ask()
    assert (len(reading.weeks), reading.problem, reading.fetched_at) == (20, "", timer.now)


async def test_a_page_that_drips_is_given_up(opener: Opener, server: Server, site: Site) -> None:
    await opener.pages(server.url("/{year}.md")).ask()
    site.pages["/2024.md"] = page(2024, weeks=7)
    site.always["/2024.md"] = slow
    hasty = replace(opener, policy=replace(opener.policy, total=1.0, attempts=1))
    reading = await hasty.pages(server.url("/{year}.md")).ask()
    assert len(reading.weeks) == 18
    assert reading.problem.startswith("Page 2024: the server did not finish its answer within 1 s. The last good page")


async def test_a_silent_server_costs_no_more_time_for_all_pages_than_for_one(
    opener: Opener, server: Server, site: Site
) -> None:
    async def silent(sent: bytes, writer: asyncio.StreamWriter) -> bytes:
        await asyncio.Event().wait()
        return b""

    await opener.pages(server.url("/{year}.md"), first_year=2024).ask()
    asked(site)
    site.always = {f"/{year}.md": silent for year in (2022, *YEARS)}
    hasty = replace(opener, policy=replace(opener.policy, whole=0.3))
    reading = await hasty.pages(server.url("/{year}.md"), first_year=2022).ask()
    assert len(reading.weeks) == 12
    assert reading.problem.startswith(
        "Pages 2025 and 2024: the server did not finish its answer; no more tries after 0.3 s. The last good pages of 20"
    )
    assert reading.problem.endswith(
        "Pages 2023 and 2022: not asked this time, as the server took 0.3 s over the pages before"
    )
    assert sorted(path for path, _ in asked(site)) == ["/2024.md", "/2025.md"]


async def test_a_complaint_names_its_page(source: Source, site: Site) -> None:
    site.pages["/2024.md"] += row(9, title="") + "\n"
    assert said(await source.ask()) == ["theirs:9: page 2024: the title is empty; the row is left out"]


class TestAServerThatWantsToBeLeftAlone:
    async def test_it_is_not_asked_for_the_other_pages(self, source: Source, site: Site) -> None:
        await source.ask()
        asked(site)
        for path in site.pages:
            site.always[path] = status("429 Too Many Requests", retry_after="3600")
        reading = await source.ask()
        # Two at a time are on their way; the first answer may come before the second question is sent.
        assert 1 <= len(asked(site)) <= 2
        assert reading.problem == (
            "Pages 2025, 2024 and 2023: the server answered 429 Too Many Requests; it asked to be left alone until "
            "2025-07-01 13:00 UTC. The last good pages of 2025-07-01 12:00 UTC go on serving"
        )

    async def test_nor_at_the_next_refresh_before_it_is_time(self, source: Source, site: Site, timer: Time) -> None:
        site.always["/2025.md"] = status("503 Service Unavailable", retry_after="3600")
        await source.ask()
        site.always.clear()
        asked(site)
        await timer.sleep(3599)
        assert "it asked to be left alone until 2025-07-01 13:00 UTC" in (await source.ask()).problem
        assert asked(site) == []
        await timer.sleep(1)
        reading = await source.ask()
        assert (len(asked(site)), len(reading.weeks), reading.problem) == (3, 18, "")

    async def test_it_is_asked_once_a_day_whatever_it_wants(self, source: Source, site: Site, timer: Time) -> None:
        site.always["/2025.md"] = status("429 Too Many Requests", retry_after="99999999")
        await source.ask()
        site.always.clear()
        await timer.sleep(24 * 3600)
        assert (await source.ask()).problem == ""

    async def test_one_that_says_nothing_of_a_rest_is_asked_again(self, source: Source, site: Site) -> None:
        site.always["/2025.md"] = status("500 Oops")
        await source.ask()
        site.always.clear()
        assert (await source.ask()).problem == ""


class TestAPageThatShrank:
    async def test_the_former_one_goes_on_serving(self, source: Source, site: Site) -> None:
        await source.ask()
        site.pages["/2024.md"] = page(2024, weeks=3)
        reading = await source.ask()
        assert len(reading.weeks) == 18
        assert reading.problem == (
            "Page 2024: the list shrank from 6 papers of 6 weeks to 3 papers of 3 weeks, which looks like an accident; if it "
            "is none, let it pass with `python -m bot refresh --accept`. "
            "The last good page of 2025-07-01 12:00 UTC goes on serving"
        )

    async def test_it_is_asked_for_again_each_time_and_heals_by_itself(
        self, source: Source, site: Site, cache: CopyCache, server: Server
    ) -> None:
        await source.ask()
        before = cache.load(server.url("/2024.md"))
        site.pages["/2024.md"] = page(2024, weeks=1)
        await source.ask()
        asked(site)
        await source.ask()
        assert ("/2024.md", 200) in asked(site)
        kept = cache.load(server.url("/2024.md"))
        assert kept is not None
        assert before is not None
        assert (kept.body, kept.etag) == (before.body, before.etag)
        site.pages["/2024.md"] = page(2024)
        assert (await source.ask()).problem == ""
        assert ("/2024.md", 304) in asked(site)

    async def test_somebody_lets_it_pass(self, source: Source, site: Site) -> None:
        await source.ask()
        site.pages["/2024.md"] = page(2024, weeks=1)
        await source.ask()
        reading = await source.ask(Asking(accept=True))
        assert (len(reading.weeks), reading.problem) == (13, "")
        assert (await source.ask()).problem == ""

    async def test_another_process_lets_it_pass(
        self, source: Source, opener: Opener, server: Server, site: Site, timer: Time
    ) -> None:
        await source.ask()
        site.pages["/2024.md"] = page(2024, weeks=1)
        await timer.sleep(60)
        await opener.pages(server.url("/{year}.md")).ask(Asking(accept=True))
        asked(site)
        reading = await source.ask()
        assert (len(reading.weeks), reading.problem) == (13, "")
        assert {given for _, given in asked(site)} == {304}

    async def test_a_little_less_passes_by_itself(self, source: Source, site: Site) -> None:
        await source.ask()
        site.pages["/2024.md"] = page(2024, weeks=4)
        assert ((await source.ask()).problem, len((await source.ask()).weeks)) == ("", 16)


async def test_no_page_at_all(source: Source, site: Site) -> None:
    site.pages.clear()
    reading = await source.ask()
    assert reading.weeks == ()
    assert reading.problem == (
        "There is no page of any year from 2023 to 2025: the server answered 404 Not Found; is the address right?"
    )


async def test_cancelling_leaves_what_was_kept_whole(source: Source, server: Server, site: Site) -> None:
    others, last = asyncio.Event(), asyncio.Event()

    async def stop_at_2023(request: Request, writer: asyncio.StreamWriter) -> bytes:
        if request.path == "/2023.md":
            last.set()
            await asyncio.Event().wait()
        answered = site(request, writer)
        assert isinstance(answered, bytes)
        return answered

    server.handler = stop_at_2023
    asking = Asking(lambda done, total: others.set() if done == 2 else None)
    task = asyncio.create_task(source.ask(asking))
    await asyncio.gather(others.wait(), last.wait())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(source.local().weeks) == 12


def test_the_origin_names_the_pages_without_secrets(opener: Opener) -> None:
    source = opener.pages("https://me:secret@lists.example/years/{year}.md?key=secret")
    assert source.origin == "https://lists.example/years/{year}.md?…"


async def test_offline(opener: Opener, server: Server, site: Site, timer: Time) -> None:
    empty = OfflineSource(opener.pages(server.url("/{year}.md")))
    assert empty.local().problem == "not asked yet, and Paperboy works offline: there is no copy of it on this machine"
    assert (await empty.ask()) == empty.local()
    assert asked(site) == []
    online = await opener.pages(server.url("/{year}.md")).ask()
    asked(site)
    timer.now += timedelta(days=30)
    offline = OfflineSource(opener.pages(server.url("/{year}.md")))
    assert (await offline.ask(), offline.local(), offline.origin) == (online, online, empty.origin)
    assert (online.problem, asked(site)) == ("", [])


async def test_the_event_loop_stays_free_while_pages_are_read(
    server: Server, opener: Opener, cache: CopyCache, policy: FetchPolicy
) -> None:
    """Measured in processor time of the loop's own thread, whatever else the machine is doing."""

    def toil(text: str, source: str) -> Parsed:
        began = time.thread_time()
        while time.thread_time() - began < 0.3:
            pass
        return read_papers(text, source)

    def text(year: int, page: str) -> CopiedText:
        place = Place(source="theirs", url=page, reader=toil, allow_private=True)
        return CopiedText(place, cache, lambda: Fetcher(opener.client, policy), Rest(policy.clock))

    source = PagesSource("theirs", server.url("/{year}.md"), first_year=2023, policy=policy, text=text)
    before = time.thread_time()
    assert len((await source.ask()).weeks) == 18
    assert time.thread_time() - before < 0.3
