"""What the bot does, in one card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.discord_app.render.blocks import message, text
from bot.discord_app.render.measure import measure
from bot.discord_app.text.markdown import day, fit_escaped, one_line, plural
from bot.models import Week

__all__ = ["help_card"]

_COMMANDS = (
    ("paper", "a paper's abstract and links, by title, arXiv id or link"),
    ("week", "the papers of a week: `latest`, `2023-03-26`, `march 2023`, `2023`, `2023-W12`"),
    ("search", "what is about something, with the words that match set off"),
    ("export", "a week, a month or a search as a file: BibTeX, Markdown or CSV"),
    ("digest", "for members who manage the server: see and post what comes to its channels"),
    ("help", "this card"),
)
_MOST_SOURCES = 8


def help_card(
    *,
    papers: int,
    weeks: int,
    first: Week | None,
    last: Week | None,
    sources: Sequence[str],
    commands: Mapping[str, str | int],
) -> discord.ui.LayoutView:
    """Return the card. ``commands`` maps names to Discord's ids, so that they can be clicked; those not in it are only named."""
    span = f", from {day(first.start)} to {day(last.end)}" if first and last else ""
    view = message(
        [
            text(
                "## Paperboy",
                "The machine-learning papers of each week, to read, to search, and delivered to channels.",
                f"It knows {plural(papers, 'paper')} of {plural(weeks, 'week')}{span}.",
            ),
            text(*(f"{_mention(name, commands)} · {what}" for name, what in _COMMANDS)),
            text(
                "**Where the papers come from**",
                *(f"-# {fit_escaped(one_line(source), 200)}" for source in sources[:_MOST_SOURCES]),
                "-# Abstracts, authors and categories that they leave out are arXiv's.",
                "-# Only you see a card that you open from a public list.",
            ),
        ]
    )
    measure(view)
    return view


def _mention(name: str, commands: Mapping[str, str | int]) -> str:
    """Return a command as Discord links it; one with subcommands can be linked only by a subcommand's full name."""
    full = next((known for known in commands if known == name or known.startswith(f"{name} ")), None)
    if full is None or (name == "digest" and full == name):
        return f"**/{name}**"
    return f"</{full}:{commands[full]}>"
