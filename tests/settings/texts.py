"""Settings files as short texts, and what the loader says about them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from bot.errors import SettingsError, SettingsProblem
from bot.settings.loader import Loaded, parse_settings
from bot.settings.models import Settings

FILE = Path("paperboy.yaml")
CHANNEL = "123456789012345678"


def loaded(text: str) -> Loaded:
    """Return what the text is read as."""
    return parse_settings(dedent(text).encode(), FILE)


def settings(text: str) -> Settings:
    """Return the settings of a text that is right."""
    return loaded(text).settings


def problems(text: str | bytes) -> tuple[SettingsProblem, ...]:
    """Return everything that is wrong with a text; it must be wrong."""
    content = dedent(text).encode() if isinstance(text, str) else text
    with pytest.raises(SettingsError) as caught:
        parse_settings(content, FILE)
    return caught.value.problems


def problem(text: str | bytes) -> SettingsProblem:
    """Return the one thing that is wrong with a text."""
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


def digest(*lines: str) -> str:
    """Return a file with one digest: a right name and channel, and the given lines from line 4, column 5 on."""
    return (
        "\n".join(["digests:", "  - name: weekly", f'    channels: ["{CHANNEL}"]', *(f"    {line}" for line in lines)])
        + "\n"
    )
