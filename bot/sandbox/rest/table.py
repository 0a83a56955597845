"""Every route there is."""

from __future__ import annotations

from bot.sandbox.rest import callbacks, channels, commands, guilds, identity, messages, sending, threads, webhooks

__all__ = ["ROUTES"]

ROUTES = (
    *identity.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *messages.ROUTES,
    *sending.ROUTES,
    *threads.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *webhooks.ROUTES,
)
