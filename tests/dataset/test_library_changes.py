"""What a library tells of changes, and what it does about arXiv, offline and when it is cut off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot.dataset import FetchPolicy
from bot.models import Change, ChangeKind
from bot.settings.models import ArxivSettings, SourceSettings
from bot.wording import say_change
from tests.dataset.arxiv_api.fake_arxiv import FakeArxiv, rate_exceeded, running
from tests.dataset.conftest import Time
from tests.dataset.loopback import Server, answer
from tests.dataset.test_library import Opened, at
from tests.dataset.texts import row, table


@pytest.fixture
def opened(tmp_path: Path, policy: FetchPolicy) -> Opened:
    return Opened(tmp_path, policy)


def said(changes: Iterable[Change]) -> list[str]:
    return [f"{change.source}: {say_change(change)}" for change in changes]


def serve_papers(server: Server, *texts: str) -> None:
    """Serve these one after the other, the last one for ever."""
    left = list(texts)
    server.handler = lambda request, writer: answer(left.pop(0) if len(left) > 1 else left[0])


WEEK = row(1, week="2023-04-02")
NEXT = row(2, week="2023-04-09")
FIRST = "theirs: read for the first time: 1 paper of 1 week, the newest to 2 April 2023"
NEW = "theirs: new week to 9 April 2023, 1 paper"


class TestChanges:
    async def test_each_refresh_tells_what_it_brought(self, opened: Opened, server: Server, timer: Time) -> None:
        serve_papers(server, table(WEEK), table(WEEK, NEXT), table(WEEK, NEXT))
        async with opened(at(server.url())) as library:
            assert said((await library.refresh()).changes) == [FIRST]
            timer.now += timedelta(hours=6)
            assert said((await library.refresh()).changes) == [NEW]
            assert (await library.refresh()).changes == ()
            assert said(library.changes()) == [NEW, FIRST]
            assert library.changes()[0].at == timer.now

    async def test_the_first_refresh_after_a_restart_tells_what_came_meanwhile(
        self, opened: Opened, server: Server
    ) -> None:
        serve_papers(server, table(WEEK), table(WEEK, NEXT))
        async with opened(at(server.url())) as library:
            await library.refresh()
        async with opened(at(server.url())) as restarted:
            restarted.load_local()
            assert said(restarted.changes()) == [FIRST]
            assert said((await restarted.refresh()).changes) == [NEW]

    async def test_two_processes_note_one_change_once(self, opened: Opened, server: Server, timer: Time) -> None:
        serve_papers(server, table(WEEK), table(WEEK, NEXT))
        async with opened(at(server.url())) as bot:
            await bot.refresh()
            timer.now += timedelta(minutes=1)
            async with opened(at(server.url())) as command_line:
                command_line.load_local()
                await command_line.refresh()
            timer.now += timedelta(minutes=1)
            assert said((await bot.refresh()).changes) == [NEW]
            assert said(bot.changes()) == [NEW, FIRST]

    async def test_a_week_far_ahead_is_new_when_its_time_has_come(
        self, opened: Opened, server: Server, timer: Time
    ) -> None:
        serve_papers(server, table(WEEK, row(2, week="2023-05-07")))
        async with opened(at(server.url())) as library:
            loaded = await library.refresh()
            assert said(loaded.changes) == [FIRST]
            assert [str(complaint) for complaint in loaded.complaints] == [
                "theirs: the week to 2023-05-07 is more than a month ahead; is its year a slip? "
                "Its paper is left out until it is nearer"
            ]
            timer.now += timedelta(days=6)
            loaded = await library.refresh()
            assert said(loaded.changes) == ["theirs: new week to 7 May 2023, 1 paper"]
            assert (len(loaded.weeks), loaded.complaints) == (14, ())
        timer.now -= timedelta(days=6)
        async with opened(at(server.url())) as restarted:
            assert len(restarted.load_local().weeks) == 13

    async def test_a_list_with_nothing_but_a_wrong_year_is_left_out_and_then_mended(
        self, opened: Opened, server: Server
    ) -> None:
        serve_papers(server, table(row(1, week="2042-04-02")), table(WEEK))
        async with opened(at(server.url())) as library:
            loaded = await library.refresh()
            assert (said(loaded.changes), loaded.sources[1].weeks, loaded.sources[1].newest) == ([], 0, None)
            assert said((await library.refresh()).changes) == [FIRST]

    async def test_another_process_s_changes_are_listed_after_a_refresh(self, opened: Opened, server: Server) -> None:
        serve_papers(server, table(WEEK))
        async with opened() as bot:
            bot.load_local()
            async with opened(at(server.url())) as command_line:
                await command_line.refresh()
            assert bot.changes() == ()
            await bot.refresh()
            assert said(bot.changes()) == [FIRST]

    async def test_a_source_that_fails_changes_nothing(self, opened: Opened, server: Server) -> None:
        serve_papers(server, table(WEEK))
        async with opened(at(server.url())) as library:
            await library.refresh()
            server.handler = lambda request, writer: answer(status="404 Not Found")
            loaded = await library.refresh()
            assert (loaded.changes, loaded.sources[1].papers) == ((), 1)

    async def test_a_file_that_was_corrected(self, opened: Opened) -> None:
        file = opened.folder / "mine.md"
        file.write_text(table(WEEK, NEXT))
        async with opened(SourceSettings(name="mine", path=Path("mine.md"))) as library:
            library.load_local()
            file.write_text(table(row(1, week="2023-04-02", title="Paper one"), NEXT))
            loaded = await library.refresh()
        assert said(loaded.changes) == ["mine: corrected in the week to 2 April 2023: “Paper one” (title)"]
        assert any(paper.title == "Paper one" for week in loaded.weeks for paper in week.papers)

    async def test_what_was_renamed_is_found_under_both_names_also_after_a_restart(self, opened: Opened) -> None:
        file = opened.folder / "mine.md"
        place = "[Page](https://example.org/1)"
        file.write_text(table(row(1, week="2023-04-02", title="A Papper", paper=place)))
        source = SourceSettings(name="mine", path=Path("mine.md"))
        async with opened(source) as library:
            former = library.load_local().weeks[-1].papers[0].identity
            file.write_text(table(row(1, week="2023-04-02", title="A Paper", paper=place)))
            loaded = await library.refresh()
            present = loaded.weeks[-1].papers[0].identity
        assert dict(loaded.renamed) == {former: present}
        async with opened(source) as restarted:
            assert dict(restarted.load_local().renamed) == {former: present}

    async def test_an_identity_that_only_one_source_had_differently_is_not_renamed(self, opened: Opened) -> None:
        """Members see what the sources come to together."""
        file = opened.folder / "mine.md"
        sparks = "Sparks of Artificial General Intelligence: Early experiments with GPT-4"
        page = "[Page](https://example.org/1)"
        file.write_text(table(row(1, title=sparks, paper=page)))
        async with opened(SourceSettings(name="mine", path=Path("mine.md"))) as library:
            library.load_local()
            file.write_text(table(row(1, title=sparks, paper="[Paper](https://arxiv.org/abs/2303.12712)")))
            loaded = await library.refresh()
        (change,) = loaded.changes
        assert (change.kind, change.formerly[:2]) == (ChangeKind.CORRECTED_PAPER, "t-")
        assert loaded.renamed == {}

    async def test_a_list_that_shrank_serves_when_it_is_accepted(self, opened: Opened, server: Server) -> None:
        weeks = [row(number, week=f"2023-04-{number:02}") for number in range(1, 11)]
        serve_papers(server, table(*weeks), table(*weeks[:2]))
        async with opened(at(server.url())) as library:
            await library.refresh()
            refused = await library.refresh()
            assert (refused.sources[1].papers, refused.changes) == (10, ())
            assert refused.sources[1].problem
            accepted = await library.refresh(accept=True)
        assert (accepted.sources[1].papers, accepted.sources[1].problem) == (2, "")
        assert {change.kind for change in accepted.changes} == {ChangeKind.VANISHED_WEEK}

    async def test_progress_is_told_by_source(self, opened: Opened, server: Server) -> None:
        serve_papers(server, table(WEEK))
        steps: list[tuple[str, int, int]] = []
        async with opened(at(server.url())) as library:
            await library.refresh(progress=lambda *step: steps.append(step))
        assert steps[-1] == ("theirs", 1, 1)


class TestCutOff:
    async def test_what_came_before_is_kept_and_noted(self, opened: Opened, server: Server) -> None:
        hanging = asyncio.Event()

        async def hang() -> bytes:
            hanging.set()
            await asyncio.Event().wait()
            return b""

        server.handler = lambda request, writer: answer(table(WEEK)) if request.path == "/quick" else hang()
        async with opened(at(server.url("/quick")), at(server.url("/slow"), "other")) as library:
            asked = asyncio.create_task(library.refresh())
            await hanging.wait()
            while not list((opened.folder / "cache").glob("*.copy")):  # noqa: ASYNC110 - a file sets no event
                await asyncio.sleep(0.01)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            assert said(library.changes()) == [FIRST]
            assert library.combined().sources[1].papers == 1


class TestOffline:
    async def test_nothing_is_asked_and_copies_serve(self, opened: Opened, server: Server) -> None:
        serve_papers(server, table(WEEK))
        async with opened(at(server.url())) as library:
            await library.refresh()
        asked = len(server.requests)
        async with (
            running(FakeArxiv()) as arxiv,
            opened(at(server.url()), arxiv=ArxivSettings(url=arxiv.url, allow_private=True), offline=True) as library,
        ):
            loaded = await library.refresh()
            assert await library.complete() == 0
            assert (loaded.sources[1].papers, arxiv.asked) == (1, [])
        assert len(server.requests) == asked

    async def test_files_are_read_all_the_same(self, opened: Opened) -> None:
        file = opened.folder / "mine.md"
        file.write_text(table(WEEK))
        async with opened(SourceSettings(name="mine", path=Path("mine.md")), offline=True) as library:
            library.load_local()
            file.write_text(table(WEEK, NEXT))
            assert said((await library.refresh()).changes) == ["mine: new week to 9 April 2023, 1 paper"]


class TestCompletion:
    @pytest.fixture
    def source(self, opened: Opened) -> SourceSettings:
        rows = [f"| 2023-04-02 | Paper {number} | https://arxiv.org/abs/2304.{number:05} |" for number in (1, 2)]
        (opened.folder / "mine.md").write_text("\n".join(["| Week | Title | Paper-Link |", "|-|-|-|", *rows]))
        return SourceSettings(name="mine", path=Path("mine.md"))

    async def test_papers_get_what_they_lack(self, opened: Opened, source: SourceSettings) -> None:
        async with running(FakeArxiv.having("2304.00001")) as arxiv:
            settings = ArxivSettings(url=arxiv.url, allow_private=True)
            async with opened(source, arxiv=settings) as library:
                before = library.load_local()
                assert not before.weeks[-1].papers[0].abstract
                steps: list[tuple[int, int]] = []
                assert await library.complete(lambda *step: steps.append(step)) == 1
                loaded = library.combined()
                one, other = loaded.weeks[-1].papers
                assert (one.abstract[:19], one.category, other.abstract) == ("We study 2304.00001", "cs.CL", "")
                assert loaded.incomplete == before.incomplete - 1
                assert steps
                asked = len(arxiv.asked)
            async with opened(source, arxiv=settings, offline=True) as restarted:
                assert restarted.load_local().weeks == loaded.weeks
            assert len(arxiv.asked) == asked

    async def test_what_arxiv_adds_is_no_change_of_a_source(self, opened: Opened, source: SourceSettings) -> None:
        async with AsyncExitStack() as stack:
            arxiv = await stack.enter_async_context(running(FakeArxiv.having("2304.00001", "2304.00002")))
            settings = ArxivSettings(url=arxiv.url, allow_private=True)
            library = await stack.enter_async_context(opened(source, arxiv=settings))
            library.load_local()
            await library.complete()
            loaded = await library.refresh()
        assert (loaded.changes, loaded.weeks[-1].papers[0].category) == ((), "cs.CL")

    async def test_switched_off_nothing_is_asked_nor_laid_over(self, opened: Opened, source: SourceSettings) -> None:
        async with running(FakeArxiv.having("2304.00001")) as arxiv:
            settings = ArxivSettings(url=arxiv.url, allow_private=True)
            async with opened(source, arxiv=settings) as library:
                await library.complete()
            asked = len(arxiv.asked)
            async with opened(source, arxiv=settings.model_copy(update={"complete": False})) as library:
                assert await library.complete() == 0
                assert not library.combined().weeks[-1].papers[0].abstract
            assert len(arxiv.asked) == asked

    async def test_an_arxiv_that_wants_a_rest_is_a_problem_in_words(
        self, opened: Opened, source: SourceSettings
    ) -> None:
        async with running(FakeArxiv.having("2304.00001")) as arxiv:
            arxiv.faults.extend([rate_exceeded] * 5)
            async with opened(source, arxiv=ArxivSettings(url=arxiv.url, allow_private=True)) as library:
                assert library.arxiv_problem == ""
                assert await library.complete() == 0
                assert "too often" in library.arxiv_problem
