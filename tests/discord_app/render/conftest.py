from __future__ import annotations

import pytest

from bot.catalog import Catalog
from bot.dataset.sources import BundledSource


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Return the papers that come with the bot."""
    return Catalog(BundledSource().local().weeks)
