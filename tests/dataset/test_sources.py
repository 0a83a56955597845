from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.dataset.cache import CopyCache
from bot.dataset.fetch import Fetcher
from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import Reading
from bot.dataset.sources import AddressSource, BundledSource, FileSource
from bot.settings.models import SourceSettings
from tests.dataset.conftest import Time
from tests.dataset.loopback import Server, answer
from tests.dataset.texts import papers, row, table

MAKE = Callable[[], AddressSource]


def titles(reading: Reading) -> list[str]:
    return [paper.title for week in reading.weeks for paper in week.papers]


def said(reading: Reading) -> list[str]:
    return [str(complaint) for complaint in reading.complaints]


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


class TestFile:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "list.md"

    @pytest.fixture
    def source(self, path: Path) -> FileSource:
        return FileSource("mine", path, 10_000)

    async def test_reading(self, source: FileSource, path: Path) -> None:
        write(path, table(row(1), row(2, week="x")))
        reading = source.local()
        assert (titles(reading), reading.problem, reading.fetched_at) == (["Paper 1"], "", None)
        assert said(reading)[0].startswith("mine:4: the week 'x' is not a date")
        assert await source.ask() == reading

    async def test_an_edit_is_seen(self, source: FileSource, path: Path) -> None:
        write(path, papers([1]))
        source.local()
        write(path, papers([2]))
        assert titles(await source.ask()) == ["Paper 2"]

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (None, "there is no file "),
            (b"", "the text is empty. Expected a Markdown table"),
            (b"hello", "there is no table in it. Expected a Markdown table"),
            (b"| Week \xff |", "the text is not UTF-8 (byte 8)"),
            ("| Week |".encode("utf-16"), "the text is not UTF-8 (byte 1)"),
            (b"x" * 10_001, "list.md is larger than 0.00953674 MiB"),
        ],
    )
    def test_what_is_wrong_is_said(self, source: FileSource, path: Path, content: bytes | None, problem: str) -> None:
        if content is not None:
            path.write_bytes(content)
        reading = source.local()
        assert reading.weeks == ()
        assert problem in reading.problem
        assert said(reading) == [f"mine: {reading.problem}"]

    def test_while_it_is_broken_the_last_good_list_serves(self, source: FileSource, path: Path) -> None:
        write(path, papers([1]))
        source.local()
        write(path, "oops")
        reading = source.local()
        assert titles(reading) == ["Paper 1"]
        assert reading.problem.endswith(" The last good list goes on serving")
        assert said(reading) == [f"mine: {reading.problem}"]
        write(path, papers([3]))
        assert (titles(source.local()), source.local().problem) == (["Paper 3"], "")

    def test_a_folder_or_a_pipe_is_no_file(self, tmp_path: Path) -> None:
        assert FileSource("mine", tmp_path, 99).local().problem == f"{tmp_path} is not a file"
        if hasattr(os, "mkfifo"):
            os.mkfifo(tmp_path / "pipe")
            assert "is not a file" in FileSource("mine", tmp_path / "pipe", 99).local().problem

    def test_a_path_that_cannot_be(self, tmp_path: Path) -> None:
        assert "is no path of a file" in FileSource("mine", Path("a\0b"), 99).local().problem
        assert "cannot be read (File name too long)" in FileSource("mine", tmp_path / ("x" * 300), 99).local().problem


class TestBundled:
    async def test_it_is_read_once(self) -> None:
        source = BundledSource()
        assert len(titles(source.local())) == 106
        assert (await source.ask()) is source.local()


class TestAddress:
    @pytest.fixture
    def cache(self, tmp_path: Path) -> CopyCache:
        return CopyCache(tmp_path / "cache")

    @pytest.fixture
    def make(self, cache: CopyCache, server: Server, client: httpx.AsyncClient, policy: FetchPolicy) -> MAKE:
        """Return what makes the source anew, as a restart does."""
        server.handler = lambda request, writer: answer(papers([1]), etag='"1"')
        return lambda: AddressSource("theirs", server.url(), cache, lambda: Fetcher(client, policy))

    def test_before_it_was_asked(self, make: MAKE) -> None:
        assert make().local() == Reading(problem="not asked yet; its papers come with the first refresh")

    async def test_asking(self, make: MAKE, timer: Time) -> None:
        reading = await make().ask()
        assert (titles(reading), reading.problem, reading.complaints, reading.fetched_at) == (
            ["Paper 1"],
            "",
            (),
            timer.now,
        )

    async def test_after_a_restart_the_copy_serves_at_once(self, make: MAKE) -> None:
        assert make().local() != (asked := await make().ask())
        assert make().local() == asked

    async def test_unchanged(self, make: MAKE, server: Server, timer: Time) -> None:
        first = await make().ask()
        server.handler = lambda request, writer: answer(status="304 Not Modified")
        await timer.sleep(3600)
        second = await make().ask()
        assert server.requests[-1].headers["if-none-match"] == '"1"'
        assert second == replace(first, fetched_at=timer.now)
        assert make().local() == second

    async def test_changed(self, make: MAKE, server: Server) -> None:
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
            (answer("<html>Please sign in</html>"), "there is no table in it. Expected"),
            (answer(b"\xff\xfe"), "the text is not UTF-8 (byte 1)"),
            (answer(b"x" * 200_000), "the text is larger than"),
            (answer(papers([2]), content_length="9999"), "the server broke off"),
        ],
    )
    async def test_a_bad_answer_never_takes_the_good_copy_away(
        self, make: MAKE, server: Server, response: bytes, problem: str
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

    async def test_a_bad_answer_at_the_very_first(self, make: MAKE, server: Server) -> None:
        server.handler = lambda request, writer: answer(status="404 Not Found")
        reading = await make().ask()
        assert (reading.weeks, reading.problem) == ((), "the server answered 404 Not Found; is the address right?")

    async def test_a_damaged_copy_is_ignored_said_and_fetched_anew(
        self, make: MAKE, cache: CopyCache, server: Server
    ) -> None:
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
        self, make: MAKE, cache: CopyCache, server: Server
    ) -> None:
        await make().ask()
        copy = cache.load(server.url())
        assert copy is not None
        cache.store(replace(copy, body=b"from another time"))
        assert titles(await make().ask()) == ["Paper 1"]
        assert "if-none-match" not in server.requests[-1].headers

    async def test_a_disk_that_keeps_nothing(self, make: MAKE, tmp_path: Path, server: Server) -> None:
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
            ("https://lists.example/a.md?key=secret#x", "https://lists.example/a.md"),
            ("https://me:secret@lists.example:8443/a.md", "https://lists.example:8443/a.md"),
        ],
    )
    def test_no_secret_is_shown(
        self, cache: CopyCache, client: httpx.AsyncClient, policy: FetchPolicy, url: str, origin: str
    ) -> None:
        assert AddressSource("x", url, cache, lambda: Fetcher(client, policy)).origin == origin


def test_no_source_of_the_settings_can_have_the_bundled_one_s_name() -> None:
    with pytest.raises(ValueError, match="comes with Paperboy"):
        SourceSettings(name=BundledSource.name, path=Path("a.md"))
