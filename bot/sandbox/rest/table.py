"""Every route there is."""

from __future__ import annotations

from bot.sandbox.rest import (
    application,
    callbacks,
    channels,
    commandpermissions,
    commands,
    guilds,
    identity,
    members,
    messages,
    newchannels,
    overwrites,
    pins,
    polls,
    reactions,
    roles,
    sending,
    threadlists,
    threadmembers,
    threads,
    webhooks,
)

__all__ = ["ROUTES"]

ROUTES = (
    *identity.ROUTES,
    *application.ROUTES,
    *guilds.ROUTES,
    *members.ROUTES,
    *roles.ROUTES,
    *newchannels.ROUTES,
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
    # Before single commands: "permissions" stands where a command's id does.
    *commandpermissions.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *webhooks.ROUTES,
)
