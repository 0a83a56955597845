from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dataset.cache import CopyCache
from bot.dataset.reading import Reading, Source
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
            "it is a web page (HTML), not a list; does the address want a login, or",
        ),
        (answer(b"\xff\xfe"), "the text is not UTF-8 (byte 1)"),
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
