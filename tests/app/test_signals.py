from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import time

import pytest

from bot.app.signals import run_until_told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process there can send itself these signals")


def never(code: int) -> None:
    pytest.fail(f"ended with {code}, though the work was done in time")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_sets_the_event(number: signal.Signals) -> None:
    done: list[str] = []

    async def work(stop: asyncio.Event) -> None:
        os.kill(os.getpid(), number)
        await stop.wait()
        done.append("closed")

    run_until_told(work, end=never)
    assert done == ["closed"]


def test_a_signal_that_another_thread_gets_wakes_a_loop_that_waits() -> None:
    done: list[str] = []

    async def work(stop: asyncio.Event) -> None:
        def be_told() -> None:
            time.sleep(0.05)  # until the loop waits
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

        threading.Thread(target=be_told).start()
        begun = time.monotonic()
        async with asyncio.timeout(5):
            await stop.wait()
        if time.monotonic() - begun < 2:
            done.append("at once")

    run_until_told(work, end=never)
    assert done == ["at once"]


def test_a_second_signal_does_not_cut_the_closing_short() -> None:
    done: list[str] = []

    async def work(stop: asyncio.Event) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(os.getpid(), number)
            await stop.wait()
            await asyncio.sleep(0)
        done.append("closed")

    run_until_told(work, end=never)
    assert done == ["closed"]


def test_handlers_are_put_back_and_no_timer_stays() -> None:
    before = signal.getsignal(signal.SIGTERM), threading.active_count()

    async def work(stop: asyncio.Event) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()

    run_until_told(work, end=never)
    assert signal.getsignal(signal.SIGTERM) == before[0]
    deadline = time.monotonic() + 5
    while threading.active_count() > before[1] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before[1]


def test_an_error_of_the_work_comes_out() -> None:
    async def work(_stop: asyncio.Event) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_until_told(work, end=never)


def test_a_thread_that_waits_for_ever_does_not_keep_the_process(caplog: pytest.LogCaptureFixture) -> None:
    stuck, ended = threading.Event(), list[int]()

    def end(code: int) -> None:
        ended.append(code)
        stuck.set()

    async def work(stop: asyncio.Event) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()
        await asyncio.to_thread(stuck.wait, 30)

    with caplog.at_level(logging.ERROR):
        run_until_told(work, patience=0.05, end=end)
    assert ended == [1]
    assert "Not everything could be closed within 0.05 seconds" in caplog.text
