from __future__ import annotations

from pathlib import Path

import pytest

from bot.dataset.sources import BundledSource
from bot.settings.models import SourceSettings
from tests.dataset.sources.looks import titles


async def test_it_is_read_once() -> None:
    source = BundledSource()
    assert len(titles(source.local())) == 106
    assert (await source.ask()) is source.local()


def test_no_source_of_the_settings_can_have_the_bundled_one_s_name() -> None:
    with pytest.raises(ValueError, match="comes with Paperboy"):
        SourceSettings(name=BundledSource.name, path=Path("a.md"))
