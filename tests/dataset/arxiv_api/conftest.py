"""An arXiv on loopback, and somebody to ask it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.dataset import FetchPolicy
from bot.dataset.arxiv_api.completer import Completer
from bot.dataset.arxiv_api.store import ArxivStore
from tests.dataset.arxiv_api.fake_arxiv import FakeArxiv, running
from tests.dataset.conftest import Time


@pytest.fixture
def store(tmp_path: Path) -> ArxivStore:
    return ArxivStore(tmp_path / "arxiv")


@pytest.fixture
async def arxiv(timer: Time) -> AsyncIterator[FakeArxiv]:
    async with running(FakeArxiv(clock=timer.clock)) as made:
        yield made


@pytest.fixture
def completer_of(arxiv: FakeArxiv, client: httpx.AsyncClient, policy: FetchPolicy) -> Callable[[ArxivStore], Completer]:
    """Make what asks that arXiv for a store, as a process of its own would."""
    generous = replace(policy, most_bytes=16 * 2**20)
    return lambda store: Completer(store, lambda: client, arxiv.url, policy=generous, allow_private=True)


@pytest.fixture
def completer(store: ArxivStore, completer_of: Callable[[ArxivStore], Completer]) -> Completer:
    return completer_of(store)
