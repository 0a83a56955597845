from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.digests._lease import holding
from bot.digests.ledger import Ledger
from bot.digests.model import EditionKey
from bot.errors import StoreError
from tests.digests.ledger_tools import MONDAY, key_of, planned_steps

KEY = key_of()


class WatchedLedger(Ledger):
    """Tells when a lease was renewed, and can be made to fail at that."""

    def __init__(self, engine: Engine, lease: timedelta) -> None:
        super().__init__(engine, owner="one", lease=lease)
        self.renewals = 0
        self.fail_first = False
        self.enough = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def renew(self, key: EditionKey, ordinal: int) -> bool:
        self.renewals += 1
        if self.renewals >= 3:
            self._loop.call_soon_threadsafe(self.enough.set)
        if self.fail_first and self.renewals == 1:
            raise StoreError("The database is away.")
        return super().renew(key, ordinal)


def renewals() -> list[asyncio.Task[object]]:
    return [task for task in asyncio.all_tasks() if task.get_name().startswith("lease of")]


async def turns_until(condition: Callable[[], bool]) -> None:
    """Let the loop turn until something is so."""
    for _ in range(100):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


async def claimed(engine: Engine, lease: timedelta = timedelta(seconds=0.6)) -> WatchedLedger:
    ledger = WatchedLedger(engine, lease)
    ledger.plan(KEY, planned_steps(KEY), MONDAY)
    ledger.claim(KEY, 1)
    return ledger


async def test_a_claim_is_renewed_as_long_as_the_call_runs(engine: Engine) -> None:
    ledger = await claimed(engine)

    async with holding(ledger, KEY, 1):
        await ledger.enough.wait()
        assert Ledger(engine, owner="two").claim(KEY, 1) is None

    assert ledger.renewals >= 3
    assert renewals() == []


async def test_a_database_that_is_away_for_a_moment_does_not_lose_the_claim(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = await claimed(engine)
    ledger.fail_first = True

    async with holding(ledger, KEY, 1):
        await ledger.enough.wait()

    assert "could not be renewed: The database is away." in caplog.text


async def test_a_lost_claim_is_logged_and_left_to_its_new_owner(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = await claimed(engine, timedelta(0))
    assert Ledger(engine, owner="two").claim(KEY, 1) is not None

    async with holding(ledger, KEY, 1):
        await asyncio.wait(renewals())

    assert "took over" in caplog.text
    assert ledger.renewals == 1


async def test_an_error_of_the_call_goes_through(engine: Engine) -> None:
    ledger = await claimed(engine)

    async def call() -> None:
        async with holding(ledger, KEY, 1):
            raise KeyError("of the call")

    with pytest.raises(KeyError, match="of the call"):
        await call()


async def test_a_stop_that_comes_while_the_claim_is_let_go_is_not_lost(engine: Engine) -> None:
    ledger = await claimed(engine)
    answered = asyncio.Event()

    async def call() -> None:
        async with holding(ledger, KEY, 1):
            await answered.wait()

    calling = asyncio.create_task(call())
    await turns_until(lambda: bool(renewals()))
    (renewal,) = renewals()
    await asyncio.sleep(0)
    answered.set()
    await turns_until(lambda: renewal.cancelling() > 0)
    calling.cancel()

    with pytest.raises(asyncio.CancelledError):
        await calling
