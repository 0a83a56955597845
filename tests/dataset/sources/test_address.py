from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.dataset import http_client
from bot.dataset.cache import Copy, CopyCache
from bot.dataset.fetch import Fetcher
from bot.dataset.parsed import Parsed
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Asking, Reading, Source
from bot.dataset.rest import Rest
from bot.dataset.sources.copied import CopiedText, Place
from bot.dataset.tables.markdown_list import read_papers
from tests.dataset.conftest import Time
from tests.dataset.loopback import Server, answer
from tests.dataset.sources.conftest import Opener
from tests.dataset.sources.looks import said, titles
from tests.dataset.texts import papers

MAKE = Callable[[], Source]


@pytest.fixture
def cache(tmp_path: Path) -> CopyCache:
    return CopyCache(tmp_path / "cache")


@pytest.fixture
def make(server: Server, opener: Opener) -> MAKE:
    """Return what makes the source anew, as a restart does."""
    server.handler = lambda request, writer: answer(papers([1]), etag='"1"')
    return lambda: opener(server.url())


def test_before_it_was_asked(make: MAKE) -> None:
    assert make().local() == Reading(problem="not asked yet; its papers come with the first refresh")


async def test_asking(make: MAKE, timer: Time) -> None:
    reading = await make().ask()
    assert (titles(reading), reading.problem, reading.complaints, reading.fetched_at) == (
        ["Paper 1"],
        "",
        (),
        timer.now,
    )


async def test_after_a_restart_the_copy_serves_at_once(make: MAKE) -> None:
    assert make().local() != (asked := await make().ask())
    assert make().local() == asked


async def test_unchanged(make: MAKE, server: Server, timer: Time) -> None:
    first = await make().ask()
    server.handler = lambda request, writer: answer(status="304 Not Modified")
    await timer.sleep(3600)
    second = await make().ask()
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert second == replace(first, fetched_at=timer.now)
    assert make().local() == second


async def test_changed(make: MAKE, server: Server) -> None:
    await make().ask()
    server.handler = lambda request, writer: answer(papers([1, 2]), etag='"2"')
    assert titles(await make().ask()) == ["Paper 1", "Paper 2"]
    await make().ask()
    assert server.requests[-1].headers["if-none-match"] == '"2"'


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        (answer(status="404 Not Found"), "the server answered 404 Not Found; is the address right?"),
        (answer(status="500 Oops"), "the server answered 500 Oops"),
        (answer(""), "the text is empty. Expected"),
        (
            answer("<html>Please sign in</html>"),
            "it is a web page (HTML), not a list; does its address want a login, or",
        ),
        (answer(b"\xff\0"), "the text is not UTF-8; the first byte that is wrong stands in line 1; save it as UTF-8"),
        (answer(b"x" * 200_000), "the text is larger than"),
        (answer(papers([2]), content_length="9999"), "the server broke off"),
    ],
)
async def test_a_bad_answer_never_takes_the_good_copy_away(
    make: MAKE, server: Server, response: bytes, problem: str
) -> None:
    first = await make().ask()
    server.handler = lambda request, writer: response
    for source in (make(), make()):
        reading = await source.ask()
        assert (titles(reading), reading.fetched_at) == (["Paper 1"], first.fetched_at)
        assert reading.problem.startswith(problem)
        assert reading.problem.endswith(" The last good list of 2023-04-01 12:00 UTC goes on serving")
        assert said(reading) == [f"theirs: {reading.problem}"]
        assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert make().local() == first


async def test_a_bad_answer_at_the_very_first(make: MAKE, server: Server) -> None:
    server.handler = lambda request, writer: answer(status="404 Not Found")
    reading = await make().ask()
    assert (reading.weeks, reading.problem) == ((), "the server answered 404 Not Found; is the address right?")


async def test_a_damaged_copy_is_ignored_said_and_fetched_anew(make: MAKE, cache: CopyCache, server: Server) -> None:
    await make().ask()
    path = cache.path(server.url())
    path.write_bytes(path.read_bytes()[:-1])
    reading = make().local()
    assert reading.weeks == ()
    assert said(reading)[0].startswith("theirs: the copy on disk cannot be used and is fetched anew (")
    assert titles(await make().ask()) == ["Paper 1"]
    assert "if-none-match" not in server.requests[-1].headers
    assert titles(make().local()) == ["Paper 1"]


async def test_a_copy_that_can_no_longer_be_read_as_papers_is_fetched_anew(
    make: MAKE, cache: CopyCache, server: Server
) -> None:
    await make().ask()
    copy = cache.load(server.url())
    assert copy is not None
    cache.store(replace(copy, body=b"from another time"))
    assert titles(await make().ask()) == ["Paper 1"]
    assert "if-none-match" not in server.requests[-1].headers


async def test_a_disk_that_keeps_nothing(make: MAKE, tmp_path: Path, server: Server) -> None:
    (tmp_path / "cache").touch()
    source = make()
    reading = await source.ask()
    assert (titles(reading), reading.problem) == (["Paper 1"], "")
    assert said(reading)[0].startswith("theirs: no copy could be kept on disk (")
    server.handler = lambda request, writer: answer(status="404 Not Found")
    assert titles(await source.ask()) == ["Paper 1"]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://lists.example/a.md?key=secret#x", "https://lists.example/a.md?…"),
        ("https://me:secret@lists.example:8443/a.md", "https://lists.example:8443/a.md"),
    ],
)
def test_no_secret_is_shown(opener: Opener, url: str, origin: str) -> None:
    assert opener(url).origin == origin


class TestAListThatShrank:
    async def test_the_former_one_goes_on_serving(self, make: MAKE, server: Server, cache: CopyCache) -> None:
        server.handler = lambda request, writer: answer(papers(range(1, 9)), etag='"8"')
        await make().ask()
        server.handler = lambda request, writer: answer(papers([1, 2]), etag='"2"')
        for source in (make(), make()):
            reading = await source.ask()
            assert len(titles(reading)) == 8
            assert reading.problem == (
                "the list shrank from 8 papers of 1 week to 2 papers of 1 week, which looks like an accident; if it is "
                "none, let it pass with `python -m bot refresh --accept`. "
                "The last good list of 2023-04-01 12:00 UTC goes on serving"
            )
        copy = cache.load(server.url())
        assert copy is not None
        assert copy.etag == '"8"'

    async def test_somebody_lets_it_pass(self, make: MAKE, server: Server) -> None:
        server.handler = lambda request, writer: answer(papers(range(1, 9)))
        await make().ask()
        server.handler = lambda request, writer: answer(papers([1, 2]), etag='"2"')
        reading = await make().ask(Asking(accept=True))
        assert (titles(reading), reading.problem) == (["Paper 1", "Paper 2"], "")
        assert make().local() == reading

    async def test_what_cannot_be_read_is_never_let_pass(self, make: MAKE, server: Server) -> None:
        await make().ask()
        server.handler = lambda request, writer: answer("")
        assert titles(await make().ask(Asking(accept=True))) == ["Paper 1"]

    async def test_it_is_judged_by_memory_while_the_disk_keeps_nothing(
        self, make: MAKE, server: Server, tmp_path: Path
    ) -> None:
        (tmp_path / "cache").touch()
        source = make()
        server.handler = lambda request, writer: answer(papers(range(1, 9)), etag='"8"')
        await source.ask()
        server.handler = lambda request, writer: answer(papers([1]))
        assert len(titles(await source.ask())) == 8
        assert server.requests[-1].headers["if-none-match"] == '"8"'


async def test_what_is_in_memory_is_newer_than_a_disk_that_is_full(
    make: MAKE, server: Server, timer: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(cache: CopyCache, copy: Copy) -> None:
        raise OSError(28, "No space left on device")

    source = make()
    await source.ask()
    monkeypatch.setattr(CopyCache, "store", full)
    server.handler = lambda request, writer: answer(papers([1, 2]), etag='"2"')
    await timer.sleep(60)
    await source.ask()
    assert titles(source.local()) == ["Paper 1", "Paper 2"]
    await source.ask()
    assert server.requests[-1].headers["if-none-match"] == '"2"'


async def test_a_list_in_another_charset(make: MAKE, server: Server) -> None:
    text = papers([1]).replace("Paper 1", "Über Zürich")
    server.handler = lambda request, writer: answer(text.encode("latin-1"), content_type="text/plain; charset=latin-1")
    assert titles(await make().ask()) == ["Über Zürich"]
    assert titles(make().local()) == ["Über Zürich"]


async def test_the_errand_is_watched(make: MAKE, server: Server) -> None:
    steps: list[tuple[int, int]] = []
    asking = Asking(lambda done, total: steps.append((done, total)))
    await make().ask(asking)
    server.handler = lambda request, writer: answer(status="404 Not Found")
    await make().ask(asking)
    assert steps == [(1, 1), (1, 1)]


async def test_a_name_that_leads_into_the_local_network_is_told_with_what_to_set(opener: Opener) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["192.168.1.20"]

    async with http_client(resolve) as client:
        reading = await replace(opener, client=client)("http://lists.example/list.md", allow_private=False).ask()
    assert reading.problem == (
        "lists.example (192.168.1.20) leads to the local network, so it was not asked; `allow_private: true` lets this "
        "source do that"
    )


async def test_a_text_that_did_not_change_is_not_read_again(
    opener: Opener, server: Server, cache: CopyCache, client: httpx.AsyncClient, policy: FetchPolicy
) -> None:
    read: list[str] = []

    def reader(text: str, source: str) -> Parsed:
        read.append(text)
        return read_papers(text, source)

    def start() -> CopiedText:
        place = Place(source="theirs", url=server.url(), reader=reader, allow_private=True)
        return CopiedText(place, cache, lambda: Fetcher(client, policy), Rest(policy.clock))

    server.handler = lambda request, writer: answer(papers([1]))
    text = start()
    for _ in range(3):
        await text.ask()
    assert len(read) == 1
    again = start()
    again.local()
    await again.ask()
    assert len(read) == 2
