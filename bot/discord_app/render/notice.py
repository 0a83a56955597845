"""The short answers."""

from __future__ import annotations

import discord

from bot.discord_app.render.blocks import ATTENTION, TROUBLE, message, text
from bot.discord_app.render.measure import MOST_CHARACTERS
from bot.discord_app.text.markdown import fit_escaped, prose

__all__ = ["error_notice", "notice"]


def notice(sentence: str) -> discord.ui.LayoutView:
    """Say one thing. ``sentence`` is plain text, in which only `` `code` `` is set off."""
    return message([text(prose(sentence, MOST_CHARACTERS) or "…")], accent=ATTENTION)


def error_notice(reference: str) -> discord.ui.LayoutView:
    """Say that something broke, with the number that finds it in the log."""
    lines = (
        "**Something went wrong on my side.**",
        "Please try again in a moment. If it happens again, tell whoever runs this bot the number below: the log has it.",
        f"-# Reference {fit_escaped(reference, 40)}",
    )
    return message([text(*lines)], accent=TROUBLE)
