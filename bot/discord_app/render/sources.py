"""What admins are told about where papers come from: how each source stands, and what changed in it lately.

An admin of one server learns nothing of the machine or of what others keep there: a source is called by its name, and its
address, its path and the words of its problem, which may quote both, stay out of Discord.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import discord

from bot.discord_app.custom_ids.kinds import LookForPapers
from bot.discord_app.render.blocks import ACCENT, ATTENTION, Item, button, message, rows, rule, text
from bot.discord_app.render.measure import measure, that_fit
from bot.discord_app.text.markdown import bold, day, fit, fit_escaped, one_line, plural, timestamp
from bot.models import Change, Refreshed, SourceReport
from bot.wording import count_changes, say_change

__all__ = ["in_trouble", "look_button", "refreshed_card", "sources_text"]

_BUNDLED = "bundled"
_MOST_SOURCES = 8
_MOST_CHANGES = 5
_MOST_NEWS = 15
_MOST_SENTENCES = 3
"""Of what one reading of one source changed; more are counted."""
_MOST_CHANGE = 200
_MOST_NAME = 60
_ROOM_FOR_SOURCES = 1400
_ROOM_FOR_CHANGES = 900
_ROOM_FOR_NEWS = 2000
_HOW_TO_SEE_WHY = "-# Whoever runs the bot sees what is wrong with `python -m bot check --sources`."


def sources_text(reports: Sequence[SourceReport], changes: Sequence[Change]) -> str:
    """Return how the sources stand, and the newest of ``changes``, which come newest first; "" for no sources."""
    if not reports:
        return ""
    lines = ["### Where the papers come from", *_sources(reports)]
    news = that_fit(list(_news(changes, _MOST_CHANGES)), _ROOM_FOR_CHANGES)
    return "\n".join([*lines, *(["### What changed lately", *news] if news else [])])


def in_trouble(reports: Iterable[SourceReport]) -> bool:
    """Whether there is a source that an admin should look after."""
    return any(report.problem for report in reports)


def look_button() -> Item:
    """Return the row with the button that asks the sources."""
    return rows([button("Look for new papers", LookForPapers().encode())])[0]


def refreshed_card(refreshed: Refreshed, lately: Sequence[Change] = ()) -> discord.ui.LayoutView:
    """Return what came of looking for newer papers; where that is nothing, what changed ``lately``, newest first."""
    troubled = in_trouble(refreshed.reports)
    if refreshed.changes:
        news = that_fit(list(_news(refreshed.changes, _MOST_NEWS)), _ROOM_FOR_NEWS)
        lines = ["## Something changed", *news]
    else:
        lines = [
            "## Nothing new",
            "What could be asked has nothing new." if troubled else "The lists are as they were.",
        ]
    if refreshed.asked_before is not None:
        # Told as what is past: the message stands for longer than the minute.
        asked = timestamp(refreshed.asked_before, "R")
        lines.append(
            f"-# The sources were asked {asked}; this is what came of that. They are asked once a minute at most."
        )
    origins = sources_text(refreshed.reports, () if refreshed.changes else lately)
    view = message(
        [text(*lines), *([rule(), text(origins)] if origins else [])], accent=ATTENTION if troubled else ACCENT
    )
    measure(view)
    return view


def _sources(reports: Sequence[SourceReport]) -> Iterator[str]:
    shown = that_fit(map(_source, reports[:_MOST_SOURCES]), _ROOM_FOR_SOURCES)
    yield from shown
    if len(shown) < len(reports):
        yield f"-# and {plural(len(reports) - len(shown), 'more source')}"
    if in_trouble(reports):
        yield _HOW_TO_SEE_WHY


def _source(report: SourceReport) -> str:
    name = "The list that comes with Paperboy" if report.name == _BUNDLED else one_line(report.name)
    extent = f"{plural(report.papers, 'paper')} of {plural(report.weeks, 'week')}" if report.papers else "no papers yet"
    newest = f", the newest to {day(report.newest)}" if report.newest else ""
    confirmed = f" · last confirmed {timestamp(report.fetched_at, 'R')}" if report.fetched_at else ""
    lines = [bold(fit(name, _MOST_NAME)), f"-# {extent}{newest}{confirmed}"]
    if report.problem:
        serves = "; what it had before is served" if report.papers else ""
        lines.append(f"-# ⚠️ Could not be brought up to date{serves}.")
    return "\n".join(lines)


def _news(changes: Sequence[Change], most: int) -> Iterator[str]:
    """Yield a line for each change, or for all that one reading of a source brought where those are many."""
    lines = 0
    for (source, at), together in groupby(changes, key=lambda change: (change.source, change.at)):
        batch = list(together)
        said = [count_changes(batch)] if len(batch) > _MOST_SENTENCES else [say_change(change) for change in batch]
        for sentence in said[: most - lines]:
            yield f"-# {timestamp(at, 'R')} · {fit_escaped(one_line(f'{source}: {sentence}'), _MOST_CHANGE)}"
        lines += len(said)
        if lines >= most:
            return
