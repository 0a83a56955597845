"""Clocks that are set, sleeps that are only noted, and a server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.dataset import FetchPolicy, http_client
from tests.dataset.loopback import Server, answer, serve


@dataclass
class Time:
    """A clock that goes on only by sleeping, and remembers each sleep in seconds."""

    now: datetime = datetime(2023, 4, 1, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def timer() -> Time:
    return Time()


@pytest.fixture
def policy(timer: Time) -> FetchPolicy:
    return FetchPolicy(connect=2, read=2, total=5, most_bytes=100_000, sleep=timer.sleep, clock=timer.clock)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with http_client() as made:
        yield made


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve(lambda request, writer: answer("hello")) as running:
        yield running
