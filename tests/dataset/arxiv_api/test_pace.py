from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.dataset.arxiv_api.claim import Claim
from bot.dataset.arxiv_api.pace import Pace
from tests.dataset.conftest import Time

REST = timedelta(seconds=3)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def pace_of(timer: Time) -> Callable[[Path], Pace]:
    """Make what another process would have for a folder."""
    return lambda folder: Pace(folder, clock=timer.clock, sleep=timer.sleep)


def claim(folder: Path, timer: Time) -> Claim:
    return Claim(folder / "last-request", timer.clock, rest=3.0, busy=0.5)


async def moments(timer: Time, *paces: Pace, turns: int = 4, lasting: float = 0.0) -> list[tuple[datetime, datetime]]:
    """Return when each turn began and ended, while all of them take turns at once."""
    found: list[tuple[datetime, datetime]] = []

    async def take(pace: Pace) -> None:
        for _ in range(turns):
            async with pace.turn():
                begun = timer.now
                await asyncio.sleep(0)
                timer.now += timedelta(seconds=lasting)
                found.append((begun, timer.now))

    await asyncio.gather(*(take(pace) for pace in paces))
    return found


def rests(turns: list[tuple[datetime, datetime]]) -> list[timedelta]:
    return [begun - ended for (_, ended), (begun, _) in pairwise(turns)]


async def test_the_first_turn_is_at_once(tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]) -> None:
    ((begun, _),) = await moments(timer, pace_of(tmp_path), turns=1)
    assert begun == Time().now
    assert timer.slept == []


@pytest.mark.parametrize("lasting", [0.0, 2.5, 60.0])
async def test_three_seconds_lie_between_the_end_of_one_and_the_next(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace], lasting: float
) -> None:
    assert rests(await moments(timer, pace_of(tmp_path), lasting=lasting)) == [REST] * 3


async def test_two_uses_of_one_pace_take_turns(tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]) -> None:
    pace = pace_of(tmp_path)
    assert min(rests(await moments(timer, pace, pace))) >= REST


async def test_processes_take_turns_by_their_folder(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]
) -> None:
    turns = await moments(timer, *(pace_of(tmp_path / "arxiv") for _ in range(3)), turns=3)
    assert len(turns) == 9
    assert min(rests(turns)) >= REST


async def test_other_folders_are_other_machines(tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]) -> None:
    await moments(timer, pace_of(tmp_path / "a"), turns=1)
    await moments(timer, pace_of(tmp_path / "b"), turns=1)
    assert timer.slept == []


async def test_a_restart_does_not_forget_the_last_request(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]
) -> None:
    await moments(timer, pace_of(tmp_path), turns=1)
    timer.now += timedelta(seconds=1)
    await moments(timer, pace_of(tmp_path), turns=1)
    assert timer.slept == [2.0]


@pytest.mark.parametrize(
    ("stamp", "slept"),
    [
        ("2023-04-01T11:59:58.000000+00:00", [1.0]),
        ("2023-04-01T11:59:57.000000+00:00", []),
        # A clock that was set back a little, and one that was wrong.
        ("2023-04-01T12:00:01.000000+00:00", [3.0]),
        ("2033-04-02T12:00:00.000000+00:00", [3.0]),
        ("2023-04-01T12:00:00.000000", []),
        ("yesterday", []),
        ("é", []),
        ("", []),
    ],
)
async def test_what_the_stamp_may_say(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace], stamp: str, slept: list[float]
) -> None:
    (tmp_path / "last-request").write_text(stamp, encoding="utf-8")
    await moments(timer, pace_of(tmp_path), turns=1)
    assert timer.slept == slept
    written = datetime.fromisoformat((tmp_path / "last-request").read_text(encoding="utf-8")[:32])
    assert written == timer.now


@pytest.mark.parametrize("shared", [True, False], ids=["on disk", "in the process"])
@pytest.mark.parametrize("back", [timedelta(seconds=2), timedelta(hours=1)])
async def test_a_clock_that_is_set_back_shortens_no_rest(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace], shared: bool, back: timedelta
) -> None:
    if not shared:
        (tmp_path / "arxiv").write_text("in the way")
    pace = pace_of(tmp_path / "arxiv")
    await moments(timer, pace, turns=1)
    timer.now -= back
    await moments(timer, pace_of(tmp_path / "arxiv") if shared else pace, turns=1)
    assert timer.slept == [3.0]


async def test_without_a_folder_the_pace_is_kept_in_the_process(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert rests(await moments(timer, pace_of(tmp_path / "file"))) == [REST] * 3


async def test_a_turn_that_fails_counts_and_blocks_nobody(
    tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]
) -> None:
    pace = pace_of(tmp_path)
    with pytest.raises(ZeroDivisionError):
        async with pace.turn():
            raise ZeroDivisionError
    await moments(timer, pace_of(tmp_path), turns=1)
    assert timer.slept == [3.0]


async def test_cancelling_gives_the_turn_back(tmp_path: Path, timer: Time, pace_of: Callable[[Path], Pace]) -> None:
    begun = asyncio.Event()

    async def hold() -> None:
        async with pace_of(tmp_path).turn():
            begun.set()
            await asyncio.Event().wait()

    holder = asyncio.create_task(hold())
    await begun.wait()
    thrice = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await timer.sleep(seconds)
        if len(timer.slept) == 3:
            thrice.set()

    waiting = asyncio.create_task(moments(timer, Pace(tmp_path, clock=timer.clock, sleep=sleep), turns=1))
    await thrice.wait()
    assert not waiting.done()
    holder.cancel()
    assert len(await waiting) == 1
    assert set(timer.slept[:3]) == {0.5}


def test_one_holder_at_a_time(tmp_path: Path, timer: Time) -> None:
    first, second = claim(tmp_path, timer), claim(tmp_path, timer)
    assert first.take() == 0.0
    assert second.take() == 0.5
    first.release()
    assert second.take() == 3.0
    timer.now += REST
    assert second.take() == 0.0
    second.release()


def test_a_claim_that_was_given_back_is_not_taken_late(tmp_path: Path, timer: Time) -> None:
    late = claim(tmp_path, timer)
    late.release()
    assert late.take() == 0.5
    assert claim(tmp_path, timer).take() == 0.0


def test_a_process_that_dies_holds_nothing(tmp_path: Path, timer: Time) -> None:
    code = f"""
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from bot.dataset.arxiv_api.claim import Claim
taken = Claim(Path({str(tmp_path / "last-request")!r}), lambda: datetime(2023, 1, 1, tzinfo=UTC), rest=3.0, busy=0.5)
print(taken.take(), flush=True)
sys.stdin.read()
os._exit(1)
"""
    child = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "0.0\n"
        assert claim(tmp_path, timer).take() == 0.5
    assert claim(tmp_path, timer).take() == 0.0
