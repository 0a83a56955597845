"""Fixtures for all rooms."""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

pytest_plugins = ["tests.browser", "tests.databases"]

# Of tests that do not say themselves how many examples they want.
settings.register_profile("quick", max_examples=40)
settings.register_profile("thorough", max_examples=300)
settings.load_profile("quick")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from modules and tests, which stay: it doubled the time in which they are collected."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Undo what a bot that ran in this process set up: its level would let other tests hear more, or less."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    named = {
        name: logging.getLogger(name).level for name in ("aiohttp", "alembic", "apscheduler", "asyncio", "discord")
    }
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, before in named.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def heeded_interrupt() -> Iterator[None]:
    """Let child processes hear Ctrl-C, though a shell that runs the tests in the background has them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
