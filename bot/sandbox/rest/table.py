"""Every route there is."""

from __future__ import annotations

from bot.sandbox.rest import (
    callbacks,
    channels,
    commands,
    guilds,
    identity,
    messages,
    overwrites,
    pins,
    polls,
    reactions,
    sending,
    threadlists,
    threadmembers,
    threads,
    webhooks,
)

__all__ = ["ROUTES"]

ROUTES = (
    *identity.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *overwrites.ROUTES,
    # Before single messages: "pins" stands where a message's id does.
    *pins.ROUTES,
    *messages.ROUTES,
    *sending.ROUTES,
    *reactions.ROUTES,
    *polls.ROUTES,
    *threads.ROUTES,
    *threadlists.ROUTES,
    *threadmembers.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *webhooks.ROUTES,
)
