from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from bot.dataset import FetchPolicy
from bot.dataset.arxiv_api.atom import read_answer
from bot.dataset.arxiv_api.completer import Completer
from bot.dataset.arxiv_api.completion import completed
from bot.dataset.arxiv_api.store import ArxivStore
from tests.dataset.arxiv_api.fake_arxiv import (
    FakeArxiv,
    busy,
    empty,
    error,
    feed,
    garbled,
    paper,
    rate_exceeded,
    slow,
)
from tests.dataset.arxiv_api.weeks import FIRST, numbers, week_of, weeks_of
from tests.dataset.conftest import Time
from tests.dataset.loopback import answer


def unwatched(done: int, total: int) -> None:
    """Nobody looks."""


def have(arxiv: FakeArxiv, *bases: str) -> None:
    arxiv.papers |= {base: paper(base) for base in bases}


def least_rest(arxiv: FakeArxiv) -> timedelta:
    return min(later.at - earlier.at for earlier, later in pairwise(arxiv.asked))


async def test_a_week_is_completed_by_one_request(arxiv: FakeArxiv, store: ArxivStore, completer: Completer) -> None:
    have(arxiv, *numbers(10))
    week = week_of(*numbers(10))
    assert await completer.complete([week], unwatched) == 10
    (asked,) = arxiv.asked
    assert (asked.ids, asked.most) == (numbers(10), 10)
    (after,) = completed([week], store)
    assert [(each.abstract, each.authors, each.category) for each in after.papers] == [
        (paper(base).abstract, paper(base).authors, "cs.CL") for base in numbers(10)
    ]


async def test_nothing_is_asked_twice(
    arxiv: FakeArxiv, store: ArxivStore, completer: Completer, completer_of: Callable[[ArxivStore], Completer]
) -> None:
    have(arxiv, *numbers(10))
    weeks = [week_of(*numbers(10))]
    await completer.complete(weeks, unwatched)
    assert await completer.complete(weeks, unwatched) == 0
    assert await completer_of(ArxivStore(store.folder)).complete(weeks, unwatched) == 0
    assert len(arxiv.asked) == 1


async def test_nothing_wanted_asks_nothing(arxiv: FakeArxiv, store: ArxivStore, completer: Completer) -> None:
    assert await completer.complete([], unwatched) == 0
    assert not arxiv.asked
    assert not store.folder.exists()


async def test_a_long_list_is_asked_newest_first_and_at_the_pace(arxiv: FakeArxiv, completer: Completer) -> None:
    have(arxiv, *numbers(250))
    seen: list[tuple[int, int]] = []
    assert await completer.complete(weeks_of(numbers(250)), lambda *step: seen.append(step)) == 250
    assert [len(asked.ids) for asked in arxiv.asked] == [100, 101, 51]
    assert arxiv.asked[0].ids[:10] == numbers(250)[-10:]
    assert least_rest(arxiv) >= timedelta(seconds=3)
    assert seen == [(100, 250), (200, 250), (250, 250)]


async def test_old_ids_go_as_they_are(arxiv: FakeArxiv, completer: Completer) -> None:
    have(arxiv, "hep-th/9901001", "math/0309136", "0704.0001")
    assert await completer.complete([week_of("hep-th/9901001", "math.GT/0309136v2", "0704.0001v1")], unwatched) == 3
    assert arxiv.asked[0].query == "id_list=hep-th/9901001,math/0309136,0704.0001&max_results=3"


async def test_an_address_may_have_a_query(
    arxiv: FakeArxiv, store: ArxivStore, client: httpx.AsyncClient, policy: FetchPolicy
) -> None:
    have(arxiv, *numbers(2))
    url = f"{arxiv.url}?key=secret"
    assert await Completer(store, lambda: client, url, policy=policy, allow_private=True).complete(
        [week_of(*numbers(2))], unwatched
    )
    assert arxiv.asked[0].query == "key=secret&id_list=2303.00001,2303.00002&max_results=2"


async def test_what_arxiv_does_not_know_is_asked_again_after_a_week(
    arxiv: FakeArxiv, completer: Completer, timer: Time
) -> None:
    have(arxiv, *numbers(8))
    weeks = [week_of(*numbers(10))]
    assert await completer.complete(weeks, unwatched) == 8
    timer.now += timedelta(days=6)
    assert await completer.complete(weeks, unwatched) == 0
    timer.now += timedelta(days=1)
    assert await completer.complete(weeks, unwatched) == 0
    have(arxiv, *numbers(10))
    timer.now += timedelta(days=7)
    assert await completer.complete(weeks, unwatched) == 2
    # With one that it has: an answer without any would be none.
    again = (*numbers(10)[8:], numbers(1)[0])
    assert [asked.ids for asked in arxiv.asked] == [numbers(10), again, again]


@pytest.mark.parametrize("fault", [empty, error, garbled, busy(), busy("500 Internal Server Error")])
async def test_one_bad_answer_is_asked_again_later(
    arxiv: FakeArxiv, completer: Completer, timer: Time, fault: Callable[[bytes], bytes]
) -> None:
    have(arxiv, *numbers(50))
    arxiv.faults.extend([fault])
    assert await completer.complete([week_of(*numbers(50))], unwatched) == 50
    assert completer.problem == ""
    assert len(arxiv.asked) == 2
    assert least_rest(arxiv) >= timedelta(seconds=3)


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (empty, "its answer was empty"),
        (garbled, "the answer is no whole XML (unclosed token: line "),
        (busy("502 Bad Gateway"), "the server answered 502 Bad Gateway"),
    ],
)
async def test_bad_answers_in_a_row_end_the_errand_and_make_nothing_unknown(
    arxiv: FakeArxiv, completer: Completer, timer: Time, fault: Callable[[bytes], bytes], problem: str
) -> None:
    have(arxiv, *numbers(50))
    arxiv.faults.extend([fault] * 3)
    assert await completer.complete([week_of(*numbers(50))], unwatched) == 0
    assert completer.problem.startswith(problem)
    assert len(arxiv.asked) == 3
    assert {5.0, 15.0} <= set(timer.slept)
    assert await completer.complete([week_of(*numbers(50))], unwatched) == 50
    assert completer.problem == ""


@pytest.mark.parametrize(
    ("fault", "rest"),
    [
        (rate_exceeded, 0),
        (busy("429 Too Many Requests"), 0),
        (busy("429 Too Many Requests", retry_after="1800"), 1800),
        (busy(retry_after="7200"), 7200),
        (busy(retry_after="999999999"), 86400),
        (busy("403 Forbidden"), 0),
    ],
)
async def test_what_stops_at_once_goes_on_next_time(
    arxiv: FakeArxiv, completer: Completer, timer: Time, fault: Callable[[bytes], bytes], rest: int
) -> None:
    have(arxiv, *numbers(150))
    weeks = weeks_of(numbers(150))
    arxiv.faults.extend([lambda response: response, fault])
    assert await completer.complete(weeks, unwatched) == 100
    assert completer.problem
    assert len(arxiv.asked) == 2
    if rest:
        timer.now += timedelta(seconds=rest - 1)
        assert await completer.complete(weeks, unwatched) == 0
        assert len(arxiv.asked) == 2
        timer.now += timedelta(seconds=1)
    assert await completer.complete(weeks, unwatched) == 50
    assert len(arxiv.asked) == 3
    assert completer.problem == ""


async def test_a_problem_is_logged_once_and_its_end_too(
    arxiv: FakeArxiv, completer: Completer, caplog: pytest.LogCaptureFixture
) -> None:
    have(arxiv, *numbers(5))
    arxiv.faults.extend([rate_exceeded] * 3)
    with caplog.at_level(logging.INFO, "bot.dataset"):
        for _ in range(4):
            await completer.complete([week_of(*numbers(5))], unwatched)
    assert caplog.messages == [
        "arXiv: it says that it was asked too often (papers stay as they are until the next refresh)",
        "arXiv: answers again",
    ]


@pytest.mark.parametrize("status", ["400 Bad Request", "200 OK"])
async def test_one_id_that_spoils_the_list_is_found_and_left_out(
    arxiv: FakeArxiv, completer: Completer, status: str
) -> None:
    have(arxiv, *numbers(100))
    arxiv.refusal_status = status
    arxiv.refuses = {"2303.00042"}
    weeks = [week_of(*numbers(100))]
    assert await completer.complete(weeks, unwatched) == 99
    assert len(arxiv.asked) <= 16
    assert least_rest(arxiv) >= timedelta(seconds=3)
    before = len(arxiv.asked)
    assert await completer.complete(weeks, unwatched) == 0
    assert len(arxiv.asked) == before


async def test_an_arxiv_that_refuses_everything_is_left_alone(
    arxiv: FakeArxiv, completer: Completer, timer: Time
) -> None:
    have(arxiv, *numbers(300))
    arxiv.refuses = set(numbers(300))
    assert await completer.complete(weeks_of(numbers(300)), unwatched) == 0
    assert completer.problem.startswith("it refuses whatever it is asked (the server answered 400")
    assert len(arxiv.asked) == 11
    arxiv.refuses = set()
    timer.now += timedelta(hours=6)
    assert await completer.complete(weeks_of(numbers(300)), unwatched) == 300


async def test_an_empty_answer_about_a_single_paper_does_not_make_it_unknown(
    arxiv: FakeArxiv, completer: Completer, store: ArxivStore, timer: Time
) -> None:
    have(arxiv, *numbers(2))
    arxiv.faults.extend([empty] * 4)
    assert await completer.complete([week_of(*numbers(1))], unwatched) == 0
    assert store.is_due(numbers(1)[0], timer.now)
    assert await completer.complete([week_of(*numbers(1))], unwatched) == 1
    assert len(arxiv.asked) == 5


async def test_only_failures_in_a_row_end_the_errand(arxiv: FakeArxiv, completer: Completer) -> None:
    have(arxiv, *numbers(300))

    def well(response: bytes) -> bytes:
        return response

    arxiv.faults.extend([garbled, empty, well, busy(), garbled, well, empty, busy()])
    assert await completer.complete(weeks_of(numbers(300)), unwatched) == 300
    assert completer.problem == ""


async def test_an_answer_about_other_papers_is_none(arxiv: FakeArxiv, completer: Completer) -> None:
    have(arxiv, *numbers(30))
    arxiv.faults.extend([lambda _: answer(feed([paper("2303.99999")]))] * 3)
    assert await completer.complete([week_of(*numbers(30))], unwatched) == 0
    assert completer.problem == "its answer was empty"


async def test_a_witness_is_not_kept_again(arxiv: FakeArxiv, store: ArxivStore, completer: Completer) -> None:
    have(arxiv, *numbers(150))
    await completer.complete(weeks_of(numbers(150)), unwatched)
    assert len((store.folder / "papers.jsonl").read_bytes().splitlines()) == 150


async def test_papers_nobody_asked_for_are_not_kept(arxiv: FakeArxiv, store: ArxivStore, completer: Completer) -> None:
    have(arxiv, *numbers(3))
    arxiv.papers["2303.00003"] = paper("2303.99999")
    assert await completer.complete([week_of(*numbers(3))], unwatched) == 2
    assert store.get("2303.99999") is None
    assert store.get("2303.00003") is None


async def test_cancelling_loses_nothing_that_was_answered(
    arxiv: FakeArxiv, store: ArxivStore, completer: Completer, completer_of: Callable[[ArxivStore], Completer]
) -> None:
    have(arxiv, *numbers(150))
    reached = asyncio.Event()
    arxiv.faults.extend([lambda response: response, slow(reached=reached)])
    weeks = weeks_of(numbers(150))
    errand = asyncio.create_task(completer.complete(weeks, unwatched))
    await reached.wait()
    errand.cancel()
    with pytest.raises(asyncio.CancelledError):
        await errand
    again = ArxivStore(store.folder)
    assert sum(again.get(base) is not None for base in numbers(150)) == 100
    assert await completer_of(again).complete(weeks, unwatched) == 50
    assert least_rest(arxiv) >= timedelta(seconds=3)


async def test_two_processes_share_the_work_and_the_pace(
    arxiv: FakeArxiv, store: ArxivStore, completer_of: Callable[[ArxivStore], Completer]
) -> None:
    have(arxiv, *numbers(400))
    weeks = weeks_of(numbers(400))
    counts = await asyncio.gather(
        *(completer_of(ArxivStore(store.folder)).complete(weeks, unwatched) for _ in range(2))
    )
    assert counts == [400, 400]
    assert len(arxiv.asked) == 4
    assert least_rest(arxiv) >= timedelta(seconds=3)


async def test_no_turn_is_lost_on_what_another_process_was_told(
    arxiv: FakeArxiv, store: ArxivStore, completer: Completer, timer: Time
) -> None:
    have(arxiv, *numbers(400))

    def meanwhile(response: bytes) -> bytes:
        ArxivStore(store.folder).keep(arxiv.papers.values(), timer.now)
        return response

    arxiv.faults.append(meanwhile)
    assert await completer.complete(weeks_of(numbers(400)), unwatched) == 400
    assert len(arxiv.asked) == 1
    assert timer.slept == [3.0]


async def test_one_errand_at_a_time(arxiv: FakeArxiv, completer: Completer) -> None:
    have(arxiv, *numbers(30))
    weeks = weeks_of(numbers(30))
    assert sorted(await asyncio.gather(*(completer.complete(weeks, unwatched) for _ in range(3)))) == [0, 0, 30]
    assert len(arxiv.asked) == 1


async def test_a_slow_answer_is_given_up_and_asked_again(
    arxiv: FakeArxiv, store: ArxivStore, client: httpx.AsyncClient, policy: FetchPolicy
) -> None:
    have(arxiv, *numbers(3))
    arxiv.faults.append(slow())
    hasty = Completer(store, lambda: client, arxiv.url, policy=replace(policy, read=0.05), allow_private=True)
    assert await hasty.complete([week_of(*numbers(3))], unwatched) == 3
    assert len(arxiv.asked) == 2


async def test_a_private_address_needs_the_setting(
    arxiv: FakeArxiv, store: ArxivStore, client: httpx.AsyncClient, policy: FetchPolicy, timer: Time
) -> None:
    completer = Completer(store, lambda: client, arxiv.url, policy=policy)
    assert await completer.complete([week_of(*numbers(3))], unwatched) == 0
    assert "allow_private" in completer.problem
    assert not arxiv.asked
    assert timer.slept == []


async def test_no_log_shows_the_address(
    store: ArxivStore, client: httpx.AsyncClient, policy: FetchPolicy, caplog: pytest.LogCaptureFixture
) -> None:
    url = "http://user:password@127.0.0.1:9/api/query?key=secret"
    completer = Completer(store, lambda: client, url, policy=policy, allow_private=True)
    with caplog.at_level(logging.DEBUG, "bot"):
        assert await completer.complete([week_of(*numbers(3))], unwatched) == 0
    assert completer.problem.startswith("the server could not be reached")
    assert not any(secret in caplog.text for secret in ("password", "secret"))


async def test_a_disk_that_keeps_nothing_is_no_reason_not_to_ask(
    arxiv: FakeArxiv, tmp_path: Path, completer_of: Callable[[ArxivStore], Completer]
) -> None:
    (tmp_path / "file").write_text("in the way")
    have(arxiv, *numbers(150))
    store = ArxivStore(tmp_path / "file")
    completer = completer_of(store)
    assert await completer.complete(weeks_of(numbers(150)), unwatched) == 150
    assert await completer.complete(weeks_of(numbers(150)), unwatched) == 0
    assert least_rest(arxiv) >= timedelta(seconds=3)
    assert completed([week_of(*numbers(1), end=FIRST)], store)[0].papers[0].abstract


async def test_a_large_answer_is_read_and_kept_off_the_event_loop(arxiv: FakeArxiv, completer: Completer) -> None:
    """In processor time of the loop's own thread, which a busy machine does not stretch."""
    authors = tuple(f"Author {number}" for number in range(3000))
    body = feed(paper(base, authors=authors) for base in numbers(20))
    begun = time.thread_time()
    read_answer(body)
    reading = time.thread_time() - begun
    arxiv.faults.append(lambda _: answer(body))
    pauses = [0.0]

    async def tick() -> None:
        while True:
            begun = time.thread_time()
            await asyncio.sleep(0)
            pauses.append(time.thread_time() - begun)

    ticking = asyncio.create_task(tick())
    assert await completer.complete([week_of(*numbers(20))], unwatched) == 20
    ticking.cancel()
    assert max(pauses) < reading / 3
