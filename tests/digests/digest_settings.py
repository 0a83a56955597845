"""Digests' settings as the YAML would make them."""

from __future__ import annotations

from typing import Any

from bot.settings.models import DigestSettings, Settings

CHANNEL = 123456789012345678
OTHER = 223456789012345678


def make_digest(**fields: Any) -> DigestSettings:
    """Return a digest called ``weekly``, due on Mondays at 09:00 UTC; every key can be overridden."""
    return DigestSettings.model_validate({"name": "weekly", "channels": [str(CHANNEL)], **fields})


def make_settings(*digests: DigestSettings) -> Settings:
    """Return settings with these digests."""
    return Settings(digests=digests)
