"""The slash commands. Each parses, asks one room and answers; how the answer looks is the business of ``render``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from discord import app_commands

from bot.discord_app.commands.digest import DigestCommands
from bot.discord_app.commands.export import export_command
from bot.discord_app.commands.help import help_command
from bot.discord_app.commands.paper import paper_command
from bot.discord_app.commands.search import search_command
from bot.discord_app.commands.week import week_command
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.services import Services

__all__ = ["add_commands"]


def add_commands(
    tree: app_commands.CommandTree[Any],
    services: Services,
    homes: ChannelHomes,
    *,
    command_ids: Callable[[], Mapping[str, int]],
) -> None:
    """Add every command to the tree; ``command_ids`` knows the ids that Discord gave them, where it is known to have."""
    tree.add_command(paper_command(services))
    tree.add_command(week_command(services))
    tree.add_command(search_command(services))
    tree.add_command(export_command(services))
    tree.add_command(DigestCommands(services, homes))
    tree.add_command(help_command(services, command_ids))
