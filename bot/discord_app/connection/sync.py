"""Tell Discord which commands there are, but only when they changed: it counts command creations, and a start should be quick."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.services import Notes

__all__ = ["command_digest", "sync_if_changed"]

_NOTE = "commands-synced"

_log = logging.getLogger(__name__)


async def sync_if_changed(tree: app_commands.CommandTree[Any], notes: Notes, application_id: int) -> Mapping[str, int]:
    """Send the tree's commands to Discord unless these very ones were sent for this application before.

    Returns their ids by full name, which command mentions need. A failure is logged with what to do, and tried again at the next
    start: commands that were registered earlier still work.
    """
    digest = await command_digest(tree, application_id)
    noted = json.loads(await notes.get(_NOTE) or "{}")
    known: Mapping[str, int] = noted.get("ids", {})
    if noted.get("digest") == digest:
        _log.debug("commands unchanged since the last sync")
        return known
    try:
        commands = await tree.sync()
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        _log.error("commands could not be registered: %s %s", error, _advice(error))
        return known
    ids = {name: command.id for command in commands for name in _callable_names(command)}
    await notes.set(_NOTE, json.dumps({"digest": digest, "ids": ids}))
    _log.info("registered %d commands with Discord", len(commands))
    return ids


async def command_digest(tree: app_commands.CommandTree[Any], application_id: int) -> str:
    """Return a fingerprint of what Discord would be told about the global commands, in every language."""
    payloads = []
    for command in tree.get_commands():
        translated = command.get_translated_payload(tree, tree.translator) if tree.translator else None
        payloads.append(await translated if translated is not None else command.to_dict(tree))
    payloads.sort(key=lambda payload: (payload.get("type", 1), payload["name"]))
    text = json.dumps([application_id, payloads], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _callable_names(command: app_commands.AppCommand) -> list[str]:
    """Return the names that members can type: of a group, those of its subcommands."""
    inner = [option.name for option in command.options if isinstance(option, app_commands.AppCommandGroup)]
    return [f"{command.name} {name}" for name in inner] or [command.name]


def _advice(error: Exception) -> str:
    match error:
        case discord.Forbidden():
            return "Invite the bot again with the scope applications.commands."
        case app_commands.CommandSyncFailure():
            return "Discord did not accept a command's definition; please report this."
        case discord.RateLimited():
            return f"Discord asks to wait {error.retry_after:.0f} seconds; then start the bot again."
        case _:
            return "Start the bot again when Discord can be reached."
