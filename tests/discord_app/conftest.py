"""The stage as a fixture."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_app.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Yield a Discord on loopback without a bot in it yet."""
    async with open_stage(tmp_path) as opened:
        yield opened
