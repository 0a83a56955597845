"""Fixtures for all rooms."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.browser", "tests.databases"]


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
