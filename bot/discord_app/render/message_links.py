"""Addresses of messages, as Discord's own "Copy Message Link" makes them."""

from __future__ import annotations

from bot.digests.reports import EditionRecord

__all__ = ["link_to"]


def link_to(edition: EditionRecord | None, guild_id: int) -> str | None:
    """Return where an edition's first message stands; None if there is none."""
    if edition is None or not edition.message_ids:
        return None
    channel_id = edition.thread_id or edition.key.channel_id
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{edition.message_ids[0]}"
