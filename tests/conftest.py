"""Fixtures for all rooms."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.browser", "tests.databases"]


def pytest_configure(config: pytest.Config) -> None:
    """Keep what Python compiles among what pytest keeps, where it may not stand beside the sources.

    Tests start the bot so often that compiling it anew each time takes longer than most of them.
    """
    cache = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        folder = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder


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
