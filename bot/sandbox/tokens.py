"""The bot's token."""

from __future__ import annotations

from secrets import token_urlsafe

__all__ = ["new_token"]


def new_token() -> str:
    """Return a token that looks like nothing of Discord's."""
    return f"sandbox.{token_urlsafe(24)}"
